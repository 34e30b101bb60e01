import type { Context } from '../context.ts';
import type { NewEvent } from '../events/event.ts';
import type { Database } from './connection.ts';

declare const writable: unique symbol;

/** Proof of being inside a transaction; only the unit of work makes one. */
export interface WriteTx extends Database {
  readonly [writable]: true;
  readonly ctx: Context;
  /** Logs an event and runs its projections, in this transaction: some now, some once at its end. */
  emit(event: NewEvent): void;
  /**
   * Runs a part that may fail alone. When it throws, its rows, its events and what follows from them
   * are gone, everything before stays, and the error is the caller's to judge.
   */
  attempt<Value>(part: () => Value): Value;
  /** Runs the projections that wait for the end, for who has to read what they write before it. */
  settle(): void;
}

/** Runs `work` in one transaction; a write inside a write joins the outer one. */
export type Write = <Value>(ctx: Context, work: (tx: WriteTx) => Value) => Value;
