/**
 * Sends events to their receivers: each receiver gets its events in the order of the log, one at a
 * time, from a place in the log that is stored. Nothing is queued, so nothing can be lost: an event
 * that is not taken holds up those after it until it is taken, or the receiver is turned off.
 */
import { randomUUID } from 'node:crypto';
import type { Clock, Context } from '../../context.ts';
import type { Database } from '../../db/connection.ts';
import type { Write } from '../../db/write-tx.ts';
import { errorDetails, type Log } from '../../log.ts';
import type { EventsRepo, StoredEvent } from '../events/index.ts';
import type { SettingsService } from '../settings/index.ts';
import type { DeliveryLog, NewDelivery } from './delivery-log.ts';
import { givesUp, LONGEST_WAIT_MS, retryDelay } from './retry-plan.ts';
import type { Reply, Sender } from './send-message.ts';
import { createTurns } from './turns.ts';
import type { Attempt, DeliveryEntity, WebhookEntity, WebhookPlace } from './webhook.entity.ts';
import { eventBody, messageIdOf, signedMessage } from './webhook-message.ts';
import type { WebhooksRepo } from './webhooks.repo.ts';

/** So many receivers are written to at once. */
const AT_ONCE = 4;
/** So many events are looked at in one go. */
const PAGE = 500;
/** What was taken is stored after so many messages, or so long, in ms; refusals are stored at once. */
const STORED_TOGETHER = 50;
const STORED_AFTER_MS = 250;
/** Events that were not asked for: so many may be looked at again after a restart. */
const SKIPPED_TOGETHER = 5_000;
/** The longest time, in ms, until the clock is looked at again: it may have been turned. */
const LOOK_AGAIN_MS = 60_000;

export interface DispatcherParts {
  database: Database;
  write: Write;
  repo: WebhooksRepo;
  deliveries: DeliveryLog;
  events: EventsRepo;
  settings: SettingsService;
  sender: Sender;
  clock: Clock;
  log: Log;
  /** Calls {@link WebhookDispatcher.wake} with the receivers that are active then. */
  wake(): void;
  /** Turns a receiver off. */
  disable(ctx: Context, hook: WebhookEntity, reason: string): void;
}

/** What was sent and is not stored yet. */
interface Outcome {
  delivery: NewDelivery;
  attempt: Attempt;
  state: DeliveryEntity['state'];
}

/** One receiver while events are sent to it. */
interface Run {
  /** As it was read; its place is moved on here. */
  hook: WebhookEntity;
  outcomes: Outcome[];
  storedSeq: number;
  /** In ms of a clock that only goes forward. */
  storedAt: number;
  /** The receiver was changed or removed: nothing more is sent by this run. */
  stale: boolean;
  /** Ends a rest. */
  wake(): void;
}

