/** Writes events to the append-only log, in the transaction of their write. */
import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Context } from '../context.ts';
import type { Database } from '../db/connection.ts';
import type { WriteTx } from '../db/write-tx.ts';
import type { CommittedEvent, NewEvent } from './event.ts';

export interface EventLog {
  append(tx: WriteTx, ctx: Context, event: NewEvent): CommittedEvent;
}

/** The log of one file. */
export function createEventLog(database: Database): EventLog {
  const insert = database.sqlite.prepare(
    `INSERT INTO event (id, type, entity, entity_id, before, after, actor_kind, actor_name, source, correlation_id, occurred_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const ulid = monotonicFactory(stockedRandom());
  return {
    append(_tx, ctx, event) {
      const id = ulid(ctx.now);
      const { lastInsertRowid } = insert.run(
        id,
        event.type,
        event.entity,
        String(event.entityId),
        event.before === null ? null : JSON.stringify(event.before),
        event.after === null ? null : JSON.stringify(event.after),
        ctx.actor.kind,
        ctx.actor.name,
        ctx.source,
        ctx.correlationId,
        ctx.now,
      );
      return { ...event, seq: Number(lastInsertRowid), id, ctx };
    },
  };
}

/** Random numbers from 0 up to 1, drawn in stock: asking the system for each costs as much as the row. */
function stockedRandom(): () => number {
  const stock = new Uint8Array(4096);
  let used = stock.length;
  return () => {
    if (used === stock.length) {
      randomFillSync(stock);
      used = 0;
    }
    return (stock[used++] ?? 0) / 256;
  };
}
