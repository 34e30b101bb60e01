import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { lifecycle } from './columns.ts';

/** An owner's own way to read a table, under a name, with the header it was made for. */
export const savedMapping = sqliteTable(
  'saved_mapping',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    name: text().notNull(),
    name_key: text().notNull(),
    kind: text().notNull(),
    /** The header in a form that does not depend on the order and the case of its columns. */
    header_key: text().notNull(),
    /** JSON array, as the file writes them. */
    headers: text().notNull(),
    /** JSON of an import mapping. */
    mapping: text().notNull(),
    ...lifecycle,
  },
  (t) => [
    uniqueIndex('saved_mapping_name').on(t.name_key).where(sql`deleted_at IS NULL`),
    index('saved_mapping_header').on(t.header_key),
  ],
);
