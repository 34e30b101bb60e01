import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { lifecycle, origin } from './columns.ts';

/** `code` is the id that owners and tills use; `id` never leaves the database. */
export const customer = sqliteTable(
  'customer',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    code: text().notNull(),
    name: text().notNull(),
    name_key: text().notNull(),
    email: text(),
    phone: text(),
    address: text(),
    notes: text(),
    birthday: text(),
    vip_since: integer(),
    ...origin,
    ...lifecycle,
  },
  (t) => [
    uniqueIndex('customer_code').on(t.code),
    index('customer_name').on(t.name_key),
    index('customer_import').on(t.import_batch_id),
    // Counting the known ones stays cheap: all minus these.
    index('customer_deleted').on(t.deleted_at).where(sql`deleted_at IS NOT NULL`),
  ],
);
