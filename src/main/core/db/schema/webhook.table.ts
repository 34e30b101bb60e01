import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** A receiver of events, and how far it is. Its secret has to be stored: every message is signed. */
export const webhook = sqliteTable('webhook', {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull(),
  url: text().notNull(),
  /** JSON array; empty for every event. */
  event_types: text().notNull(),
  allow_private: integer().notNull(),
  status: text({ enum: ['active', 'paused', 'disabled'] }).notNull(),
  status_reason: text(),
  secret: text().notNull(),
  old_secret: text(),
  old_secret_until: integer(),
  /** The cursor: everything up to this event is delivered or was not asked for. */
  last_seq: integer().notNull(),
  failed_attempts: integer().notNull().default(0),
  failing_since: integer(),
  next_attempt_at: integer(),
  created_at: integer().notNull(),
  updated_at: integer().notNull(),
  version: integer().notNull().default(1),
});

/** One message to one receiver. Pruned: it is a log for people, the cursor alone decides. */
export const webhookDelivery = sqliteTable(
  'webhook_delivery',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    webhook_id: integer()
      .notNull()
      .references(() => webhook.id),
    kind: text({ enum: ['event', 'replay', 'test'] }).notNull(),
    message_id: text().notNull(),
    /** null for a test. */
    event_seq: integer(),
    event_type: text().notNull(),
    state: text({ enum: ['delivered', 'retrying', 'failed'] }).notNull(),
    attempt_count: integer().notNull(),
    first_attempt_at: integer().notNull(),
    last_attempt_at: integer().notNull(),
  },
  (t) => [index('webhook_delivery_webhook').on(t.webhook_id, t.id)],
);

/** One try to hand a message over. */
export const webhookAttempt = sqliteTable(
  'webhook_attempt',
  {
    id: integer().primaryKey(),
    delivery_id: integer()
      .notNull()
      .references(() => webhookDelivery.id),
    at: integer().notNull(),
    /** HTTP status; null when there was no answer. */
    status: integer(),
    duration_ms: integer(),
    error: text(),
    response: text(),
  },
  (t) => [index('webhook_attempt_delivery').on(t.delivery_id)],
);
