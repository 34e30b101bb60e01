/**
 * The one write path: rows, event and projections in one immediate transaction, subscribers after
 * commit. Synchronous on purpose: what follows an await would commit on its own.
 */
import type { Context } from '../context.ts';
import type { CommittedEvent, NewEvent } from '../events/event.ts';
import type { EventBus } from '../events/event-bus.ts';
import { createEventLog } from '../events/event-log.ts';
import type { Database } from './connection.ts';
import { asUserError } from './write-errors.ts';
import type { Write, WriteTx } from './write-tx.ts';

/** @returns the write function of one file. A write inside a write joins the outer transaction. */
export function createUnitOfWork(database: Database, bus: EventBus): Write {
  const log = createEventLog(database);
  let open: WriteTx | undefined;

  return function write<Value>(ctx: Context, work: (tx: WriteTx) => Value): Value {
    if (open) return work(open);
    const events: CommittedEvent[] = [];
    const tx = {
      ...database,
      ctx,
      emit(event: NewEvent) {
        const committed = log.append(tx, ctx, event);
        events.push(committed);
        bus.runProjections(tx, committed);
      },
    } as WriteTx;
    const transaction = database.sqlite.transaction(() => {
      open = tx;
      try {
        const value = work(tx);
        if (isPromise(value)) throw new Error('a write must not be asynchronous');
        return value;
      } finally {
        open = undefined;
      }
    });
    let value: Value;
    try {
      value = transaction.immediate() as Value;
    } catch (error) {
      throw asUserError(error);
    }
    bus.deliver(events);
    return value;
  };
}

function isPromise(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value;
}
