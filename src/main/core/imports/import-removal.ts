/** The way out: undo, cancel, failure, and what a crash left behind. */
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { EventType } from '../../../shared/events/catalogue.ts';
import { type Context, createContext } from '../context.ts';
import { UserError } from '../errors.ts';
import type { CommittedEvent } from '../events/event.ts';
import { errorDetails } from '../log.ts';
import { changeImport, contextOfImport, type ImportTools } from './import-run.ts';
import { importSummary } from './import-view.ts';
import type { StoredImport } from './store/import-batches.ts';
import { TakeOut } from './store/take-out.ts';
import { JobStopped } from './worker/import-threads.ts';

export class ImportRemoval {
  readonly #tools: ImportTools;
  readonly #takeOut: TakeOut;

  constructor(tools: ImportTools) {
    const { database, write, kpis, sales, settings, nativeBinding } = tools;
    this.#tools = tools;
    this.#takeOut = new TakeOut(
      database,
      write,
      kpis,
      sales,
      () => settings.vipThresholdMinor(),
      nativeBinding,
    );
  }

  /** @throws UserError when a later record hangs on what would go */
  check(id: number): void {
    this.#takeOut.check(id);
  }

  /** @throws UserError when something changes that is being taken out */
  refuseChange(event: CommittedEvent): void {
    // An import that is taken out puts back what it had replaced, be it of another that goes, too.
    if (event.ctx.importBatchId === undefined) this.#takeOut.refuseChange(event);
  }

  /** Takes out whatever an import stored, and says what became of it. */
  async run(
    ctx: Context,
    batch: StoredImport,
    then: 'undone' | 'cancelled' | 'failed',
    message: string | null = null,
  ): Promise<void> {
    const { batches, progress, write, clock, uploads } = this.#tools;
    const asked = contextOfImport(ctx, batch);
    const all = Math.max(batch.imported_rows, 1);
    await rm(uploads.stagePath(batch.id), { force: true });
    progress.begin(batch.id);
    await this.#takeOut.run(asked, batch.id, (done) =>
      progress.note(batch.id, {
        share: Math.min(1, done / all),
        tickets: batch.tickets,
        imported_rows: Math.max(0, batch.imported_rows - done),
        rows: done,
      }),
    );
    // Its rows went at the time they came at; that they went is told when it was.
    write({ ...asked, now: clock() }, (tx) => {
      const before = importSummary(batches.get(batch.id));
      batches.change(batch.id, { status: then, message, finished_at: clock() });
      if (then === 'undone')
        tx.emit({
          type: EventType.IMPORT_UNDONE,
          entity: 'import',
          entityId: batch.id,
          before,
          after: null,
        });
    });
  }

  /**
   * After a stop or a failure: nothing of the import stays, and the reason is told. One with a sale
   * that was refunded meanwhile is left as it is, for the owner to decide.
   */
  async afterFailure(ctx: Context, id: number, error: unknown): Promise<void> {
    const { log, batches, uploads, clock } = this.#tools;
    const stopped = error instanceof JobStopped;
    if (!stopped && !(error instanceof UserError))
      log.error('an import failed', { import: id, ...errorDetails(error) });
    const reason = stopped
      ? null
      : error instanceof UserError
        ? error.message
        : 'Tillwise made a mistake while importing. Nothing was stored; the log says more.';
    try {
      if (error instanceof UserError && batches.get(id).status === 'reading') {
        // Refused before anything was copied: what is wrong with its rows stays to be read.
        await rm(uploads.stagePath(id), { force: true });
        changeImport(this.#tools, ctx, id, {
          status: 'failed',
          message: reason,
          finished_at: clock(),
        });
      } else {
        this.check(id);
        changeImport(this.#tools, ctx, id, { status: 'cancelling' });
        await this.run(ctx, batches.get(id), stopped ? 'cancelled' : 'failed', reason);
      }
    } catch (failure) {
      log.error('an import could not be taken out', { import: id, ...errorDetails(failure) });
      changeImport(this.#tools, ctx, id, {
        status: 'interrupted',
        message:
          failure instanceof UserError
            ? failure.message
            : 'Taking the import out was stopped half way. Undo it again.',
      });
    }
  }

  /** What a crash or a quit left behind, at the start. */
  settleUnfinished(): void {
    const { batches, uploads, clock } = this.#tools;
    const ctx = createContext(clock, { kind: 'automation', name: 'Tillwise' }, 'system');
    const kept = new Set<number>();
    for (const { id, status } of batches.unfinished()) {
      if (status === 'reading') {
        changeImport(this.#tools, ctx, id, {
          status: 'cancelled',
          message:
            'Tillwise was closed while it read this file. Nothing was stored; import it again.',
          finished_at: ctx.now,
        });
        continue;
      }
      kept.add(id);
      if (status === 'interrupted') continue;
      changeImport(this.#tools, ctx, id, {
        status: 'interrupted',
        message:
          status === 'writing'
            ? 'Tillwise was closed in the middle of this import. Let it go on, or take it out.'
            : 'Tillwise was closed while it took this import out. Undo it to take out the rest.',
      });
    }
    for (const id of uploads.stagedImports()) {
      if (!kept.has(id)) rmSync(uploads.stagePath(id), { force: true });
    }
  }
}
