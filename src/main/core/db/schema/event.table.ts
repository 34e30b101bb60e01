import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** The audit trail. Append-only: triggers refuse UPDATE and DELETE. */
export const event = sqliteTable(
  'event',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull(),
    type: text().notNull(),
    entity: text().notNull(),
    entity_id: text().notNull(),
    /** JSON of the entity before and after; null where there was or is none. */
    before: text(),
    after: text(),
    actor_kind: text().notNull(),
    actor_name: text().notNull(),
    source: text().notNull(),
    correlation_id: text().notNull(),
    occurred_at: integer().notNull(),
  },
  (t) => [uniqueIndex('event_id').on(t.id), index('event_entity').on(t.entity, t.entity_id)],
);
