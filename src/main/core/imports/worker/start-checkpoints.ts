/** Checkpoints of the shop's file, done in a worker thread. */
import { Worker } from 'node:worker_threads';
import type { CheckpointJob } from './jobs.ts';
import { WORKER_URL } from './worker-url.ts';

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
  const job: CheckpointJob = { job: 'checkpoint', file, nativeBinding };
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
