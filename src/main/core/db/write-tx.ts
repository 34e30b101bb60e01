import type { Context } from '../context.ts';
import type { NewEvent } from '../events/event.ts';
import type { Database } from './connection.ts';

declare const writable: unique symbol;

/** Proof of being inside a transaction; only the unit of work makes one. */
export interface WriteTx extends Database {
  readonly [writable]: true;
  readonly ctx: Context;
  /** Logs an event and runs its projections, now, in this transaction. */
  emit(event: NewEvent): void;
}

/** Runs `work` in one transaction; a write inside a write joins the outer one. */
export type Write = <Value>(ctx: Context, work: (tx: WriteTx) => Value) => Value;
