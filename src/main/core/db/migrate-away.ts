/**
 * Brings the file of a large shop to the shape of this version in a worker thread: that may take a
 * minute, and the owner should see why. Once, before anything else opens the file.
 */
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { openDatabase } from './connection.ts';
import { isBehind } from './migrate.ts';

/** What the worker is told. */
export interface MigrateJob {
  /** The shop's file. */
  file: string;
  nativeBinding: string | undefined;
}

/** A smaller file, in bytes, is done before a window could be drawn. */
const LARGE = 32 * 1024 * 1024;

/** From source the worker is a .ts file beside this one; in the bundle a file beside the chunk. */
const WORKER_URL = new URL(
  import.meta.url.endsWith('.ts') ? './migrate-worker.ts' : './migrate-worker.js',
  import.meta.url,
);

/**
 * Nothing happens to a small file, or one that needs no change. Never throws: what goes wrong leaves
 * the file as it was, and whoever opens it next meets and tells it.
 * @param begun called before a change that takes long
 */
export async function migrateLargeShop(job: MigrateJob, begun: () => void): Promise<void> {
  if (!mayTakeLong(job)) return;
  begun();
  const worker = new Worker(WORKER_URL, { workerData: job });
  await new Promise<void>((resolve) => {
    worker.once('error', () => resolve());
    worker.once('exit', () => resolve());
  });
}

function mayTakeLong(job: MigrateJob): boolean {
  try {
    const stored = statSync(job.file, { throwIfNoEntry: false });
    if (!stored || stored.size < LARGE) return false;
    const database = openDatabase(job);
    try {
      return isBehind(database);
    } finally {
      database.sqlite.close();
    }
  } catch {
    return false;
  }
}
