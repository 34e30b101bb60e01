/** Entry of the worker thread: one job each. Reading a large file never stops the window. */
import { parentPort, workerData } from 'node:worker_threads';
import { FileRefused } from '../file-refused.ts';
import { inspectFile } from './inspect-file.ts';
import type { Job, WorkerMessage } from './jobs.ts';
import { prepareImport } from './prepare-job.ts';
import { serveCheckpoints } from './serve-checkpoints.ts';

// Started only by run-job.ts, which types what it passes.
const job: Job = workerData;

function answer(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

try {
  if (job.job === 'inspect') {
    answer({ type: 'inspected', inspection: inspectFile(job) });
  } else if (job.job === 'checkpoint') {
    serveCheckpoints(job, parentPort, answer);
  } else {
    const prepared = prepareImport(job, (phase, done, rows) =>
      answer({ type: 'progress', phase, done, rows }),
    );
    answer({ type: 'prepared', prepared });
  }
} catch (error) {
  const reason = sentenceFor(error);
  if (reason === undefined) throw error;
  answer({ type: 'refused', reason });
}

/** What a disk can do to a file while it is read, in words. */
function sentenceFor(error: unknown): string | undefined {
  if (error instanceof FileRefused) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return 'The file vanished while it was read. Choose it again.';
  if (code === 'EACCES' || code === 'EPERM')
    return 'The file may not be read. Check its permissions.';
  if (code === 'EIO')
    return 'The disk failed while the file was read. Copy the file and try again.';
  if (code === 'ENOSPC' || code === 'SQLITE_FULL')
    return 'The disk is full. Free some space and import the file again.';
  return undefined;
}
