/** Imports from the first byte to the event: receive, look, run, stop, take back, go on. */
import { existsSync } from 'node:fs';
import { EventType } from '../../../shared/events/catalogue.ts';
import type { ImportBatch, ImportKind, ImportPreview } from '../../../shared/schemas/import.ts';
import {
  type CheckMessage,
  type ImportCheck,
  type ImportChoices,
  importChoices,
  type ReadingOrder,
  type UndoPreview,
} from '../../../shared/schemas/import-check.ts';
import type { Context } from '../context.ts';
import { conflict } from '../errors.ts';
import type { EventBus } from '../events/event-bus.ts';
import { FileLook, type LookRequest } from './file-look.ts';
import { ImportChecks } from './import-checks.ts';
import { ImportProgress } from './import-progress.ts';
import { ImportQueue } from './import-queue.ts';
import { ImportRemoval } from './import-removal.ts';
import {
  changeImport,
  copyStaged,
  type ImportRequest,
  type ImportTools,
  readAndCopy,
} from './import-run.ts';
import { importView } from './import-view.ts';
import type { OwnMappings } from './own-mappings.ts';
import { requireFields } from './required-fields.ts';
import {
  createImportBatches,
  type ImportBatches,
  type StoredImport,
} from './store/import-batches.ts';
import {
  countEdits,
  createLaterEdits,
  type FoundEdits,
  type LaterEdits,
} from './store/later-edits.ts';
import { type Upload, Uploads } from './uploads.ts';
import { ImportThreads } from './worker/import-threads.ts';
import type { Findings } from './worker/jobs.ts';

export interface ImportsOptions
  extends Omit<ImportTools, 'uploads' | 'threads' | 'batches' | 'progress'> {
  dataDir: string;
  mappings: OwnMappings;
  bus: Pick<EventBus, 'project'>;
}

/** How a tool wants its file read; whatever it does not say is guessed, or loses nothing. */
export interface FileRequest extends Partial<Pick<ImportChoices, 'mode' | 'already_there'>> {
  /** Name of one of the owner's own mappings. */
  mapping?: string | undefined;
}

/** What an undo would lose of a record that it takes out. */
const CHANGES = [
  EventType.SALE_CREATED,
  EventType.SALE_UPDATED,
  EventType.SALE_RESTORED,
  EventType.EXPENSE_UPDATED,
  EventType.EXPENSE_RESTORED,
] as const;

/** An import that is begun anew: nothing of what it had stored is there any more. */
const UNREAD = {
  status: 'reading',
  message: null,
  finished_at: null,
  headers: null,
  imported_rows: 0,
  tickets: 0,
  new_products: 0,
  new_customers: 0,
  replaced_tickets: 0,
} as const;

export class ImportsService {
  readonly uploads: Uploads;
  readonly progress: ImportProgress;
  readonly batches: ImportBatches;
  readonly #tools: ImportTools;
  readonly #removal: ImportRemoval;
  readonly #look: FileLook;
  readonly #checks: ImportChecks;
  readonly #laterEdits: LaterEdits;
  readonly #queue = new ImportQueue();

  constructor({ dataDir, mappings, bus, ...options }: ImportsOptions) {
    this.uploads = new Uploads(dataDir);
    this.batches = createImportBatches(options.database);
    this.progress = new ImportProgress((id) => this.present(this.batches.get(id)));
    this.#tools = {
      ...options,
      uploads: this.uploads,
      threads: new ImportThreads(),
      batches: this.batches,
      progress: this.progress,
    };
    this.#look = new FileLook(this.#tools, mappings);
    this.#checks = new ImportChecks(this.#tools);
    this.#laterEdits = createLaterEdits(options.database);
    this.#removal = new ImportRemoval(this.#tools);
    this.#removal.settleUnfinished();
    bus.project(CHANGES, (_tx, event) => {
      // Sales do not wait for this while no import goes.
      if (!this.#queue.idle) this.#removal.refuseChange(event);
    });
  }

