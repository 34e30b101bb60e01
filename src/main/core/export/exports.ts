/** Everything as CSV, written in a worker thread and handed over piece by piece. */
import { Worker } from 'node:worker_threads';
import type { Database } from '../db/connection.ts';
import type { SettingsService } from '../features/settings/index.ts';
import type { ExportJob, ExportKind, ExportMessage } from './export-job.ts';

/** From source the worker is a .ts file beside this one; in the bundle a file beside the chunk. */
const WORKER_URL = new URL(
  import.meta.url.endsWith('.ts') ? './export-worker.ts' : './export-worker.js',
  import.meta.url,
);

/** Nobody took the next piece for so long: whoever asked is gone, and the view of the file with it. */
const FORGOTTEN_AFTER_MS = 5 * 60_000;

/** Business dates, both included. */
export interface ExportPeriod {
  start_date?: string | undefined;
  end_date?: string | undefined;
}

export class Exports {
  readonly #database: Database;
  readonly #settings: SettingsService;
  readonly #nativeBinding: string | undefined;
  readonly #running = new Set<Worker>();

  constructor(database: Database, settings: SettingsService, nativeBinding: string | undefined) {
    this.#database = database;
    this.#settings = settings;
    this.#nativeBinding = nativeBinding;
  }

  /**
   * The file in pieces, each a number of whole lines.
   * @throws Error when the file cannot be read, or the core closes first
   */
  async *open(kind: ExportKind, { start_date, end_date }: ExportPeriod): AsyncGenerator<string> {
    const job: ExportJob = {
      file: this.#database.sqlite.name,
      nativeBinding: this.#nativeBinding,
      kind,
      first: start_date ?? null,
      last: end_date ?? null,
      digits: this.#settings.money().digits,
      timeZone: this.#settings.get().time_zone,
    };
    const worker = new Worker(WORKER_URL, { workerData: job });
    this.#running.add(worker);
    // While nobody asks for the next piece nobody hears of its end.
    let stopped = false;
    worker.once('exit', () => {
      stopped = true;
    });
    const forgotten = setTimeout(() => void worker.terminate(), FORGOTTEN_AFTER_MS);
    forgotten.unref();
    try {
      for (;;) {
        if (stopped) throw new Error('the export was stopped');
        const message = await next(worker);
        if ('end' in message) return;
        forgotten.refresh();
        yield message.piece;
      }
    } finally {
      clearTimeout(forgotten);
      this.#running.delete(worker);
      await worker.terminate();
    }
  }

  /** Ends what runs. */
  async close(): Promise<void> {
    await Promise.all([...this.#running].map((worker) => worker.terminate()));
  }
}

function next(worker: Worker): Promise<ExportMessage> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', answered).off('error', failed).off('exit', ended);
      act();
    };
    const answered = (message: ExportMessage) => settle(() => resolve(message));
    const failed = (error: unknown) => settle(() => reject(error));
    const ended = () => settle(() => reject(new Error('the export was stopped')));
    worker.once('message', answered).once('error', failed).once('exit', ended);
    worker.postMessage('next');
  });
}
