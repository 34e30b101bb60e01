/** Looks at whole files before anything is written: one check at a time for each upload. */
import { existsSync } from 'node:fs';
import type {
  CheckMessage,
  ImportCheck,
  ImportChoices,
  ReadingOrder,
} from '../../../shared/schemas/import-check.ts';
import { importChoices } from '../../../shared/schemas/import-check.ts';
import type { Context } from '../context.ts';
import { conflict, UserError } from '../errors.ts';
import { type ImportTools, shopRules } from './import-run.ts';
import { Pace } from './pace.ts';
import type { ShopRules } from './read/fields.ts';
import type { Upload } from './uploads.ts';
import { JobStopped, type OnProgress } from './worker/import-threads.ts';
import type { Findings, FindingsJob } from './worker/jobs.ts';

interface Running {
  stop: AbortController;
  over: Promise<unknown>;
}

type ReadingHow = Omit<ReadingOrder, 'upload_id'>;

export class ImportChecks {
  readonly #tools: ImportTools;
  readonly #running = new Map<string, Running>();
  /** How the file of an upload was read when it was checked last, and what was found. */
  readonly #read = new Map<
    string,
    { fingerprint: string; order: ReadingHow; check: ImportCheck }
  >();

  constructor(tools: ImportTools) {
    this.#tools = tools;
  }

  /**
   * Reads the file and compares it with the shop. A second check of the same upload takes the place
   * of the first; leaving the iterator stops it.
   */
  async *watch(
    ctx: Context,
    upload: Upload,
    order: ReadingHow,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<CheckMessage, void> {
    const messages: CheckMessage[] = [];
    let wake: () => void = () => undefined;
    const stop = new AbortController();
    signal?.addEventListener('abort', () => stop.abort(), { once: true });
    let phaseNow = '';
    let pace = new Pace();
    const onProgress: OnProgress = (phase, share, rows) => {
      if (phase !== phaseNow) {
        phaseNow = phase;
        pace = new Pace();
      }
      const { rowsPerSecond, secondsLeft } = pace.after(share, rows);
      // Only the newest is of use to a slow reader.
      messages[0] = {
        type: 'progress',
        phase,
        share,
        rows,
        rows_per_second: phase === 'reading' ? rowsPerSecond : null,
        seconds_left: secondsLeft,
      };
      wake();
    };
    const running = this.run(ctx, upload, order, { stop, onProgress });
    let over = false;
    const ended = running.then(
      () => {
        over = true;
        wake();
      },
      () => {
        over = true;
        wake();
      },
    );
    try {
      while (!over) {
        const message = messages.shift();
        if (message) yield message;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
            if (over || messages.length > 0) resolve();
          });
      }
      yield { type: 'done', check: await running };
    } catch (error) {
      // Another check took its place: it ends without a word.
      if (error instanceof JobStopped) return;
      if (!(error instanceof UserError)) throw error;
      yield { type: 'refused', reason: error.message };
    } finally {
      stop.abort();
      await ended;
    }
  }

  /** The same for who only wants the result. @throws JobStopped when it was stopped */
  async run(
    ctx: Context,
    upload: Upload,
    order: ReadingHow,
    {
      choices = importChoices.parse({}),
      stop = new AbortController(),
      onProgress = () => undefined,
    }: { choices?: ImportChoices; stop?: AbortController; onProgress?: OnProgress } = {},
  ): Promise<ImportCheck> {
    const { database, uploads, threads, nativeBinding } = this.#tools;
    const before = this.#running.get(upload.id);
    const turn: Running = { stop, over: Promise.resolve() };
    this.#running.set(upload.id, turn);
    before?.stop.abort();
    const work = (async () => {
      await before?.over;
      if (stop.signal.aborted) throw new JobStopped();
      const stagePath = uploads.checkPath(upload.id);
      const rules = shopRules(this.#tools, ctx);
      const isRead = this.#isRead(upload.id, order, rules);
      if (!isRead) {
        await this.#forget(upload.id);
        await uploads.checkStageSpace(upload.bytes);
      }
      const { check } = await threads.prepare(
        {
          path: upload.path,
          stagePath,
          isRead,
          shopFile: database.sqlite.name,
          nativeBinding,
          rules,
          ...order,
          choices,
          report: true,
        },
        onProgress,
        stop.signal,
      );
      if (!check) throw new Error('a check came back without its report');
      this.#read.set(upload.id, { fingerprint: fingerprintOf(order, rules), order, check });
      return check;
    })();
    turn.over = work.catch(() => undefined);
    try {
      return await work;
    } catch (error) {
      await this.#forget(upload.id);
      throw error;
    } finally {
      if (this.#running.get(upload.id) === turn) this.#running.delete(upload.id);
    }
  }

  /** What the last check of an upload found; undefined when there is none, or it is over. */
  found(uploadId: string): { order: ReadingHow; check: ImportCheck } | undefined {
    return this.#running.has(uploadId) ? undefined : this.#read.get(uploadId);
  }

  /**
   * A page of what the last check found.
   * @throws UserError when there is none
   */
  async findings(
    uploadId: string,
    part: FindingsJob['part'],
    page: { offset: number; limit: number },
  ): Promise<Findings> {
    if (!this.found(uploadId))
      throw conflict('upload_id', 'This file has to be checked again: go back, and check it.');
    const { uploads, database, nativeBinding, settings, threads } = this.#tools;
    return await threads.findings({
      part,
      ...page,
      shopFile: database.sqlite.name,
      stagePath: uploads.checkPath(uploadId),
      nativeBinding,
      digits: settings.money().digits,
    });
  }

  /** The staged rows of a check that read the file in the same way; whoever asks takes them over. */
  take(ctx: Context, uploadId: string, order: ReadingHow): string | undefined {
    const rules = shopRules(this.#tools, ctx);
    if (!this.#isRead(uploadId, order, rules) || this.#running.has(uploadId)) return undefined;
    this.#read.delete(uploadId);
    return this.#tools.uploads.checkPath(uploadId);
  }

  /** Stops the check of an upload that is put aside. */
  async stop(uploadId: string): Promise<void> {
    const running = this.#running.get(uploadId);
    running?.stop.abort();
    await running?.over;
    this.#read.delete(uploadId);
  }

  #isRead(uploadId: string, order: ReadingHow, rules: ShopRules): boolean {
    return (
      this.#read.get(uploadId)?.fingerprint === fingerprintOf(order, rules) &&
      existsSync(this.#tools.uploads.checkPath(uploadId))
    );
  }

  async #forget(uploadId: string): Promise<void> {
    this.#read.delete(uploadId);
    await this.#tools.uploads.dropCheck(uploadId);
  }
}

/** How a file is read: the settings of the shop say what its rows become, and rules place expenses. */
function fingerprintOf(
  { kind, mapping, corrections, excluded_rows }: ReadingHow,
  { categoryRules, ...settings }: ShopRules,
): string {
  const rules = kind === 'expenses' ? categoryRules : [];
  return JSON.stringify([kind, mapping, corrections, excluded_rows, settings, rules]);
}
