/**
 * The shop's file beside the staged rows, in the worker thread. Nothing in this folder writes to it:
 * the shop's file still has one writer.
 */
import type Sqlite from 'better-sqlite3';

/** Attaches the shop's file as `shop`, calls `work`, and lets go of it whatever happens. */
export function withShop<Value>(stage: Sqlite.Database, file: string, work: () => Value): Value {
  stage.prepare('ATTACH ? AS shop').run(file);
  try {
    return work();
  } finally {
    stage.exec('DETACH shop');
  }
}
