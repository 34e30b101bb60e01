/**
 * Tells the rest of Tillwise what was written. Two doors: a projection runs inside the write's
 * transaction and can make it fail; a subscriber runs after commit and never can.
 */
import type { EventType } from '../../../shared/events/catalogue.ts';
import type { WriteTx } from '../db/write-tx.ts';
import { errorDetails, type Log } from '../log.ts';
import type { CommittedEvent } from './event.ts';

export type EventPattern = EventType | readonly EventType[] | '*';
export type Subscriber = (event: CommittedEvent) => void | Promise<void>;
export type Projection = (tx: WriteTx, event: CommittedEvent) => void;
export type ProjectionAtEnd = (tx: WriteTx, events: readonly CommittedEvent[]) => void;
export type Dispose = () => void;

/** A subscriber slower than this, in ms, is named in the log. */
const SLOW_SUBSCRIBER_MS = 100;

export class EventBus {
  readonly #log: Log;
  readonly #projections: { matches: (type: EventType) => boolean; run: Projection }[] = [];
  readonly #projectionsAtEnd: { matches: (type: EventType) => boolean; run: ProjectionAtEnd }[] =
    [];
  readonly #subscribers = new Set<{ matches: (type: EventType) => boolean; run: Subscriber }>();
  #queue: CommittedEvent[] = [];
  #scheduled = false;
  #idle: (() => void)[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  /** Runs `projection` in the transaction of every matching write, in the order registered. */
  project(pattern: EventPattern, projection: Projection): void {
    this.#projections.push({ matches: matcher(pattern), run: projection });
  }

  /**
   * As `project`, but once for all matching events of a transaction, just before it commits. For sums
   * that many records of one transaction share.
   */
  projectAtEnd(pattern: EventPattern, projection: ProjectionAtEnd): void {
    this.#projectionsAtEnd.push({ matches: matcher(pattern), run: projection });
  }

  /** Calls `handler` after commit, in the order of the log; a failing one is logged and isolated. */
  subscribe(pattern: EventPattern, handler: Subscriber): Dispose {
    const subscriber = { matches: matcher(pattern), run: handler };
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  }

  /** For the unit of work only. */
  runProjections(tx: WriteTx, event: CommittedEvent): void {
    for (const projection of this.#projections) {
      if (projection.matches(event.type)) projection.run(tx, event);
    }
  }

  /** For the unit of work only: with every event of the transaction once. */
  runProjectionsAtEnd(tx: WriteTx, events: readonly CommittedEvent[]): void {
    for (const projection of this.#projectionsAtEnd) {
      const matching = events.filter((event) => projection.matches(event.type));
      if (matching.length > 0) projection.run(tx, matching);
    }
  }

  /** For the unit of work only: call after commit. The writer's answer does not wait for it. */
  deliver(events: readonly CommittedEvent[]): void {
    if (events.length === 0) return;
    this.#queue.push(...events);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#drain());
  }

  /** Resolves when everything delivered so far was handed to every subscriber. */
  idle(): Promise<void> {
    if (!this.#scheduled) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #drain(): void {
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      for (const event of batch) {
        for (const subscriber of this.#subscribers) {
          if (subscriber.matches(event.type)) this.#call(subscriber.run, event);
        }
      }
    }
    this.#scheduled = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #call(run: Subscriber, event: CommittedEvent): void {
    const started = performance.now();
    const failed = (error: unknown) =>
      this.#log.error('a subscriber failed', {
        type: event.type,
        seq: event.seq,
        ...errorDetails(error),
      });
    try {
      const pending = run(event);
      if (pending) pending.catch(failed);
    } catch (error) {
      failed(error);
    }
    const took = performance.now() - started;
    if (took > SLOW_SUBSCRIBER_MS)
      this.#log.warn('a subscriber is slow', {
        type: event.type,
        seq: event.seq,
        ms: Math.round(took),
      });
  }
}

function matcher(pattern: EventPattern): (type: EventType) => boolean {
  if (pattern === '*') return () => true;
  if (typeof pattern === 'string') return (type) => type === pattern;
  const types = new Set<EventType>(pattern);
  return (type) => types.has(type);
}
