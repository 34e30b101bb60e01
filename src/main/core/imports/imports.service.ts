/** Imports from the first byte to the event: receive, look, run, stop, take back, go on. */
import { existsSync, rmSync } from 'node:fs';
import { EventType } from '../../../shared/events/catalogue.ts';
import { roundHalfAwayFromZero } from '../../../shared/lib/money.ts';
import type {
  ImportBatch,
  ImportKind,
  ImportMapping,
  ImportPreview,
} from '../../../shared/schemas/import.ts';
import { type Clock, type Context, createContext } from '../context.ts';
import type { Database } from '../db/connection.ts';
import type { Write } from '../db/write-tx.ts';
import { conflict, invalid, UserError } from '../errors.ts';
import type { SettingsService } from '../features/settings/index.ts';
import type { KpiEngine } from '../kpi/index.ts';
import { errorDetails, type Log } from '../log.ts';
import { ImportProgress, overallProgress } from './import-progress.ts';
import type { ShopRules } from './read/fields.ts';
import { fieldWords, missingFields } from './required-fields.ts';
import { CopyRun } from './store/copy-run.ts';
import {
  createImportBatches,
  type ImportBatches,
  type StoredImport,
} from './store/import-batches.ts';
import { TakeOut } from './store/take-out.ts';
import { type Upload, Uploads } from './uploads.ts';
import { inspect, JobStopped, stage } from './worker/run-job.ts';

export interface ImportsOptions {
  dataDir: string;
  database: Database;
  write: Write;
  settings: SettingsService;
  kpis: KpiEngine;
  log: Log;
  clock: Clock;
  nativeBinding?: string | undefined;
}

export interface ImportRequest {
  kind: ImportKind;
  mapping: ImportMapping;
  mode: 'good_rows' | 'strict';
}

/** An import that waits or runs. */
interface Running {
  stop: AbortController;
  /** Closing is not cancelling: what is written stays for the next start. */
  closing: boolean;
  finished: Promise<void>;
}

export class ImportsService {
  readonly uploads: Uploads;
  readonly progress: ImportProgress;
  readonly batches: ImportBatches;
  readonly #options: ImportsOptions;
  readonly #takeOut: TakeOut;
  readonly #running = new Map<number, Running>();
  /** One import at a time writes; the others wait here. */
  #queue: Promise<void> = Promise.resolve();

