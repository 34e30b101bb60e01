/** Receivers of events: who they are, what they asked for, and messages out of turn. */
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
import { createSender } from './send-message.ts';
import { SingleMessages } from './single-messages.ts';
import type { WebhookEntity } from './webhook.entity.ts';
import { facts, onlyOwner, readUrl, statusFor, UNTRIED } from './webhook-rules.ts';
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
  /** Messages out of turn. */
  readonly single: SingleMessages;
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
    this.single = new SingleMessages({
      ...parts,
      deliveries: this.#deliveries,
      dispatcher: this.#dispatcher,
      find: (id) => this.#mustFind(id),
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

  /** The delivery log. */
  get deliveries(): DeliveryLog {
    return this.#deliveries;
  }

  /** Ends what is being sent; what was not taken is sent at the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#dispatcher.close();
    await this.single.close();
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
    // Not at once: the call may share a commit with others that is still to come.
    this.#wakeSoon();
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

function placeIn(dispatcher: WebhookDispatcher, hook: WebhookEntity) {
  const { last_seq, failed_attempts, failing_since, next_attempt_at } = dispatcher.placeOf(hook);
  return { last_seq, failed_attempts, failing_since, next_attempt_at };
}
