/**
 * One Tillwise for each data folder. The lock is SQLite's own on a small file: the system lets go of
 * it when the process ends, however it ends, so there is never a stale lock to clear by hand.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { UserError } from '../core/errors.ts';
import { readDiscovery } from '../http/discovery-file.ts';

/** The lock file in a data folder. */
const LOCK_FILE = 'tillwise.lock';

export interface DataDirLock {
  /** Lets the next process in. */
  release(): void;
}

/**
 * Takes the data folder for this process; makes the folder when it is missing.
 * @param nativeBinding a better-sqlite3 binary other than the packaged one
 * @throws UserError when another Tillwise has it, naming that one, or when the folder cannot be used
 */
export async function acquireDataDir(
  dataDir: string,
  nativeBinding?: string | undefined,
): Promise<DataDirLock> {
  let lock: Sqlite.Database | undefined;
  try {
    mkdirSync(dataDir, { recursive: true });
    lock = new Sqlite(join(dataDir, LOCK_FILE), {
      timeout: 0,
      ...(nativeBinding ? { nativeBinding } : {}),
    });
    const held = lock;
    held.exec(
      'BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL); DELETE FROM holder;',
    );
    held.prepare('INSERT INTO holder (pid) VALUES (?)').run(process.pid);
    // Held for as long as this process lives: others can read who holds it, but not take it.
    held.exec('COMMIT; BEGIN IMMEDIATE;');
    return { release: () => held.close() };
  } catch (error) {
    const holder = isHeld(error) ? holderOf(lock) : undefined;
    lock?.close();
    throw isHeld(error) ? await alreadyOpen(dataDir, holder) : unusable(dataDir);
  }
}

function isHeld(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function holderOf(lock: Sqlite.Database | undefined): number | undefined {
  try {
    const pid = lock?.prepare('SELECT pid FROM holder').pluck().get();
    return typeof pid === 'number' ? pid : undefined;
  } catch {
    // It was taken this very moment; who has it is not written yet.
    return undefined;
  }
}

async function alreadyOpen(dataDir: string, holder: number | undefined): Promise<UserError> {
  const api = await readDiscovery(dataDir);
  const where = [
    holder === undefined ? undefined : `process ${holder}`,
    api && api.pid === holder ? `local API at ${api.base_url}` : undefined,
  ].filter((part) => part !== undefined);
  const which = where.length > 0 ? ` (${where.join(', ')})` : '';
  return new UserError(
    'SERVICE_UNAVAILABLE',
    `Tillwise is already open with the data folder ${dataDir}${which}. Use that one, close it, or choose another folder.`,
  );
}

function unusable(dataDir: string): UserError {
  return new UserError(
    'SERVICE_UNAVAILABLE',
    `Tillwise cannot read and write its data folder ${dataDir}. Check that the folder exists, that the disk is connected and that you may write there.`,
  );
}
