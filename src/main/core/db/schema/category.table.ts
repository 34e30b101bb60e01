import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const category = sqliteTable(
  'category',
  {
    id: integer().primaryKey(),
    kind: text({ enum: ['product', 'expense'] }).notNull(),
    name: text().notNull(),
    name_key: text().notNull(),
  },
  (t) => [uniqueIndex('category_name').on(t.kind, t.name_key)],
);
