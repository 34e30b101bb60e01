/**
 * Entry of the worker thread: checkpoints of the shop's file, the staging of one large file, or one
 * job on a file after the other. Each loads only what it needs, for whoever started it waits.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { FileJob, ThreadJob, WorkerMessage } from './jobs.ts';

// Started only by import-threads.ts and start-checkpoints.ts, which type what they pass.
const job: ThreadJob | null = workerData;

const answer = (message: WorkerMessage) => parentPort?.postMessage(message);

if (job?.job === 'checkpoint') {
  const { serveCheckpoints } = await import('./serve-checkpoints.ts');
  serveCheckpoints(job, parentPort, answer);
} else if (job) {
  const { stageForReader } = await import('./stage-for-reader.ts');
  stageForReader(job);
} else {
  const { doFileJob } = await import('./do-file-job.ts');
  parentPort?.on('message', (file: FileJob) => doFileJob(file, answer));
}
