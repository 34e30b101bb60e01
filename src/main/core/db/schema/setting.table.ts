import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One row a setting; the value is JSON. */
export const setting = sqliteTable('setting', {
  key: text().primaryKey(),
  value: text().notNull(),
  updated_at: integer().notNull(),
});