  constructor(options: ImportsOptions) {
    const { database, write, kpis, settings } = options;
    this.#options = options;
    this.uploads = new Uploads(options.dataDir);
    this.batches = createImportBatches(database);
    this.progress = new ImportProgress((id) => this.present(this.batches.get(id)));
    this.#takeOut = new TakeOut(
      database,
      write,
      kpis,
      () => roundHalfAwayFromZero(settings.get().vip_threshold * 10 ** settings.money().digits),
      options.nativeBinding,
    );
    this.#settleUnfinished();
  }

  /** An import as the window and tools see it. */
  present(batch: StoredImport): ImportBatch {
    const live = this.progress.of(batch.id);
    return {
      id: batch.id,
      kind: batch.kind,
      file_name: batch.file_name,
      status: batch.status,
      message: batch.message,
      progress: overallProgress(batch, live),
      total_rows: batch.total_rows,
      imported_rows: live?.imported_rows ?? batch.imported_rows,
      bad_rows: batch.bad_rows,
      tickets: batch.kind === 'sales' ? (live?.tickets ?? batch.tickets) : 0,
      new_products: batch.new_products,
      new_customers: batch.new_customers,
      rounded_lines: batch.rounded_lines,
      net_sales: this.#options.settings.money().toMajor(batch.net_minor),
      first_date: batch.first_date,
      last_date: batch.last_date,
      started_at: new Date(batch.started_at).toISOString(),
      finished_at: batch.finished_at === null ? null : new Date(batch.finished_at).toISOString(),
    };
  }

  /** @throws UserError when the file cannot be imported at all */
  async preview(
    ctx: Context,
    uploadId: string,
    kind: ImportKind | undefined,
    mapping: ImportMapping | undefined,
  ): Promise<ImportPreview> {
    const upload = this.uploads.complete(uploadId);
    const inspection = await inspect({ path: upload.path, rules: this.#rules(ctx), kind, mapping });
    const before = this.batches.findDone(upload.sha256);
    return {
      upload_id: upload.id,
      file_name: upload.fileName,
      file_bytes: upload.bytes,
      ...inspection,
      already_imported: before
        ? {
            import_id: before.id,
            finished_at: new Date(before.finished_at ?? before.started_at).toISOString(),
          }
        : null,
    };
  }

  /** Starts in the background. @throws UserError when a needed field has no column */
  start(ctx: Context, uploadId: string, request: ImportRequest): ImportBatch {
    return this.present(this.#begin(ctx, this.uploads.complete(uploadId), request));
  }

  /** Imports a file with what is guessed of it, to the end. For tools. */
  async importFile(
    ctx: Context,
    file: File,
    kind: ImportKind,
    mode: ImportRequest['mode'],
  ): Promise<StoredImport> {
    const upload = await this.uploads.receive(file);
    try {
      const { mapping } = await inspect({ path: upload.path, rules: this.#rules(ctx), kind });
      const { id } = this.#begin(ctx, upload, { kind, mapping, mode });
      await this.finished(id);
      return this.batches.get(id);
    } finally {
      await this.uploads.discard(upload.id);
    }
  }

  /** Resolves when the import is over, whatever became of it. */
  async finished(id: number): Promise<void> {
    await this.#running.get(id)?.finished;
  }

  /** Stops an import; nothing of it stays. @throws UserError when it is already over */
  cancel(ctx: Context, id: number): ImportBatch {
    const batch = this.batches.get(id);
    const running = this.#running.get(id);
    if (running && (batch.status === 'reading' || batch.status === 'writing')) {
      this.#change(ctx, id, { status: 'cancelling' });
      running.stop.abort();
    } else if (batch.status === 'interrupted') {
      this.#startTakingOut(ctx, batch, 'cancelled');
    } else if (batch.status !== 'cancelling') {
      throw conflict('id', `This import is already over (${batch.status}). Undo it instead.`);
    }
    return this.present(this.batches.get(id));
  }

  /** Takes an import out again, in the background. @throws UserError when there is nothing to undo */
  undo(ctx: Context, id: number): ImportBatch {
    const batch = this.batches.get(id);
    if (batch.status !== 'done' && batch.status !== 'interrupted')
      throw conflict(
        'id',
        this.#running.has(id)
          ? 'This import is still running. Cancel it instead.'
          : `There is nothing to undo: the import is ${batch.status}.`,
      );
    this.#takeOut.check(id);
    this.#startTakingOut(ctx, batch, batch.status === 'done' ? 'undone' : 'cancelled');
    return this.present(this.batches.get(id));
  }

  /** Goes on with an import that a crash interrupted. @throws UserError when that is not possible */
  resume(ctx: Context, id: number): ImportBatch {
    const batch = this.batches.get(id);
    if (batch.status !== 'interrupted')
      throw conflict('id', `Only an interrupted import can go on; this one is ${batch.status}.`);
    if (!existsSync(this.uploads.stagePath(id)))
      throw conflict(
        'id',
        'The rest of this file is no longer there. Take out what was imported, then import the file again.',
      );
    this.#change(ctx, id, { status: 'writing', message: null });
    this.#enqueue(ctx, batch, (signal) => this.#copy(ctx, batch, signal));
    return this.present(this.batches.get(id));
  }

  /** Stops what runs and leaves it for the next start. */
  async close(): Promise<void> {
    for (const running of this.#running.values()) {
      running.closing = true;
      running.stop.abort();
    }
    await this.#queue;
    await this.uploads.close();
  }

  #begin(ctx: Context, upload: Upload, request: ImportRequest): StoredImport {
    const missing = missingFields(request.kind, request.mapping.columns);
    if (missing.length > 0) {
      const names = missing.map((field) => `"${fieldWords(field)}"`).join(' and ');
      throw invalid(
        'file',
        `No column of this file holds the ${names} that every row of ${request.kind} needs. Add it, or choose the column that holds it.`,
      );
    }
    const batch = this.#options.write(ctx, () =>
      this.batches.add(ctx, {
        kind: request.kind,
        fileName: upload.fileName,
        sha256: upload.sha256,
        bytes: upload.bytes,
        mapping: JSON.stringify(request.mapping),
      }),
    );
    this.#enqueue(ctx, batch, (signal) => this.#read(ctx, batch, upload, request, signal));
    return batch;
  }

  #enqueue(ctx: Context, batch: StoredImport, work: (signal: AbortSignal) => Promise<void>): void {
    const running: Running = {
      stop: new AbortController(),
      closing: false,
      finished: Promise.resolve(),
    };
    this.#running.set(batch.id, running);
    const finished = this.#queue.then(async () => {
      try {
        if (running.stop.signal.aborted) throw new JobStopped();
        await work(running.stop.signal);
      } catch (error) {
        if (!running.closing) await this.#giveUp(ctx, batch, error);
      } finally {
        this.#running.delete(batch.id);
        if (!running.closing) this.progress.end(batch.id);
      }
    });
    running.finished = finished;
    this.#queue = finished;
  }

  async #read(
    ctx: Context,
    batch: StoredImport,
    upload: Upload,
    { mapping, mode }: ImportRequest,
    signal: AbortSignal,
  ): Promise<void> {
    const stagePath = this.uploads.stagePath(batch.id);
    rmSync(stagePath, { force: true });
    await this.uploads.checkStageSpace(upload.bytes);
    this.progress.tell(batch.id);
    const totals = await stage(
      {
        path: upload.path,
        stagePath,
        nativeBinding: this.#options.nativeBinding,
        rules: this.#rules(ctx),
        kind: batch.kind,
        mapping,
        numberPrefix: `${batch.id}-`,
      },
      (share) => this.progress.note(batch.id, { share, tickets: 0, imported_rows: 0 }),
      signal,
    );
    await this.uploads.discard(upload.id);
    const refused = mode === 'strict' && totals.badRows > 0;
    this.#change(ctx, batch.id, {
      ...(refused ? {} : { status: 'writing' }),
      total_rows: totals.rows,
      bad_rows: totals.badRows,
      rounded_lines: totals.rounded,
    });
    await this.#copyRun(ctx, batch, signal).problems();
    if (refused) {
      throw new UserError(
        'UNPROCESSABLE_CONTENT',
        `${totals.badRows} of ${totals.rows} rows are wrong, so nothing was imported, as asked.`,
      );
    }
    await this.#copy(ctx, batch, signal);
  }

  async #copy(ctx: Context, batch: StoredImport, signal: AbortSignal): Promise<void> {
    const stored = this.batches.get(batch.id);
    this.progress.tell(batch.id);
    const summary = await this.#copyRun(ctx, stored, signal).rows(stored.tickets);
    if (signal.aborted) throw new JobStopped();
    this.#options.write(this.#contextOf(ctx, batch), (tx) => {
      const after = {
        ...summary,
        status: 'done' as const,
        message: null,
        finished_at: this.#options.clock(),
      };
      this.batches.change(batch.id, after);
      tx.emit({
        type: EventType.DATA_IMPORTED,
        entity: 'import',
        entityId: batch.id,
        before: null,
        after: this.#eventSummary(batch.id),
      });
    });
    rmSync(this.uploads.stagePath(batch.id), { force: true });
  }

  #copyRun(ctx: Context, batch: StoredImport, signal: AbortSignal): CopyRun {
    return new CopyRun({
      database: this.#options.database,
      write: this.#options.write,
      kpis: this.#options.kpis,
      batches: this.batches,
      progress: this.progress,
      ctx: this.#contextOf(ctx, batch),
      batch,
      stagePath: this.uploads.stagePath(batch.id),
      nativeBinding: this.#options.nativeBinding,
      signal,
    });
  }

  #startTakingOut(ctx: Context, batch: StoredImport, then: 'undone' | 'cancelled'): void {
    rmSync(this.uploads.stagePath(batch.id), { force: true });
    this.#change(ctx, batch.id, {
      status: then === 'undone' ? 'undoing' : 'cancelling',
      message: null,
    });
    this.#enqueue(ctx, batch, () => this.#takeOutAll(ctx, batch, then, null));
  }

  async #takeOutAll(
    ctx: Context,
    batch: StoredImport,
    then: 'undone' | 'cancelled' | 'failed',
    message: string | null,
  ): Promise<void> {
    const asked = this.#contextOf(ctx, batch);
    const all = Math.max(batch.imported_rows, 1);
    await this.#takeOut.run(asked, batch.id, (done) =>
      this.progress.note(batch.id, {
        share: Math.min(1, done / all),
        tickets: batch.tickets,
        imported_rows: Math.max(0, batch.imported_rows - done),
      }),
    );
    const before = this.#eventSummary(batch.id);
    this.#options.write(asked, (tx) => {
      this.batches.change(batch.id, { status: then, message, finished_at: this.#options.clock() });
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

  /** After a stop or a failure: nothing of the import stays, and the reason is told. */
  async #giveUp(ctx: Context, batch: StoredImport, error: unknown): Promise<void> {
    const { log } = this.#options;
    const stopped = error instanceof JobStopped;
    if (!stopped && !(error instanceof UserError))
      log.error('an import failed', { import: batch.id, ...errorDetails(error) });
    const reason = stopped
      ? null
      : error instanceof UserError
        ? error.message
        : 'Tillwise made a mistake while importing. Nothing was stored; the log says more.';
    try {
      const errors = this.batches.countErrors(batch.id);
      const strict = error instanceof UserError && errors > 0;
      rmSync(this.uploads.stagePath(batch.id), { force: true });
      if (strict)
        this.#change(ctx, batch.id, {
          status: 'failed',
          message: reason,
          finished_at: this.#options.clock(),
        });
      else
        await this.#takeOutAll(
          ctx,
          this.batches.get(batch.id),
          stopped ? 'cancelled' : 'failed',
          reason,
        );
    } catch (failure) {
      log.error('an import could not be taken out', { import: batch.id, ...errorDetails(failure) });
      this.#change(ctx, batch.id, {
        status: 'interrupted',
        message:
          failure instanceof UserError
            ? failure.message
            : 'Taking the import out was stopped half way. Undo it again.',
      });
    }
  }

  /** What a crash or a quit left behind, at the start. */
  #settleUnfinished(): void {
    const ctx = createContext(
      this.#options.clock,
      { kind: 'automation', name: 'Tillwise' },
      'system',
    );
    const kept = new Set<number>();
    for (const batch of this.batches.unfinished()) {
      if (batch.status === 'reading') {
        this.#change(ctx, batch.id, {
          status: 'cancelled',
          message:
            'Tillwise was closed while it read this file. Nothing was stored; import it again.',
          finished_at: ctx.now,
        });
        continue;
      }
      kept.add(batch.id);
      if (batch.status === 'interrupted') continue;
      this.#change(ctx, batch.id, {
        status: 'interrupted',
        message:
          batch.status === 'writing'
            ? 'Tillwise was closed in the middle of this import. Let it go on, or take it out.'
            : 'Tillwise was closed while it took this import out. Undo it to take out the rest.',
      });
    }
    for (const id of this.uploads.stagedImports()) {
      if (!kept.has(id)) rmSync(this.uploads.stagePath(id), { force: true });
    }
  }

  #change(ctx: Context, id: number, change: Parameters<ImportBatches['change']>[1]): void {
    this.#options.write(ctx, () => this.batches.change(id, change));
    this.progress.tell(id);
  }

  /** Everything that an import writes bears its own time, so that undo knows its traces. */
  #contextOf(ctx: Context, batch: StoredImport): Context {
    return {
      ...ctx,
      source: batch.source === 'demo' ? 'demo' : 'import',
      now: batch.started_at,
      importBatchId: batch.id,
    };
  }

  #eventSummary(id: number) {
    const {
      kind,
      file_name,
      total_rows,
      imported_rows,
      bad_rows,
      tickets,
      new_products,
      new_customers,
      net_minor,
      first_date,
      last_date,
    } = this.batches.get(id);
    return {
      id,
      kind,
      file_name,
      total_rows,
      imported_rows,
      bad_rows,
      tickets,
      new_products,
      new_customers,
      net_minor,
      first_date,
      last_date,
    };
  }

  #rules(ctx: Context): ShopRules {
    const { settings } = this.#options;
    const { time_zone, day_end_hour, currency } = settings.get();
    return {
      timeZone: time_zone,
      dayEndHour: day_end_hour,
      digits: settings.money().digits,
      currency,
      today: settings.businessDate(ctx.now),
    };
  }
}
