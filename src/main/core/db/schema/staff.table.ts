import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const staff = sqliteTable(
  'staff',
  { id: integer().primaryKey(), name: text().notNull(), name_key: text().notNull() },
  (t) => [uniqueIndex('staff_name').on(t.name_key)],
);