  /** An import as the window and tools see it. */
  present(batch: StoredImport): ImportBatch {
    return importView(batch, this.progress.of(batch.id), this.#tools.settings.money());
  }

  /** Begins to receive a file that comes in pieces. @throws UserError when the disk has not enough room */
  async openUpload(fileName: string, fileBytes: number | undefined): Promise<Upload> {
    this.#tools.threads.expect();
    return await this.uploads.open(fileName, fileBytes);
  }

  /** @throws UserError when the file cannot be imported at all */
  async preview(
    ctx: Context,
    { upload_id, ...how }: LookRequest & { upload_id: string },
  ): Promise<ImportPreview> {
    return await this.#look.preview(ctx, this.uploads.complete(upload_id), how);
  }

  /** Reads a whole file and tells what an import would do, without doing it. */
  check(
    ctx: Context,
    { upload_id, ...order }: ReadingOrder,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<CheckMessage, void> {
    requireFields(order.kind, order.mapping);
    return this.#checks.watch(ctx, this.uploads.complete(upload_id), order, signal);
  }

  /** Files that the owner was deciding about when the window went, and what a check found in them. */
  waiting(): { upload: Upload; found: ReturnType<ImportChecks['found']> }[] {
    return this.uploads
      .waiting()
      .map((upload) => ({ upload, found: this.#checks.found(upload.id) }));
  }

  /** More of what a check found. @throws UserError when it is over */
  async findings(...page: Parameters<ImportChecks['findings']>): Promise<Findings> {
    return await this.#checks.findings(...page);
  }

  /** Starts in the background. @throws UserError when a needed field has no column */
  start(ctx: Context, { upload_id, ...order }: ReadingOrder, choices: ImportChoices): ImportBatch {
    const upload = this.uploads.complete(upload_id);
    requireFields(order.kind, order.mapping);
    const checkedPath = this.#checks.take(ctx, upload_id, order);
    // One that still runs reads for nobody.
    void this.#checks.stop(upload_id);
    return this.present(this.#begin(ctx, upload, { order, choices, checkedPath }));
  }

  /** Puts a received file aside. */
  async discard(uploadId: string): Promise<void> {
    await this.#checks.stop(uploadId);
    await this.uploads.discard(uploadId);
  }

  /**
   * Imports a file with what is guessed of it, or with the owner's mapping of that name, to the end.
   * For tools and watched folders.
   * @param once begins the import, or tells the id of the one that the same call began before: that one
   *   is waited for, finished when a crash interrupted it, and begun anew when nothing came of it
   */
  async importFile(
    ctx: Context,
    file: File,
    kind: ImportKind,
    { mapping, ...chosen }: FileRequest,
    once: (begin: () => number) => number | Promise<number> = (begin) => begin(),
  ): Promise<StoredImport> {
    const choices = importChoices.parse(chosen);
    return await this.#withFile(ctx, file, kind, mapping, async (upload, order) => {
      const id = await once(() => this.#begin(ctx, upload, { order, choices }).id);
      const { status } = this.batches.get(id);
      if (status === 'interrupted') this.resume(ctx, id);
      else if (this.#cameToNothing(id)) this.#read(ctx, id, upload, { order, choices });
      await this.finished(id);
      return this.batches.get(id);
    });
  }

  /** What {@link importFile} would do, without doing it. */
  async dryRun(
    ctx: Context,
    file: File,
    kind: ImportKind,
    { mapping, ...chosen }: FileRequest,
  ): Promise<{ preview: ImportPreview; check: ImportCheck }> {
    return await this.#withFile(ctx, file, kind, mapping, async (upload, order) => ({
      preview: await this.#look.preview(ctx, upload, { kind, mapping: order.mapping }),
      check: await this.#checks.run(ctx, upload, order, { choices: importChoices.parse(chosen) }),
    }));
  }

  async #withFile<Value>(
    ctx: Context,
    file: File,
    kind: ImportKind,
    mappingName: string | undefined,
    work: (upload: Upload, order: ImportRequest['order']) => Promise<Value>,
  ): Promise<Value> {
    this.#tools.threads.expect();
    const upload = await this.uploads.receive(file);
    try {
      const mapping = await this.#look.mappingFor(ctx, upload, kind, mappingName);
      const order = { kind, mapping, corrections: [], excluded_rows: [] };
      requireFields(kind, mapping);
      return await work(upload, order);
    } finally {
      await this.discard(upload.id);
    }
  }

  /** Resolves when the import is over, whatever became of it. */
  async finished(id: number): Promise<void> {
    await this.#queue.finished(id);
  }

  /**
   * Stops an import; nothing of it stays.
   * @param found its records that were edited since, when it is an interrupted one
   * @throws UserError when it is already over, or when an undo would be refused
   */
  cancel(ctx: Context, id: number, found: FoundEdits | undefined): ImportBatch {
    const { status } = this.batches.get(id);
    if (this.#queue.has(id) && (status === 'reading' || status === 'writing')) {
      this.#removal.check(id);
      changeImport(this.#tools, ctx, id, { status: 'cancelling' });
      this.#queue.stop(id);
    } else if (status === 'interrupted' && found) {
      return this.undo(ctx, id, found, undefined);
    } else if (status !== 'cancelling') {
      throw conflict('id', `This import is already over (${status}). Undo it instead.`);
    }
    return this.present(this.batches.get(id));
  }

  /** What an undo would take out, and what was edited since. @throws UserError NOT_FOUND */
  async undoPreview(id: number): Promise<UndoPreview> {
    return this.#laterEdits.tell(id, await this.editedSince(id));
  }

  /** Records of an import that were edited since. @throws UserError NOT_FOUND */
  async editedSince(id: number): Promise<FoundEdits> {
    this.batches.get(id);
    return await this.#laterEdits.find(id);
  }

  /**
   * Takes an import out again, in the background.
   * @param found its records that were edited since; those that were edited after the search are added
   * @param edited what happens to them
   * @throws UserError when there is nothing to undo, or when it is not said and there are such records
   */
  undo(
    ctx: Context,
    id: number,
    found: FoundEdits,
    edited: 'keep' | 'remove' | undefined,
  ): ImportBatch {
    const { status } = this.batches.get(id);
    if (status !== 'done' && status !== 'interrupted')
      throw conflict(
        'id',
        this.#queue.has(id)
          ? 'This import is still running. Cancel it instead.'
          : `There is nothing to undo: the import is ${status}.`,
      );
    const edits = this.#laterEdits.upToNow(id, found);
    const edited_count = countEdits(edits);
    if (edited_count > 0 && edited === undefined)
      throw conflict(
        'edited',
        `${edited_count} of the records of this import ${edited_count === 1 ? 'was' : 'were'} edited since. Undo it and say whether to keep or to remove ${edited_count === 1 ? 'it' : 'them'}.`,
      );
    this.#tools.write<void>(ctx, () => {
      if (edited === 'keep') this.#laterEdits.keep(id, edits);
      // A sale that is kept may have been refunded, so this comes after it; what it refuses keeps nothing.
      this.#removal.check(id);
    });
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
    await this.#tools.threads.close();
  }

  #begin(ctx: Context, upload: Upload, request: ImportRequest): StoredImport {
    const added = this.#tools.write(ctx, () =>
      this.batches.add(ctx, {
        kind: request.order.kind,
        fileName: upload.fileName,
        sha256: upload.sha256,
        bytes: upload.bytes,
        mapping: JSON.stringify(request.order.mapping),
      }),
    );
    this.#read(ctx, added.id, upload, request);
    return added;
  }

  /** True for an import that a crash or a full disk ended before it stored anything; a person did not. */
  #cameToNothing(id: number): boolean {
    const { status, message } = this.batches.get(id);
    const ended =
      status === 'cancelled' || (status === 'failed' && this.batches.countErrors(id) === 0);
    return ended && message !== null;
  }

  #read(ctx: Context, id: number, upload: Upload, request: ImportRequest): void {
    if (this.batches.get(id).status !== 'reading') changeImport(this.#tools, ctx, id, UNREAD);
    this.#enqueue(ctx, id, (batch, signal) =>
      readAndCopy(this.#tools, ctx, batch, upload, request, signal),
    );
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
