/** The one connection to the shop's file. Only this process writes. */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { UserError } from '../errors.ts';

export interface ConnectionOptions {
  /** Path of the SQLite file; its folder is made when missing. */
  file: string;
  /** A better-sqlite3 binary other than the packaged one (see docs/adr on runtimes). */
  nativeBinding?: string | undefined;
}

/** Read access: repositories take it to prepare their statements. */
export interface Database {
  readonly sqlite: Sqlite.Database;
  readonly orm: BetterSQLite3Database;
}

/**
 * Opens the file, durable and strict.
 * @throws UserError when the folder or the file cannot be used, in words.
 */
export function openDatabase({ file, nativeBinding }: ConnectionOptions): Database {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
  } catch {
    throw new UserError(
      'SERVICE_UNAVAILABLE',
      `Tillwise cannot read and write its data folder ${folder}. Check that the folder exists, that the disk is connected and that you may write there.`,
    );
  }
  let sqlite: Sqlite.Database | undefined;
  try {
    sqlite = new Sqlite(file, nativeBinding ? { nativeBinding } : {});
    sqlite.pragma('journal_mode = WAL');
    // FULL: what a till was told is stored survives a power cut.
    sqlite.pragma('synchronous = FULL');
    // A sale touches some 30 pages, so the usual 1000 would copy the log back every 30 sales, and a
    // till waits for it. Pages of 4 KB: the log grows to 32 MB.
    sqlite.pragma('wal_autocheckpoint = 8000');
    sqlite.pragma('foreign_keys = ON');
    sqlite.pragma('busy_timeout = 5000');
    sqlite.pragma('cache_size = -32768');
    // A statement that writes many rows keeps the pages as they were, in case it fails half way. In a
    // temporary file that is a fifth of the time of an import.
    sqlite.pragma('temp_store = MEMORY');
    sqlite.pragma('trusted_schema = OFF');
    // Without it REPLACE would get round the triggers that keep the event log append-only.
    sqlite.pragma('recursive_triggers = ON');
    return { sqlite, orm: drizzle(sqlite) };
  } catch (error) {
    sqlite?.close();
    const code = error instanceof Sqlite.SqliteError ? error.code : undefined;
    if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
      throw new UserError(
        'SERVICE_UNAVAILABLE',
        `${file} is not a Tillwise data file, or it is damaged. It was left as it is; restore a backup from the backups folder beside it.`,
      );
    }
    if (code) {
      throw new UserError(
        'SERVICE_UNAVAILABLE',
        `Tillwise cannot open ${file} (${code}). Check that the disk is not full and that no other program uses the file.`,
      );
    }
    throw error;
  }
}
