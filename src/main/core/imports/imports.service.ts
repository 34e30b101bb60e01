/** Imports from the first byte to the event: receive, look, run, stop, take back, go on. */
import { existsSync } from 'node:fs';
import type {
  ImportBatch,
  ImportKind,
  ImportMapping,
  ImportPreview,
} from '../../../shared/schemas/import.ts';
import type { Context } from '../context.ts';
import { conflict, invalid } from '../errors.ts';
import { ImportProgress } from './import-progress.ts';
import { ImportQueue } from './import-queue.ts';
import { ImportRemoval } from './import-removal.ts';
import {
  changeImport,
  copyStaged,
  type ImportRequest,
  type ImportTools,
  readAndCopy,
  shopRules,
} from './import-run.ts';
import { importView } from './import-view.ts';
import { fittedMapping, isGuess, keptFor, type OwnMappings } from './own-mappings.ts';
import { fieldWords, missingFields } from './required-fields.ts';
import {
  createImportBatches,
  type ImportBatches,
  type StoredImport,
} from './store/import-batches.ts';
import { type Upload, Uploads } from './uploads.ts';
import { inspect } from './worker/run-job.ts';

export interface ImportsOptions extends Omit<ImportTools, 'uploads' | 'batches' | 'progress'> {
  dataDir: string;
  mappings: OwnMappings;
}

export class ImportsService {
  readonly uploads: Uploads;
  readonly progress: ImportProgress;
  readonly batches: ImportBatches;
  readonly #tools: ImportTools;
  readonly #removal: ImportRemoval;
  readonly #mappings: OwnMappings;
  readonly #queue = new ImportQueue();

  constructor({ dataDir, mappings, ...options }: ImportsOptions) {
    this.#mappings = mappings;
    this.uploads = new Uploads(dataDir);
    this.batches = createImportBatches(options.database);
    this.progress = new ImportProgress((id) => this.present(this.batches.get(id)));
    this.#tools = {
      ...options,
      uploads: this.uploads,
      batches: this.batches,
      progress: this.progress,
    };
    this.#removal = new ImportRemoval(this.#tools);
    this.#removal.settleUnfinished();
  }

  /** An import as the window and tools see it. */
  present(batch: StoredImport): ImportBatch {
    return importView(batch, this.progress.of(batch.id), this.#tools.settings.money());
  }

  /** @throws UserError when the file cannot be imported at all */
  async preview(
    ctx: Context,
    asked: {
      upload_id: string;
      kind?: ImportKind | undefined;
      mapping?: ImportMapping | undefined;
      guess_date_order?: boolean | undefined;
    },
  ): Promise<ImportPreview> {
    const { upload_id, ...how } = asked;
    const upload = this.uploads.complete(upload_id);
    const rules = shopRules(this.#tools.settings, ctx);
    const inspection = await inspect({
      path: upload.path,
      rules,
      kept: keptFor(this.#mappings),
      ...how,
    });
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

  /**
   * Imports a file with what is guessed of it, or with the owner's mapping of that name, to the end.
   * For tools and watched folders.
   * @param once begins the import, or tells the id of the one that the same call began before: that one
   *   is waited for, and finished when a crash interrupted it
   */
  async importFile(
    ctx: Context,
    file: File,
    kind: ImportKind,
    { mode, mapping: name }: { mode: ImportRequest['mode']; mapping?: string | undefined },
    once: (begin: () => number) => number = (begin) => begin(),
  ): Promise<StoredImport> {
    const own = isGuess(name) ? undefined : this.#mappings.byName(name, kind);
    const upload = await this.uploads.receive(file);
    try {
      const rules = shopRules(this.#tools.settings, ctx);
      const { headers, mapping: guessed } = await inspect({
        path: upload.path,
        rules,
        kind,
        kept: keptFor(this.#mappings),
      });
      const mapping = own ? fittedMapping(own, headers) : guessed;
      const id = once(() => this.#begin(ctx, upload, { kind, mapping, mode }).id);
      if (this.batches.get(id).status === 'interrupted') this.resume(ctx, id);
      await this.finished(id);
      return this.batches.get(id);
    } finally {
      await this.uploads.discard(upload.id);
    }
  }

  /** Resolves when the import is over, whatever became of it. */
  async finished(id: number): Promise<void> {
    await this.#queue.finished(id);
  }

  /** Stops an import; nothing of it stays. @throws UserError when it is already over */
  cancel(ctx: Context, id: number): ImportBatch {
    const { status } = this.batches.get(id);
    if (this.#queue.has(id) && (status === 'reading' || status === 'writing')) {
      changeImport(this.#tools, ctx, id, { status: 'cancelling' });
      this.#queue.stop(id);
    } else if (status === 'interrupted') {
      this.#takeOut(ctx, id, 'cancelled');
    } else if (status !== 'cancelling') {
      throw conflict('id', `This import is already over (${status}). Undo it instead.`);
    }
    return this.present(this.batches.get(id));
  }

  /** Takes an import out again, in the background. @throws UserError when there is nothing to undo */
  undo(ctx: Context, id: number): ImportBatch {
    const { status } = this.batches.get(id);
    if (status !== 'done' && status !== 'interrupted')
      throw conflict(
        'id',
        this.#queue.has(id)
          ? 'This import is still running. Cancel it instead.'
          : `There is nothing to undo: the import is ${status}.`,
      );
    this.#removal.check(id);
    this.#takeOut(ctx, id, status === 'done' ? 'undone' : 'cancelled');
    return this.present(this.batches.get(id));
  }

  /** Goes on with an import that a crash interrupted. @throws UserError when that is not possible */
  resume(ctx: Context, id: number): ImportBatch {
    const { status } = this.batches.get(id);
    if (status !== 'interrupted')
      throw conflict('id', `Only an interrupted import can go on; this one is ${status}.`);
    if (!existsSync(this.uploads.stagePath(id)))
      throw conflict(
        'id',
        'The rest of this file is no longer there. Take out what was imported, then import the file again.',
      );
    changeImport(this.#tools, ctx, id, { status: 'writing', message: null });
    this.#enqueue(ctx, id, (batch, signal) => copyStaged(this.#tools, ctx, batch, signal));
    return this.present(this.batches.get(id));
  }

  /** Stops what runs and leaves it for the next start. */
  async close(): Promise<void> {
    await this.#queue.close();
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
    const added = this.#tools.write(ctx, () =>
      this.batches.add(ctx, {
        kind: request.kind,
        fileName: upload.fileName,
        sha256: upload.sha256,
        bytes: upload.bytes,
        mapping: JSON.stringify(request.mapping),
      }),
    );
    this.#enqueue(ctx, added.id, (batch, signal) =>
      readAndCopy(this.#tools, ctx, batch, upload, request, signal),
    );
    return added;
  }

  #takeOut(ctx: Context, id: number, then: 'undone' | 'cancelled'): void {
    changeImport(this.#tools, ctx, id, {
      status: then === 'undone' ? 'undoing' : 'cancelling',
      message: null,
    });
    this.#enqueue(ctx, id, (batch) => this.#removal.run(ctx, batch, then));
  }

  #enqueue(
    ctx: Context,
    id: number,
    run: (batch: StoredImport, signal: AbortSignal) => Promise<void>,
  ): void {
    this.#queue.add(id, {
      run: (signal) => run(this.batches.get(id), signal),
      failed: (error) => this.#removal.afterFailure(ctx, id, error),
      ended: () => this.progress.end(id),
    });
  }
}
