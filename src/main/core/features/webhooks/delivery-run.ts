/**
 * Sends one receiver its events, one at a time in the order of the log, until there are no more or one
 * is not taken. What was taken is stored together with the place that it leads to.
 */
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock, Context } from '../../context.ts';
import type { Database } from '../../db/connection.ts';
import type { Write } from '../../db/write-tx.ts';
import type { EventsRepo, StoredEvent } from '../events/index.ts';
import type { SettingsService } from '../settings/index.ts';
import type { DeliveryLog, NewDelivery } from './delivery-log.ts';
import { givesUp, LONGEST_WAIT_MS, retryDelay } from './retry-plan.ts';
import type { Reply } from './send-message.ts';
import type { Attempt, DeliveryEntity, WebhookEntity, WebhookPlace } from './webhook.entity.ts';
import { eventBody, messageIdOf } from './webhook-message.ts';
import type { WebhooksRepo } from './webhooks.repo.ts';

/** So many events are looked at in one go. */
const PAGE = 500;
/** What was taken is stored after so many messages, or so long, in ms; refusals are stored at once. */
const STORED_TOGETHER = 50;
const STORED_AFTER_MS = 250;
/** Events that were not asked for: so many may be looked at again after a restart. */
const SKIPPED_TOGETHER = 5_000;

export interface DeliveryRunParts {
  database: Database;
  write: Write;
  repo: WebhooksRepo;
  deliveries: DeliveryLog;
  events: EventsRepo;
  settings: SettingsService;
  clock: Clock;
  /** Sends one message in its turn among the receivers; only its outcome is told. */
  sendOnce(hook: WebhookEntity, messageId: string, body: string): Promise<[Attempt, Reply]>;
  /** Turns a receiver off. */
  disable(ctx: Context, hook: WebhookEntity, reason: string): void;
  /** Aborted when Tillwise closes. */
  closing: AbortSignal;
}

/** What was sent and is not stored yet. */
interface Outcome {
  delivery: NewDelivery;
  attempt: Attempt;
  state: DeliveryEntity['state'];
}

export class DeliveryRun {
  readonly #parts: DeliveryRunParts;
  readonly #nextEvents: { all(after: number): { seq: number; type: string }[] };
  /** As it was read; its place is moved on here. */
  #hook: WebhookEntity;
  #outcomes: Outcome[] = [];
  #storedSeq: number;
  /** In ms of a clock that only goes forward. */
  #storedAt = performance.now();
  /** The receiver was changed or removed: nothing more is sent by this run. */
  #stale = false;
  /** Ends a rest. */
  #endRest = () => {};

  constructor(parts: DeliveryRunParts, hook: WebhookEntity) {
    this.#parts = parts;
    this.#hook = hook;
    this.#storedSeq = hook.last_seq;
    this.#nextEvents = parts.database.sqlite.prepare<[number], { seq: number; type: string }>(
      `SELECT seq, type FROM event WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`,
    );
  }

  /** How far the receiver is, also while that is not stored yet. */
  get hook(): WebhookEntity {
    return this.#hook;
  }

  /** There may be news. */
  wake(): void {
    this.#endRest();
  }

  /** Ends the run after the message under way: the receiver was changed. */
  interrupt(): void {
    this.#stale = true;
    this.#endRest();
  }

  /** @returns true when a message was not taken, so that another attempt has to be planned */
  async send(): Promise<boolean> {
    try {
      for (;;) {
        const page = this.#nextEvents.all(this.#hook.last_seq);
        if (page.length === 0) {
          if (this.#outcomes.length === 0) return false;
          // A sale may be next: one transaction for what is taken in this short time.
          await this.#rest();
          if (this.#isStoreDue() && !this.#store()) return false;
        }
        if (this.#isOver()) return false;
        for (const { seq, type } of page) {
          if (this.#isOver()) return false;
          if (this.#isAskedFor(type)) {
            const outcome = await this.#sendEvent(seq);
            if (outcome !== 'taken') return outcome === 'refused';
          }
          this.#moveTo({ last_seq: seq });
          if (this.#isStoreDue() && !this.#store()) return false;
        }
        await nextTurn();
      }
    } finally {
      this.#store();
    }
  }

  #isOver(): boolean {
    return this.#stale || this.#parts.closing.aborted;
  }

  /** Until there is news, or what was taken is to be stored. */
  #rest(): Promise<void> {
    const { closing } = this.#parts;
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        closing.removeEventListener('abort', done);
        this.#endRest = () => {};
        resolve();
      };
      const timer = setTimeout(
        done,
        Math.max(0, this.#storedAt + STORED_AFTER_MS - performance.now()),
      );
      closing.addEventListener('abort', done);
      this.#endRest = done;
      if (this.#isOver()) done();
    });
  }

  #isAskedFor(type: string): boolean {
    const { event_types } = this.#hook;
    return event_types.length === 0 || event_types.includes(type);
  }

  async #sendEvent(seq: number): Promise<'taken' | 'refused' | 'broken off'> {
    const { events, settings, sendOnce, closing } = this.#parts;
    const [event]: StoredEvent[] = events.list({ limit: 1, after: seq - 1 });
    if (!event) throw new Error(`event ${seq} vanished`);
    const delivery: NewDelivery = {
      webhook_id: this.#hook.id,
      kind: 'event',
      message_id: messageIdOf(event),
      event_seq: seq,
      event_type: event.type,
    };
    const body = eventBody(event, settings.money());
    const [attempt, reply] = await sendOnce(this.#hook, delivery.message_id, body);
    if (reply.error === null) {
      this.#outcomes.push({ delivery, attempt, state: 'delivered' });
      this.#moveTo({ failed_attempts: 0, failing_since: null, next_attempt_at: null });
      return 'taken';
    }
    // What was under way when Tillwise closed is sent again at the next start.
    if (closing.aborted) return 'broken off';
    this.#noteRefusal(delivery, attempt, reply);
    return 'refused';
  }

  #noteRefusal(delivery: NewDelivery, attempt: Attempt, reply: Reply): void {
    const now = this.#parts.clock();
    const failed = this.#hook.failed_attempts + 1;
    // After a clock that was turned back the failures begin now.
    const since = Math.min(this.#hook.failing_since ?? now, now);
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
    this.#outcomes.push({ delivery, attempt, state: reason ? 'failed' : 'retrying' });
    this.#moveTo({
      failed_attempts: failed,
      failing_since: since,
      next_attempt_at: reason ? null : now + delay,
    });
    const current = this.#store();
    if (reason && current) this.#parts.disable(this.#context(), this.#hook, reason);
  }

  #moveTo(place: Partial<WebhookPlace>): void {
    this.#hook = { ...this.#hook, ...place };
  }

  #isStoreDue(): boolean {
    if (this.#outcomes.length === 0)
      return this.#hook.last_seq - this.#storedSeq >= SKIPPED_TOGETHER;
    return (
      this.#outcomes.length >= STORED_TOGETHER ||
      performance.now() - this.#storedAt >= STORED_AFTER_MS
    );
  }

  /** @returns false when the receiver was changed or removed meanwhile: then its own place counts */
  #store(): boolean {
    const { repo, deliveries, write } = this.#parts;
    const hook = this.#hook;
    const outcomes = this.#outcomes;
    if (outcomes.length === 0 && hook.last_seq - this.#storedSeq < SKIPPED_TOGETHER)
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
    this.#outcomes = [];
    this.#storedSeq = hook.last_seq;
    this.#storedAt = performance.now();
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
