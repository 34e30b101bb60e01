/**
 * The shop's file, readable beside the staged rows in the worker thread. It only reads: the shop's
 * file still has one writer.
 */
import { pathToFileURL } from 'node:url';
import type Sqlite from 'better-sqlite3';

/** Attaches the shop's file as `shop`, calls `work`, and lets go of it whatever happens. */
export function withShop<Value>(stage: Sqlite.Database, file: string, work: () => Value): Value {
  stage.prepare('ATTACH ? AS shop').run(`${pathToFileURL(file).href}?mode=ro`);
  try {
    return work();
  } finally {
    stage.exec('DETACH shop');
  }
}