export class WebhookDispatcher {
  readonly #parts: DispatcherParts;
  readonly #closing = new AbortController();
  readonly #running = new Map<number, Promise<void>>();
  readonly #current = new Map<number, Run>();
  /** Woken while running: looks once more before it ends. */
  readonly #again = new Set<number>();
  readonly #turn = createTurns(AT_ONCE);
  readonly #nextEvents: { all(after: number): { seq: number; type: string }[] };
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    this.#nextEvents = parts.database.sqlite.prepare<[number], { seq: number; type: string }>(
      `SELECT seq, type FROM event WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`,
    );
  }

  /**
   * Looks whether there is something to send. Costs next to nothing when there is not.
   * @param ids of the active receivers
   */
  wake(ids: readonly number[]): void {
    if (this.#closing.signal.aborted) return;
    clearTimeout(this.#timer);
    const waits: number[] = [];
    for (const id of ids) {
      if (this.#running.has(id)) {
        this.#again.add(id);
        this.#current.get(id)?.wake();
        continue;
      }
      const hook = this.#parts.repo.find(id);
      if (hook?.status !== 'active') continue;
      const wait = this.#waitOf(hook);
      if (wait === 0) this.#start(id);
      else waits.push(wait);
    }
    if (waits.length > 0) this.#lookAgainIn(Math.min(LOOK_AGAIN_MS, ...waits));
  }

  #lookAgainIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#parts.wake(), ms).unref();
  }

  /** Ends what is being sent to a receiver that was changed, after the message under way. */
  interrupt(id: number): void {
    const run = this.#current.get(id);
    if (!run) return;
    run.stale = true;
    run.wake();
  }

  /** How far a receiver is, also while that is not stored yet. */
  placeOf(hook: WebhookEntity): WebhookPlace {
    const run = this.#current.get(hook.id);
    return run && run.hook.version === hook.version ? run.hook : hook;
  }

  /** Ends what is being sent and stores how far every receiver is. */
  async close(): Promise<void> {
    this.#closing.abort();
    clearTimeout(this.#timer);
    await Promise.all(this.#running.values());
    this.#parts.sender.close();
  }

  /** Sends one message in its turn among the receivers; only its outcome is told. */
  sendOnce(hook: WebhookEntity, messageId: string, body: string): Promise<[Attempt, Reply]> {
    return this.#turn(async () => {
      const at = this.#parts.clock();
      const message = signedMessage(hook, messageId, body, at);
      const reply = await this.#parts.sender.send(message, this.#closing.signal);
      const { status, duration_ms, error, response } = reply;
      return [{ at, status, duration_ms, error, response }, reply];
    });
  }

  #start(id: number): void {
    const run = this.#run(id)
      .catch((error: unknown) => {
        this.#parts.log.error('sending to a webhook failed', { id, ...errorDetails(error) });
        this.#again.delete(id);
        this.#lookAgainIn(LOOK_AGAIN_MS);
      })
      .finally(() => {
        this.#running.delete(id);
        this.#current.delete(id);
        if (this.#again.delete(id)) this.#parts.wake();
      });
    this.#running.set(id, run);
  }

  /** In ms; 0 when it may be sent to now. */
  #waitOf({ next_attempt_at }: WebhookEntity): number {
    if (next_attempt_at === null) return 0;
    const wait = next_attempt_at - this.#parts.clock();
    // The clock was turned back: no attempt was ever planned that far ahead.
    return wait > LONGEST_WAIT_MS ? 0 : Math.max(0, wait);
  }

  async #run(id: number): Promise<void> {
    const hook = this.#parts.repo.find(id);
    if (hook?.status !== 'active') return;
    const run: Run = {
      hook,
      outcomes: [],
      storedSeq: hook.last_seq,
      storedAt: performance.now(),
      stale: false,
      wake: () => {},
    };
    this.#current.set(id, run);
    try {
      for (;;) {
        const page = this.#nextEvents.all(run.hook.last_seq);
        if (page.length === 0) {
          if (run.outcomes.length === 0) return;
          // A sale may be next: one transaction for what is taken in this short time.
          await this.#rest(run);
          if (this.#isStoreDue(run) && !this.#store(run)) return;
        }
        if (this.#closing.signal.aborted || run.stale) return;
        for (const { seq, type } of page) {
          if (this.#closing.signal.aborted || run.stale) return;
          if (this.#isAskedFor(run.hook, type)) {
            if (!(await this.#sendEvent(run, seq))) return;
          }
          this.#moveTo(run, { last_seq: seq });
          if (this.#isStoreDue(run) && !this.#store(run)) return;
        }
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      this.#store(run);
    }
  }

  /** Until there is news, or what was taken is to be stored. */
  #rest(run: Run): Promise<void> {
    const { signal } = this.#closing;
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        run.wake = () => {};
        resolve();
      };
      const timer = setTimeout(
        done,
        Math.max(0, run.storedAt + STORED_AFTER_MS - performance.now()),
      );
      signal.addEventListener('abort', done);
      run.wake = done;
      if (signal.aborted || run.stale) done();
    });
  }

  #isAskedFor({ event_types }: WebhookEntity, type: string): boolean {
    return event_types.length === 0 || event_types.includes(type);
  }

  /** @returns false when the run has to end: it was not taken, or the receiver was changed */
  async #sendEvent(run: Run, seq: number): Promise<boolean> {
    const { events, settings } = this.#parts;
    const [event]: StoredEvent[] = events.list({ limit: 1, after: seq - 1 });
    if (!event) throw new Error(`event ${seq} vanished`);
    const delivery: NewDelivery = {
      webhook_id: run.hook.id,
      kind: 'event',
      message_id: messageIdOf(event),
      event_seq: seq,
      event_type: event.type,
    };
    const body = eventBody(event, settings.money());
    const [attempt, reply] = await this.sendOnce(run.hook, delivery.message_id, body);
    if (reply.error === null) {
      run.outcomes.push({ delivery, attempt, state: 'delivered' });
      this.#moveTo(run, { failed_attempts: 0, failing_since: null, next_attempt_at: null });
      return true;
    }
    // What was under way when Tillwise closed is sent again at the next start.
    if (!this.#closing.signal.aborted) this.#refused(run, delivery, attempt, reply);
    return false;
  }

  #refused(run: Run, delivery: NewDelivery, attempt: Attempt, reply: Reply): void {
    const now = this.#parts.clock();
    const failed = run.hook.failed_attempts + 1;
    // After a clock that was turned back the failures begin now.
    const since = Math.min(run.hook.failing_since ?? now, now);
    const reason =
      reply.status === 410
        ? 'The receiver says that it is gone (410).'
        : givesUp(failed, since, now)
          ? `It took no message for three days. The last attempt: ${reply.error}`
          : undefined;
    const delay = Math.min(
      LONGEST_WAIT_MS,
      Math.max(retryDelay(failed, Math.random()), reply.retryAfterMs ?? 0),
    );
    run.outcomes.push({ delivery, attempt, state: reason ? 'failed' : 'retrying' });
    this.#moveTo(run, {
      failed_attempts: failed,
      failing_since: since,
      next_attempt_at: reason ? null : now + delay,
    });
    const current = this.#store(run);
    if (reason && current) this.#parts.disable(this.#context(), run.hook, reason);
    // Plans the next attempt once this run has ended.
    this.#again.add(run.hook.id);
  }

  #moveTo(run: Run, place: Partial<WebhookPlace>): void {
    run.hook = { ...run.hook, ...place };
  }

  #isStoreDue({ outcomes, storedAt, storedSeq, hook }: Run): boolean {
    if (outcomes.length === 0) return hook.last_seq - storedSeq >= SKIPPED_TOGETHER;
    return outcomes.length >= STORED_TOGETHER || performance.now() - storedAt >= STORED_AFTER_MS;
  }

  /** @returns false when the receiver was changed or removed meanwhile: then its own place counts */
  #store(run: Run): boolean {
    const { repo, deliveries, write } = this.#parts;
    const { hook, outcomes } = run;
    if (outcomes.length === 0 && hook.last_seq - run.storedSeq < SKIPPED_TOGETHER)
      return repo.find(hook.id)?.version === hook.version;
    const current = write<boolean>(this.#context(), (tx) => {
      const stored = repo.find(hook.id);
      if (!stored) return false;
      const unchanged = repo.setPlace(tx, hook.id, hook.version, hook);
      for (const { delivery, attempt, state } of outcomes)
        deliveries.noteEvent(
          tx,
          delivery,
          attempt,
          // The owner chose another place or receiver meanwhile: nobody sends this one again.
          state === 'retrying' && !unchanged ? 'failed' : state,
        );
      deliveries.prune(tx, hook.id);
      return unchanged;
    });
    run.outcomes = [];
    run.storedSeq = hook.last_seq;
    run.storedAt = performance.now();
    return current;
  }

  #context(): Context {
    return {
      actor: { kind: 'automation', name: 'Webhooks' },
      source: 'system',
      correlationId: randomUUID(),
      now: this.#parts.clock(),
    };
  }
}
