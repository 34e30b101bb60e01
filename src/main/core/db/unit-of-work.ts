/**
 * The one write path: rows, event and projections in one immediate transaction, subscribers after
 * commit. Synchronous on purpose: what follows an await would commit on its own.
 */
import type { Context } from '../context.ts';
import { UserError } from '../errors.ts';
import type { CommittedEvent, NewEvent } from '../events/event.ts';
import type { EventBus } from '../events/event-bus.ts';
import { createEventLog } from '../events/event-log.ts';
import type { Database } from './connection.ts';
import { asUserError } from './write-errors.ts';
import type { Write, WriteTx } from './write-tx.ts';

/** @returns the write function of one file. A write inside a write joins the outer transaction. */
export function createUnitOfWork(database: Database, bus: EventBus): Write {
  const log = createEventLog(database);
  // Immediate for a write; called inside one, it makes a savepoint instead.
  const atomically = database.sqlite.transaction((work: () => unknown) => work());
  let open: WriteTx | undefined;
  return function write<Value>(ctx: Context, work: (tx: WriteTx) => Value): Value {
    if (open) return work(open);
    const events: CommittedEvent[] = [];
    /** So many of the events have had their projections at the end. */
    let projected = 0;
    const tx = {
      ...database,
      ctx,
      emit(event: NewEvent) {
        const committed = log.append(tx, ctx, event);
        events.push(committed);
        bus.runProjections(tx, committed);
      },
      settle() {
        // A projection may emit: until nothing new comes.
        while (projected < events.length) {
          const fresh = events.slice(projected);
          projected = events.length;
          bus.runProjectionsAtEnd(tx, fresh);
        }
      },
      attempt<Part>(part: () => Part): Part {
        checkOpen(database);
        const before = { events: events.length, projected };
        try {
          return atomically(() => synchronous(part())) as Part;
        } catch (error) {
          events.length = before.events;
          projected = before.projected;
          throw error;
        }
      },
    } as WriteTx;
    let value: Value;
    try {
      value = atomically.immediate(() => {
        open = tx;
        try {
          const result = synchronous(work(tx));
          checkOpen(database);
          tx.settle();
          return result;
        } finally {
          open = undefined;
        }
      }) as Value;
    } catch (error) {
      throw asUserError(error);
    }
    bus.deliver(events);
    return value;
  };
}

/** A full or failing disk makes SQLite take back everything at once, whatever caught the error. */
function checkOpen({ sqlite }: Database): void {
  if (!sqlite.inTransaction)
    throw new UserError(
      'SERVICE_UNAVAILABLE',
      'The disk is full or failed, so nothing was saved. Check the disk and try again.',
    );
}

function synchronous<Value>(value: Value): Value {
  if (isPromise(value)) throw new Error('a write must not be asynchronous');
  return value;
}

function isPromise(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value;
}
