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

export interface UnitOfWork {
  /** A write inside a write joins the outer transaction. */
  readonly write: Write;
  /**
   * Runs parts in one transaction, so that they share one commit. A part that throws is taken back
   * alone. Nobody may hear that a part succeeded before this returns.
   * @returns what became of each part
   * @throws when the commit fails; nothing of any part is stored then
   */
  commitTogether(parts: readonly (() => unknown)[]): PromiseSettledResult<unknown>[];
}

/** The writes of one file. */
export function createUnitOfWork(database: Database, bus: EventBus): UnitOfWork {
  const log = createEventLog(database);
  // Immediate for a write; called inside one, it makes a savepoint instead.
  const atomically = database.sqlite.transaction((work: () => unknown) => work());
  let open: WriteTx | undefined;
  /** What happened in the parts of a common commit, until it is there. */
  let together: CommittedEvent[] | undefined;

  function write<Value>(ctx: Context, work: (tx: WriteTx) => Value): Value {
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
    if (together) together.push(...events);
    else bus.deliver(events);
    return value;
  }

  function commitTogether(parts: readonly (() => unknown)[]): PromiseSettledResult<unknown>[] {
    const events: CommittedEvent[] = [];
    const outcomes: PromiseSettledResult<unknown>[] = [];
    try {
      atomically.immediate(() => {
        together = events;
        try {
          for (const part of parts) {
            outcomes.push(outcomeOf(part));
            checkOpen(database);
          }
        } finally {
          together = undefined;
        }
      });
    } catch (error) {
      throw asUserError(error);
    }
    bus.deliver(events);
    return outcomes;
  }

  return { write, commitTogether };
}

/** What became of something that may throw. */
export function outcomeOf(part: () => unknown): PromiseSettledResult<unknown> {
  try {
    return { status: 'fulfilled', value: synchronous(part()) };
  } catch (reason) {
    return { status: 'rejected', reason };
  }
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
