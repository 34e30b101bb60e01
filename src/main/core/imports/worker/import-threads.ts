/** Runs jobs on files in worker threads, so that nobody waits for a file of any size. */
import { statSync } from 'node:fs';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { invalid } from '../../errors.ts';
import type {
  FileJob,
  Findings,
  FindingsJob,
  Inspection,
  InspectJob,
  Prepared,
  PrepareJob,
  StageJob,
  WorkerMessage,
} from './jobs.ts';
import { type StagingLine, stagingLine } from './staging-thread.ts';
import { WORKER_URL } from './worker-url.ts';

/** A file of any size is read in pieces; a small heap keeps garbage from piling up. */
const WORKER_LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 24 };
/** Who only stages makes next to none. */
const STAGER_LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 6 };
/** So long a thread without a job is kept, ms: the owner looks at what it found, and asks again. */
const SPARE_FOR_MS = 60_000;

/** From this size on a second thread stages what the first one reads; it costs a moment to start. */
const LARGE_BYTES = 4 * 1024 * 1024;

/** @param done share of the phase, 0–1 @param rows of the file so far */
export type OnProgress = (phase: 'reading' | 'comparing', done: number, rows: number) => void;

/** The job was stopped on request. */
export class JobStopped extends Error {
  override readonly name = 'JobStopped';
}

export class ImportThreads {
  /** Started, and without a job. To start one takes longer than to look at a file. */
  #spare: Worker | undefined;
  #spareTimer: NodeJS.Timeout | undefined;
  #closed = false;

  /** Starts a thread for a job that comes soon. */
  expect(): void {
    if (!this.#spare) this.#keep(start());
  }

  /** @throws UserError when the file cannot be imported, in words */
  async inspect(job: Omit<InspectJob, 'job'>): Promise<Inspection> {
    const message = await this.#run({ job: 'inspect', ...job });
    if (message.type !== 'inspected') throw new Error(`unexpected answer ${message.type}`);
    return message.inspection;
  }

  /** Reads a page of what a check found. */
  async findings(job: Omit<FindingsJob, 'job'>): Promise<Findings> {
    const message = await this.#run({ job: 'findings', ...job });
    if (message.type !== 'findings') throw new Error(`unexpected answer ${message.type}`);
    return message.findings;
  }

  /**
   * @throws UserError when the file cannot be imported; JobStopped when the signal aborts
   */
  async prepare(
    job: Omit<PrepareJob, 'job'>,
    onProgress: OnProgress,
    signal: AbortSignal,
  ): Promise<Prepared> {
    const helper =
      job.kind === 'sales' && !job.isRead && isLarge(job.path) ? stager(job) : undefined;
    const message = await this.#run(
      { job: 'prepare', ...job, line: helper?.line },
      { onProgress, signal, helper },
    );
    if (message.type !== 'prepared') throw new Error(`unexpected answer ${message.type}`);
    return message.prepared;
  }

  /** Ends the thread that has no job. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#take()?.terminate();
  }

  #run(job: FileJob, { onProgress, signal, helper }: RunOptions = {}): Promise<WorkerMessage> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        void helper?.worker.terminate();
        reject(new JobStopped());
        return;
      }
      const worker = this.#take() ?? start();
      const stop = () => {
        settle(() => reject(new JobStopped()));
      };
      let settled = false;
      const settle = (outcome: () => void, isReusable = false) => {
        if (settled) return;
        settled = true;
        signal?.removeEventListener('abort', stop);
        // Only these: a thread listens to itself, and hears nothing more without.
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        helper?.worker.off('error', onError).off('exit', onHelperExit);
        if (isReusable && !this.#spare && !this.#closed) {
          this.#keep(worker);
          outcome();
        } else {
          // Their files are closed before anybody removes them.
          void Promise.allSettled([worker.terminate(), helper?.worker.terminate()]).then(outcome);
        }
      };
      const onMessage = (message: WorkerMessage) => {
        if (message.type === 'progress') onProgress?.(message.phase, message.done, message.rows);
        else if (message.type === 'refused') settle(() => reject(invalid('file', message.reason)));
        // A thread that read a whole file has a large heap, which the copying needs more.
        else settle(() => resolve(message), message.type !== 'prepared');
      };
      const onError = (error: Error) => settle(() => reject(error));
      const onExit = (code: number) =>
        settle(() => reject(new Error(`the import worker ended with code ${code}`)));
      // With 0 it has staged everything, or told the other one why not.
      const onHelperExit = (code: number) => {
        if (code !== 0) onExit(code);
      };
      signal?.addEventListener('abort', stop, { once: true });
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      helper?.worker.on('error', onError).on('exit', onHelperExit);
      worker.postMessage(job, helper && [helper.line.port]);
    });
  }

  #keep(worker: Worker): void {
    this.#spare = worker;
    // It keeps no program from ending.
    worker.unref();
    worker.on('error', this.#forget).on('exit', this.#forget);
    this.#spareTimer = setTimeout(() => void this.#take()?.terminate(), SPARE_FOR_MS);
    this.#spareTimer.unref();
  }

  /** The one without a job ended by itself. */
  readonly #forget = () => {
    this.#take();
  };

  #take(): Worker | undefined {
    const worker = this.#spare;
    this.#spare = undefined;
    clearTimeout(this.#spareTimer);
    worker?.off('error', this.#forget).off('exit', this.#forget);
    worker?.ref();
    return worker;
  }
}

interface RunOptions {
  onProgress?: OnProgress;
  signal?: AbortSignal;
  /** Ends with the job, and the job with it. */
  helper?: Stager | undefined;
}

/** A thread that stages, and how another one reaches it. */
interface Stager {
  worker: Worker;
  line: StagingLine;
}

function stager({ stagePath, nativeBinding }: Omit<PrepareJob, 'job'>): Stager {
  const { reader, stager: own } = stagingLine();
  const job: StageJob = { job: 'stage', line: own, stagePath, nativeBinding };
  const worker = start({
    workerData: job,
    transferList: [own.port],
    resourceLimits: STAGER_LIMITS,
  });
  return { worker, line: reader };
}

function isLarge(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= LARGE_BYTES;
}

function start(options: WorkerOptions = {}): Worker {
  return new Worker(WORKER_URL, { resourceLimits: WORKER_LIMITS, ...options });
}
