/** Receivers of events: who they are, what they asked for, and messages out of turn. */
import { isIP } from 'node:net';
import { ulid } from 'ulid';
import { EventType } from '../../../../shared/events/catalogue.ts';
import { cleanName } from '../../../../shared/lib/text.ts';
import type { WebhookInput, WebhookPatch } from '../../../../shared/schemas/webhook.ts';
import type { Clock, Context } from '../../context.ts';
import type { Database } from '../../db/connection.ts';
import type { Write, WriteTx } from '../../db/write-tx.ts';
import { conflict, invalid, notFound } from '../../errors.ts';
import type { EventBus } from '../../events/event-bus.ts';
import type { Log } from '../../log.ts';
import type { EventsRepo, LiveFeed } from '../events/index.ts';
import { checkIfMatch } from '../if-match.ts';
import type { SettingsService } from '../settings/index.ts';
import { createDeliveryLog, type DeliveryLog } from './delivery-log.ts';
import { WebhookDispatcher } from './dispatcher.ts';
import { isPrivateAddress } from './private-address.ts';
import { createSender } from './send-message.ts';
import type { DeliveryEntity, WebhookEntity } from './webhook.entity.ts';
import { eventBody, messageIdOf, TEST_TYPE, testBody } from './webhook-message.ts';
import { newWebhookSecret } from './webhook-secret.ts';
import { createWebhooksRepo, type WebhookDraft, type WebhooksRepo } from './webhooks.repo.ts';

/** Each is written to in turn with the others; a shop has a handful. */
const MOST_WEBHOOKS = 20;
/** After a change of the secret the one before signs too, in ms. */
const OLD_SECRET_MS = 24 * 3_600_000;

export interface WebhooksParts {
  database: Database;
  write: Write;
  bus: EventBus;
  events: EventsRepo;
  live: LiveFeed;
  settings: SettingsService;
  clock: Clock;
  log: Log;
}

export class WebhooksService {
  readonly #parts: WebhooksParts;
  readonly #repo: WebhooksRepo;
  readonly #deliveries: DeliveryLog;
  readonly #dispatcher: WebhookDispatcher;
  /** Messages out of turn that are on their way, by delivery. */
  readonly #sending = new Map<number, Promise<void>>();
  /** Ids of the receivers that events are sent to. */
  #active: readonly number[] = [];
  #waking = false;
  #closed = false;

