/**
 * Keeps the write-ahead log short while a lot is written. SQLite's own checkpoint would run inside
 * a commit and stop the main thread; this one runs in a worker while the import waits for it.
 */
import type Sqlite from 'better-sqlite3';
import { type Checkpoints, startCheckpoints } from '../worker/start-checkpoints.ts';

/** Transactions between two checkpoints; each is a few MB at most. */
const EVERY_TRANSACTIONS = 24;
/** An import of so many transactions is a long one: the worker starts before it is needed. */
const START_AFTER = 16;

/** Calls `work` with a function to be called, and waited for, after each transaction. */
export async function withCheckpoints<Value>(
  sqlite: Sqlite.Database,
  nativeBinding: string | undefined,
  work: (afterWrite: () => Promise<void>) => Promise<Value>,
): Promise<Value> {
  /** Only a long import needs them; most have a few hundred rows. */
  let checkpoints: Checkpoints | undefined;
  let written = 0;
  const usual = Number(sqlite.pragma('wal_autocheckpoint', { simple: true }));
  sqlite.pragma('wal_autocheckpoint = 0');
  try {
    return await work(async () => {
      written++;
      if (written === START_AFTER) checkpoints = startCheckpoints(sqlite.name, nativeBinding);
      if (written % EVERY_TRANSACTIONS === 0) await checkpoints?.run();
    });
  } finally {
    await checkpoints?.run();
    await checkpoints?.close();
    sqlite.pragma(`wal_autocheckpoint = ${usual}`);
  }
}
