/** Messages out of turn: a test, or one event again. Each is tried once and its outcome is told. */
import { ulid } from 'ulid';
import type { Context } from '../../context.ts';
import type { Write } from '../../db/write-tx.ts';
import { invalid, notFound } from '../../errors.ts';
import type { EventsRepo } from '../events/index.ts';
import type { SettingsService } from '../settings/index.ts';
import type { DeliveryLog } from './delivery-log.ts';
import type { WebhookDispatcher } from './dispatcher.ts';
import type { DeliveryEntity, WebhookEntity } from './webhook.entity.ts';
import { eventBody, messageIdOf, TEST_TYPE, testBody } from './webhook-message.ts';

interface SingleMessagesParts {
  write: Write;
  deliveries: DeliveryLog;
  dispatcher: WebhookDispatcher;
  events: EventsRepo;
  settings: SettingsService;
  /** @throws UserError NOT_FOUND */
  find(id: number): WebhookEntity;
}

export class SingleMessages {
  readonly #parts: SingleMessagesParts;
  /** Those on their way, by delivery. */
  readonly #sending = new Map<number, Promise<void>>();

  constructor(parts: SingleMessagesParts) {
    this.#parts = parts;
  }

  /** Writes down a test message; {@link sendNow} sends it. @returns its delivery */
  prepareTest(ctx: Context, id: number): number {
    this.#parts.find(id);
    return this.#prepare(ctx, {
      webhook_id: id,
      kind: 'test',
      message_id: `msg_${ulid(ctx.now)}`,
      event_seq: null,
      event_type: TEST_TYPE,
    });
  }

  /** Writes down that a message is to be sent again. @returns the new delivery */
  prepareReplay(ctx: Context, id: number, deliveryId: number): number {
    const { message_id, event_seq, event_type } = this.delivery(id, deliveryId);
    if (event_seq === null)
      throw invalid('delivery_id', 'A test is not sent again; send another one.');
    return this.#prepare(ctx, {
      webhook_id: id,
      kind: 'replay',
      message_id,
      event_seq,
      event_type,
    });
  }

  /** Sends a prepared message, once however often it is asked for, and waits for the outcome. */
  async sendNow(ctx: Context, id: number, deliveryId: number): Promise<DeliveryEntity> {
    const delivery = this.delivery(id, deliveryId);
    if (delivery.state === 'retrying') {
      const sending = this.#sending.get(deliveryId) ?? this.#send(ctx, delivery);
      this.#sending.set(deliveryId, sending);
      await sending.finally(() => this.#sending.delete(deliveryId));
    }
    return this.delivery(id, deliveryId);
  }

  /** @throws UserError NOT_FOUND */
  delivery(id: number, deliveryId: number): DeliveryEntity {
    const delivery = this.#parts.deliveries.find(deliveryId);
    if (delivery?.webhook_id !== id) throw notFound('delivery', deliveryId);
    return delivery;
  }

  /** Waits for those on their way. */
  async close(): Promise<void> {
    // Whoever sends hears of a failure; the file is closed whatever became of it.
    await Promise.allSettled(this.#sending.values());
  }

  #prepare(ctx: Context, delivery: Parameters<DeliveryLog['add']>[1]): number {
    return this.#parts.write<number>(ctx, (tx) =>
      this.#parts.deliveries.add(tx, delivery, ctx.now),
    );
  }

  async #send(ctx: Context, delivery: DeliveryEntity): Promise<void> {
    const hook = this.#parts.find(delivery.webhook_id);
    const [body, messageId] = this.#bodyOf(hook, delivery, ctx.now);
    const [attempt, reply] = await this.#parts.dispatcher.sendOnce(hook, messageId, body);
    this.#parts.write<void>(ctx, (tx) => {
      if (!this.#parts.deliveries.find(delivery.id)) return;
      this.#parts.deliveries.note(tx, delivery.id, attempt, reply.error ? 'failed' : 'delivered');
      this.#parts.deliveries.prune(tx, hook.id);
    });
  }

  #bodyOf(hook: WebhookEntity, delivery: DeliveryEntity, now: number): [string, string] {
    if (delivery.event_seq === null) return [testBody(hook, now), delivery.message_id];
    const [event] = this.#parts.events.list({ limit: 1, after: delivery.event_seq - 1 });
    if (!event) throw notFound('event', delivery.event_seq);
    return [eventBody(event, this.#parts.settings.money()), messageIdOf(event)];
  }
}
