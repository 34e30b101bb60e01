/** One job on one file, in the worker thread. */
import { FileRefused } from '../file-refused.ts';
import { readFindings } from './findings-job.ts';
import { inspectFile } from './inspect-file.ts';
import type { FileJob, WorkerMessage } from './jobs.ts';
import { prepareImport } from './prepare-job.ts';

export function doFileJob(job: FileJob, answer: (message: WorkerMessage) => void): void {
  try {
    if (job.job === 'inspect') {
      answer({ type: 'inspected', inspection: inspectFile(job) });
    } else if (job.job === 'findings') {
      answer({ type: 'findings', findings: readFindings(job) });
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
}

/** What a disk can do to a file while it is read, in words. */
function sentenceFor(error: unknown): string | undefined {
  if (error instanceof FileRefused) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return 'The file vanished while it was read. Choose it again.';
  if (code === 'EACCES' || code === 'EPERM')
    return 'The file may not be read. Check its permissions.';
  if (code === 'EIO' || code.startsWith('SQLITE_IOERR'))
    return 'The disk failed while the file was read. Copy the file and try again.';
  if (code === 'ENOSPC' || code === 'SQLITE_FULL')
    return 'The disk is full. Free some space and import the file again.';
  if (code === 'EROFS' || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN'))
    return 'The data folder cannot be written, so the file could not be read. Check its permissions.';
  return undefined;
}
