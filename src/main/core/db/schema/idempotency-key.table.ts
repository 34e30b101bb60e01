import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** First answers of calls that may be sent again; written in the transaction of the call. */
export const idempotencyKey = sqliteTable(
  'idempotency_key',
  {
    /** Grows with time: the oldest are swept first. */
    id: integer().primaryKey(),
    /** Who chose the key. */
    owner: text().notNull(),
    key: text().notNull(),
    fingerprint: text().notNull(),
    call: text().notNull(),
    /** JSON of the answer and of what its transport said beside it. */
    answer: text().notNull(),
    created_at: integer().notNull(),
  },
  (t) => [uniqueIndex('idempotency_key_key').on(t.owner, t.key)],
);
