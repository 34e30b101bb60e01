import type { MessagePort } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import type { CheckpointJob, WorkerMessage } from './jobs.ts';

/**
 * Does passive checkpoints on demand. They take no lock that a reader or the writer waits for, so
 * the shop's file still has one writer; only the copying of pages happens off the main thread.
 */
export function serveCheckpoints(
  { file, nativeBinding }: CheckpointJob,
  port: MessagePort | null,
  answer: (message: WorkerMessage) => void,
): void {
  const database = new Sqlite(file, nativeBinding ? { nativeBinding } : {});
  port?.on('message', () => {
    database.pragma('wal_checkpoint(PASSIVE)');
    answer({ type: 'checkpointed' });
  });
}
