import Sqlite from 'better-sqlite3';
import { UserError } from '../errors.ts';

/** What a disk can do to a write, in words. Other errors pass through unchanged. */
export function asUserError(error: unknown): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  if (error.code === 'SQLITE_FULL') {
    return new UserError(
      'SERVICE_UNAVAILABLE',
      'The disk is full, so nothing was saved. Free some space and try again.',
    );
  }
  if (error.code.startsWith('SQLITE_READONLY') || error.code.startsWith('SQLITE_IOERR')) {
    return new UserError(
      'SERVICE_UNAVAILABLE',
      'The data file cannot be written, so nothing was saved. Check the disk and the permissions of the data folder.',
    );
  }
  if (error.code.startsWith('SQLITE_BUSY')) {
    return new UserError(
      'SERVICE_UNAVAILABLE',
      'Another program holds the data file, so nothing was saved. Close it and try again.',
    );
  }
  return error;
}
