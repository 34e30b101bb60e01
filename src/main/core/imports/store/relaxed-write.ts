import type { Context } from '../../context.ts';
import type { Database } from '../../db/connection.ts';
import type { Write, WriteTx } from '../../db/write-tx.ts';

/**
 * A write that does not wait for the disk. A power cut may lose the last ones of an import, never
 * half of one: the import then goes on from an earlier ticket. What a till was told is stored is
 * not touched by this; the next ordinary commit also secures everything before it.
 */
export function writeRelaxed<Value>(
  { sqlite }: Database,
  write: Write,
  ctx: Context,
  work: (tx: WriteTx) => Value,
): Value {
  const usual = Number(sqlite.pragma('synchronous', { simple: true }));
  sqlite.pragma('synchronous = NORMAL');
  try {
    return write(ctx, work);
  } finally {
    sqlite.pragma(`synchronous = ${usual}`);
  }
}
