/** Runs one job in a worker thread of its own. */
import { Worker } from 'node:worker_threads';
import { UserError } from '../../errors.ts';
import type { Inspection, InspectJob, Job, Prepared, PrepareJob, WorkerMessage } from './jobs.ts';

/** From source the worker is a .ts file beside this one; in the bundle a file beside the chunk. */
const WORKER_URL = new URL(
  import.meta.url.endsWith('.ts') ? './import-worker.ts' : './import-worker.js',
  import.meta.url,
);

/** A file of any size is read in pieces; a small heap keeps garbage from piling up. */
const WORKER_LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 };

/** @param done share of the phase, 0–1 @param rows of the file so far */
export type OnProgress = (phase: 'reading' | 'comparing', done: number, rows: number) => void;

/** The job was stopped on request. */
export class JobStopped extends Error {
  override readonly name = 'JobStopped';
}

/** @throws UserError when the file cannot be imported, in words */
export async function inspect(job: Omit<InspectJob, 'job'>): Promise<Inspection> {
  const message = await run({ job: 'inspect', ...job });
  if (message.type !== 'inspected') throw new Error(`unexpected answer ${message.type}`);
  return message.inspection;
}

/**
 * @throws UserError when the file cannot be imported; JobStopped when the signal aborts
 */
export async function prepare(
  job: Omit<PrepareJob, 'job'>,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<Prepared> {
  const message = await run({ job: 'prepare', ...job }, onProgress, signal);
  if (message.type !== 'prepared') throw new Error(`unexpected answer ${message.type}`);
  return message.prepared;
}

export interface Checkpoints {
  /** Resolves when one checkpoint is done. */
  run(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A worker that does checkpoints of a file until it is closed.
 * @param inBackground it keeps no program from ending
 */
export function startCheckpoints(
  file: string,
  nativeBinding: string | undefined,
  inBackground = false,
): Checkpoints {
  const job: Job = { job: 'checkpoint', file, nativeBinding };
  const worker = new Worker(WORKER_URL, { workerData: job });
  if (inBackground) worker.unref();
  const waiting: (() => void)[] = [];
  let alive = true;
  const release = () => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  worker.on('message', release);
  // Without it the log only grows longer: no reason to fail an import.
  worker.on('error', () => {
    alive = false;
    release();
  });
  worker.on('exit', () => {
    alive = false;
    release();
  });
  return {
    run() {
      if (!alive) return Promise.resolve();
      return new Promise((resolve) => {
        waiting.push(resolve);
        worker.postMessage('checkpoint');
      });
    },
    async close() {
      await worker.terminate();
    },
  };
}

function run(job: Job, onProgress?: OnProgress, signal?: AbortSignal): Promise<WorkerMessage> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new JobStopped());
      return;
    }
    const worker = new Worker(WORKER_URL, {
      workerData: job,
      resourceLimits: WORKER_LIMITS,
    });
    const stop = () => {
      settle(() => reject(new JobStopped()));
    };
    let settled = false;
    const settle = (outcome: () => void) => {
      if (settled) return;
      settled = true;
      signal?.removeEventListener('abort', stop);
      // Its files are closed before anybody removes them.
      worker.terminate().then(outcome, outcome);
    };
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'progress') onProgress?.(message.phase, message.done, message.rows);
      else if (message.type === 'refused')
        settle(() => reject(new UserError('UNPROCESSABLE_CONTENT', message.reason)));
      else settle(() => resolve(message));
    });
    worker.on('error', (error) => settle(() => reject(error)));
    worker.on('exit', (code) =>
      settle(() => reject(new Error(`the import worker ended with code ${code}`))),
    );
  });
}
