/** What was sent to whom and what came of it. For people: where to go on is not decided by it. */
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Database } from '../../db/connection.ts';
import { webhookAttempt, webhookDelivery } from '../../db/schema/schema.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import type { Attempt, DeliveryEntity } from './webhook.entity.ts';

/** So many messages of each receiver are kept. */
const KEPT_MESSAGES = 1_000;
/** The newest attempts that are shown of a message. */
const SHOWN_ATTEMPTS = 10;

interface DeliveryQuery {
  limit: number;
  state?: DeliveryEntity['state'] | undefined;
  /** Only older ones than this. */
  before?: number | undefined;
}

/** A message before its first attempt. */
export type NewDelivery = Pick<
  DeliveryEntity,
  'webhook_id' | 'kind' | 'message_id' | 'event_seq' | 'event_type'
>;

export interface DeliveryLog {
  find(id: number): DeliveryEntity | undefined;
  /** Newest first; one more than the limit. */
  list(webhookId: number, query: DeliveryQuery): DeliveryEntity[];
  count(webhookId: number, query: DeliveryQuery): number;
  /** Newest first. */
  attempts(deliveryId: number): Attempt[];
  /** A message that is about to be sent out of turn. */
  add(tx: WriteTx, delivery: NewDelivery, at: number): number;
  /** Adds what came of a try, to the message of this event that is being retried or to a new one. */
  noteEvent(
    tx: WriteTx,
    delivery: NewDelivery,
    attempt: Attempt,
    state: DeliveryEntity['state'],
  ): void;
  note(tx: WriteTx, id: number, attempt: Attempt, state: DeliveryEntity['state']): void;
  /** Messages that nobody will send any more. Without an id: those out of turn, of all receivers. */
  giveUp(tx: WriteTx, webhookId: number | undefined): void;
  prune(tx: WriteTx, webhookId: number): void;
  removeAll(tx: WriteTx, webhookId: number): void;
}

/** The tables webhook_delivery and webhook_attempt. */
export function createDeliveryLog({ orm, sqlite }: Database): DeliveryLog {
  const retried = sqlite
    .prepare<[number, string], number>(
      `SELECT id FROM webhook_delivery WHERE webhook_id = ? AND kind = 'event' AND state = 'retrying'
         AND message_id = ? ORDER BY id DESC LIMIT 1`,
    )
    .pluck();
  const addAttempt = sqlite.prepare(
    'INSERT INTO webhook_attempt (delivery_id, at, status, duration_ms, error, response) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const addDelivery = sqlite.prepare(
    `INSERT INTO webhook_delivery (webhook_id, kind, message_id, event_seq, event_type, state, attempt_count, first_attempt_at, last_attempt_at)
     VALUES (?, ?, ?, ?, ?, 'retrying', 0, ?, ?)`,
  );
  const setState = sqlite.prepare(
    'UPDATE webhook_delivery SET state = ?, attempt_count = attempt_count + 1, last_attempt_at = ? WHERE id = ?',
  );
  const oldest = sqlite
    .prepare<[number, number], number>(
      'SELECT id FROM webhook_delivery WHERE webhook_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?',
    )
    .pluck();
  const removeUpTo = (webhookId: number, id: number) => {
    sqlite
      .prepare(
        'DELETE FROM webhook_attempt WHERE delivery_id IN (SELECT id FROM webhook_delivery WHERE webhook_id = ? AND id <= ?)',
      )
      .run(webhookId, id);
    sqlite
      .prepare('DELETE FROM webhook_delivery WHERE webhook_id = ? AND id <= ?')
      .run(webhookId, id);
  };

  function add(delivery: NewDelivery, at: number): number {
    const { webhook_id, kind, message_id, event_seq, event_type } = delivery;
    return Number(
      addDelivery.run(webhook_id, kind, message_id, event_seq, event_type, at, at).lastInsertRowid,
    );
  }

  function note(id: number, attempt: Attempt, state: DeliveryEntity['state']): void {
    const { at, status, duration_ms, error, response } = attempt;
    addAttempt.run(id, at, status, duration_ms, error, response);
    setState.run(state, at, id);
  }

  const ofWebhook = (webhookId: number, { state }: DeliveryQuery) =>
    and(
      eq(webhookDelivery.webhook_id, webhookId),
      state ? eq(webhookDelivery.state, state) : undefined,
    );

  return {
    find: (id) => orm.select().from(webhookDelivery).where(eq(webhookDelivery.id, id)).get(),
    list(webhookId, query) {
      return orm
        .select()
        .from(webhookDelivery)
        .where(
          and(
            ofWebhook(webhookId, query),
            query.before === undefined ? undefined : lt(webhookDelivery.id, query.before),
          ),
        )
        .orderBy(desc(webhookDelivery.id))
        .limit(query.limit + 1)
        .all();
    },
    count(webhookId, query) {
      return (
        orm
          .select({ rows: sql<number>`count(*)` })
          .from(webhookDelivery)
          .where(ofWebhook(webhookId, query))
          .get()?.rows ?? 0
      );
    },
    attempts(deliveryId) {
      return orm
        .select({
          at: webhookAttempt.at,
          status: webhookAttempt.status,
          duration_ms: webhookAttempt.duration_ms,
          error: webhookAttempt.error,
          response: webhookAttempt.response,
        })
        .from(webhookAttempt)
        .where(eq(webhookAttempt.delivery_id, deliveryId))
        .orderBy(desc(webhookAttempt.id))
        .limit(SHOWN_ATTEMPTS)
        .all();
    },
    add: (_tx, delivery, at) => add(delivery, at),
    noteEvent(_tx, delivery, attempt, state) {
      const id = retried.get(delivery.webhook_id, delivery.message_id) ?? add(delivery, attempt.at);
      note(id, attempt, state);
    },
    note: (_tx, id, attempt, state) => note(id, attempt, state),
    giveUp(_tx, webhookId) {
      orm
        .update(webhookDelivery)
        .set({ state: 'failed' })
        .where(
          and(
            eq(webhookDelivery.state, 'retrying'),
            webhookId === undefined
              ? sql`${webhookDelivery.kind} <> 'event'`
              : and(eq(webhookDelivery.webhook_id, webhookId), eq(webhookDelivery.kind, 'event')),
          ),
        )
        .run();
    },
    prune(_tx, webhookId) {
      const last = oldest.get(webhookId, KEPT_MESSAGES);
      if (last !== undefined) removeUpTo(webhookId, last);
    },
    removeAll: (_tx, webhookId) => removeUpTo(webhookId, Number.MAX_SAFE_INTEGER),
  };
}
