/** Entry of the worker thread that brings a large file to the shape of this version. */
import { workerData } from 'node:worker_threads';
import { openDatabase } from './connection.ts';
import { migrate } from './migrate.ts';
import type { MigrateJob } from './migrate-away.ts';

// Started only by migrate-away.ts, which types what it passes.
const job: MigrateJob = workerData;

const database = openDatabase(job);
try {
  migrate(database);
} finally {
  database.sqlite.close();
}