  constructor(parts: WebhooksParts) {
    this.#parts = parts;
    const { database, write, bus } = parts;
    this.#repo = createWebhooksRepo(database);
    this.#deliveries = createDeliveryLog(database);
    this.#dispatcher = new WebhookDispatcher({
      ...parts,
      repo: this.#repo,
      deliveries: this.#deliveries,
      sender: createSender(),
      wake: () => this.wake(),
      disable: (ctx, hook, reason) => this.#disable(ctx, hook, reason),
    });
    if (this.#repo.list().length > 0)
      write<void>(this.#ownContext(), (tx) => this.#deliveries.giveUp(tx, undefined));
    bus.subscribe('*', () => this.#wakeSoon());
    this.#readActive();
    this.wake();
  }

  /** Looks at once whether there is something to send, such as after the clock was turned. */
  wake(): void {
    if (this.#active.length > 0 && !this.#closed) this.#dispatcher.wake(this.#active);
  }

  /** Oldest first, with the places that they have reached. */
  list(): WebhookEntity[] {
    return this.#repo.list().map((hook) => ({ ...hook, ...placeIn(this.#dispatcher, hook) }));
  }

  /** @throws UserError NOT_FOUND */
  get(id: number): WebhookEntity {
    const hook = this.#mustFind(id);
    return { ...hook, ...placeIn(this.#dispatcher, hook) };
  }

  /** Events that a receiver has not come to yet. */
  waiting(hook: WebhookEntity): number {
    return Math.max(0, this.#parts.events.newestSeq() - hook.last_seq);
  }

  /** The answer holds the secret, which is not shown again. @throws UserError */
  create(ctx: Context, input: WebhookInput): WebhookEntity {
    const created = this.#parts.write<WebhookEntity>(ctx, (tx) => {
      if (this.#repo.list().length >= MOST_WEBHOOKS)
        throw conflict(
          'id',
          `There are ${MOST_WEBHOOKS} webhooks, which is the most. Delete one first.`,
        );
      if (input.allow_private) onlyOwner(ctx, 'allow_private');
      const draft: WebhookDraft = {
        name: cleanName(input.name),
        url: readUrl(input.url, input.allow_private),
        event_types: [...new Set(input.event_types)],
        allow_private: input.allow_private,
        status: input.active ? 'active' : 'paused',
        status_reason: null,
        secret: newWebhookSecret(),
        old_secret: null,
        old_secret_until: null,
        last_seq: 0,
        ...UNTRIED,
      };
      const id = this.#repo.insert(tx, draft);
      const hook = this.#mustFind(id);
      this.#announce(tx, EventType.WEBHOOK_CREATED, null, hook);
      // It hears what comes after its own beginning.
      this.#repo.setPlace(tx, id, hook.version, {
        ...UNTRIED,
        last_seq: this.#parts.events.newestSeq(),
      });
      return this.#mustFind(id);
    });
    this.#changed(created.id);
    return created;
  }

  /** @throws UserError */
  change(ctx: Context, id: number, patch: WebhookPatch): WebhookEntity {
    return this.#change(ctx, id, (hook) => {
      const allowPrivate = patch.allow_private ?? hook.allow_private;
      if (allowPrivate && !hook.allow_private) onlyOwner(ctx, 'allow_private');
      const moved = patch.url !== undefined && patch.url !== hook.url;
      if (allowPrivate && moved) onlyOwner(ctx, 'url');
      const resumed = patch.active === true && hook.status !== 'active';
      return {
        ...hook,
        name: patch.name === undefined ? hook.name : cleanName(patch.name),
        url: readUrl(patch.url ?? hook.url, allowPrivate),
        event_types: patch.event_types ? [...new Set(patch.event_types)] : hook.event_types,
        allow_private: allowPrivate,
        ...(patch.active === undefined ? {} : statusFor(patch.active, hook)),
        // A receiver that was put right need not wait for its next turn.
        ...(moved || resumed || allowPrivate !== hook.allow_private ? UNTRIED : {}),
      };
    });
  }

  /** A new secret, in the answer and nowhere else; the old one signs too for a day. */
  rotate(ctx: Context, id: number): WebhookEntity {
    return this.#change(ctx, id, (hook) => ({
      ...hook,
      secret: newWebhookSecret(),
      old_secret: hook.secret,
      old_secret_until: ctx.now + OLD_SECRET_MS,
    }));
  }

  /** Goes on after this seq: what comes after it is sent, or sent again. @throws UserError */
  replay(ctx: Context, id: number, after: number): WebhookEntity {
    const newest = this.#parts.events.newestSeq();
    if (after > newest)
      throw invalid('after', `The newest event has the seq ${newest}. Choose it or a smaller one.`);
    return this.#change(ctx, id, (hook, tx) => {
      this.#deliveries.giveUp(tx, id);
      return { ...hook, ...UNTRIED, last_seq: after };
    });
  }

  /** With its secret and its log. */
  remove(ctx: Context, id: number): WebhookEntity {
    const removed = this.#parts.write<WebhookEntity>(ctx, (tx) => {
      const hook = this.#mustFind(id);
      checkIfMatch(ctx.ifMatch, hook.version);
      this.#deliveries.removeAll(tx, id);
      this.#repo.remove(tx, id);
      this.#announce(tx, EventType.WEBHOOK_DELETED, hook, null);
      return hook;
    });
    this.#changed(id);
    return removed;
  }

  /** Writes down a test message; {@link sendNow} sends it. @returns its delivery */
  prepareTest(ctx: Context, id: number): number {
    this.#mustFind(id);
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
    const delivery = this.#deliveries.find(deliveryId);
    if (delivery?.webhook_id !== id) throw notFound('delivery', deliveryId);
    return delivery;
  }

  /** The delivery log. */
  get deliveries(): DeliveryLog {
    return this.#deliveries;
  }

  /** Ends what is being sent; what was not taken is sent at the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#dispatcher.close();
    await Promise.all(this.#sending.values());
  }

  #prepare(ctx: Context, delivery: Parameters<DeliveryLog['add']>[1]): number {
    return this.#parts.write<number>(ctx, (tx) => this.#deliveries.add(tx, delivery, ctx.now));
  }

  async #send(ctx: Context, delivery: DeliveryEntity): Promise<void> {
    const hook = this.#mustFind(delivery.webhook_id);
    const [body, messageId] = this.#bodyOf(hook, delivery, ctx.now);
    const [attempt, reply] = await this.#dispatcher.sendOnce(hook, messageId, body);
    this.#parts.write<void>(ctx, (tx) => {
      if (!this.#deliveries.find(delivery.id)) return;
      this.#deliveries.note(tx, delivery.id, attempt, reply.error ? 'failed' : 'delivered');
      this.#deliveries.prune(tx, hook.id);
    });
  }

  #bodyOf(hook: WebhookEntity, delivery: DeliveryEntity, now: number): [string, string] {
    if (delivery.event_seq === null) return [testBody(hook, now), delivery.message_id];
    const [event] = this.#parts.events.list({ limit: 1, after: delivery.event_seq - 1 });
    if (!event) throw notFound('event', delivery.event_seq);
    return [eventBody(event, this.#parts.settings.money()), messageIdOf(event)];
  }

  #change(
    ctx: Context,
    id: number,
    change: (hook: WebhookEntity, tx: WriteTx) => WebhookEntity,
  ): WebhookEntity {
    const changed = this.#parts.write<WebhookEntity>(ctx, (tx) => {
      const stored = this.#mustFind(id);
      checkIfMatch(ctx.ifMatch, stored.version);
      // What was taken already is not sent again only because the name was changed.
      const before = { ...stored, ...placeIn(this.#dispatcher, stored) };
      this.#update(tx, id, change(before, tx));
      const after = this.#mustFind(id);
      this.#announce(tx, EventType.WEBHOOK_UPDATED, before, after);
      return after;
    });
    this.#changed(id);
    return changed;
  }

  #disable(ctx: Context, hook: WebhookEntity, reason: string): void {
    this.#parts.write<void>(ctx, (tx) => {
      this.#update(tx, hook.id, { ...hook, status: 'disabled', status_reason: reason });
      this.#announce(tx, EventType.WEBHOOK_DISABLED, hook, this.#mustFind(hook.id));
    });
    this.#parts.live.notice('warning', `The webhook "${hook.name}" was turned off. ${reason}`);
    this.#changed(hook.id);
  }

  #update(tx: WriteTx, id: number, hook: WebhookEntity): void {
    const { id: _, created_at, updated_at, version, ...draft } = hook;
    this.#repo.update(tx, id, draft);
  }

  #announce(
    tx: WriteTx,
    type: EventType,
    before: WebhookEntity | null,
    after: WebhookEntity | null,
  ): void {
    tx.emit({
      type,
      entity: 'webhook',
      entityId: (after ?? before)?.id ?? 0,
      before: before && facts(before),
      after: after && facts(after),
    });
  }

  #changed(id: number): void {
    this.#dispatcher.interrupt(id);
    this.#readActive();
    this.wake();
  }

  #readActive(): void {
    this.#active = this.#repo
      .list()
      .filter(({ status }) => status === 'active')
      .map(({ id }) => id);
  }

  /** Once for everything that one turn of the event loop wrote. */
  #wakeSoon(): void {
    if (this.#active.length === 0 || this.#waking) return;
    this.#waking = true;
    setImmediate(() => {
      this.#waking = false;
      this.wake();
    });
  }

  #mustFind(id: number): WebhookEntity {
    const hook = this.#repo.find(id);
    if (!hook) throw notFound('webhook', id);
    return hook;
  }

  #ownContext(): Context {
    return {
      actor: { kind: 'automation', name: 'Webhooks' },
      source: 'system',
      correlationId: 'start-up',
      now: this.#parts.clock(),
    };
  }
}

