/**
 * Entry of the worker thread that checks the figures. Reading every row takes seconds in a large
 * shop; here nobody waits for it. It only reads, so the shop's file still has one writer.
 */
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { verifyRollups } from './verify.ts';
import type { VerifyJob } from './verify-away.ts';

// Started only by verify-away.ts, which types what it passes.
const { file, nativeBinding }: VerifyJob = workerData;

const sqlite = new Sqlite(file, {
  readonly: true,
  ...(nativeBinding ? { nativeBinding } : {}),
});
try {
  // One transaction: every check sees the same moment, whatever is sold meanwhile.
  const verification = sqlite.transaction(() => verifyRollups({ sqlite }))();
  parentPort?.postMessage(verification);
} finally {
  sqlite.close();
}
