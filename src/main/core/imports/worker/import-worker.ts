/**
 * Entry of the worker thread: checkpoints of the shop's file, or one job on a file after the other.
 * Each loads only what it needs, for whoever started it waits.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { CheckpointJob, FileJob, WorkerMessage } from './jobs.ts';

// Started only by import-threads.ts and start-checkpoints.ts, which type what they pass.
const checkpoints: CheckpointJob | null = workerData;

const answer = (message: WorkerMessage) => parentPort?.postMessage(message);

if (checkpoints) {
  const { serveCheckpoints } = await import('./serve-checkpoints.ts');
  serveCheckpoints(checkpoints, parentPort, answer);
} else {
  const { doFileJob } = await import('./do-file-job.ts');
  parentPort?.on('message', (job: FileJob) => doFileJob(job, answer));
}