/** Nothing failed yet. */
const UNTRIED = { failed_attempts: 0, failing_since: null, next_attempt_at: null } as const;

function placeIn(dispatcher: WebhookDispatcher, hook: WebhookEntity) {
  const { last_seq, failed_attempts, failing_since, next_attempt_at } = dispatcher.placeOf(hook);
  return { last_seq, failed_attempts, failing_since, next_attempt_at };
}

function statusFor(active: boolean, hook: WebhookEntity) {
  if (active) return { status: 'active', status_reason: null } as const;
  // Turned off already: pausing it would hide why.
  return hook.status === 'disabled' ? {} : ({ status: 'paused', status_reason: null } as const);
}

/** What the log may say of a receiver: never its secret, and of its address, which may hold one, the host. */
function facts(hook: WebhookEntity) {
  const { id, name, url, event_types, allow_private, status, status_reason, old_secret_until } =
    hook;
  return {
    id,
    name,
    host: new URL(url).host,
    event_types,
    allow_private,
    status,
    status_reason,
    old_secret_until: old_secret_until && new Date(old_secret_until).toISOString(),
  };
}

/** A tool must not make Tillwise reach into the own network, only the person at the window may. */
function onlyOwner({ actor }: Context, field: string): void {
  if (actor.kind !== 'owner')
    throw invalid(
      field,
      'Addresses of this computer or of the own network are for the owner to allow, in the window of Tillwise.',
    );
}

/** @throws UserError for what is no address that messages may go to */
function readUrl(text: string, allowPrivate: boolean): string {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw invalid('url', 'Write the whole address, such as https://example.com/tillwise.');
  if (url.username || url.password)
    throw invalid('url', 'An address with a name and a password in it is not accepted.');
  if (url.protocol === 'http:' && !allowPrivate)
    throw invalid('url', 'Use https. Plain http is for addresses of the own network only.');
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  const isPrivate = url.hostname === 'localhost' || (isIP(literal) && isPrivateAddress(literal));
  if (isPrivate && !allowPrivate)
    throw invalid(
      'url',
      'This address is on this computer or in the own network. The owner can allow that for this webhook.',
    );
  url.hash = '';
  return url.href;
}
