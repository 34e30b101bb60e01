import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const category = sqliteTable(
  'category',
  {
    id: integer().primaryKey(),
    kind: text({ enum: ['product', 'expense'] }).notNull(),
    name: text().notNull(),
    name_key: text().notNull(),
    /** Set when an import met the name first: its undo takes the name away again. */
    import_batch_id: integer(),
  },
  (t) => [
    index('category_import').on(t.import_batch_id).where(sql`import_batch_id IS NOT NULL`),
    uniqueIndex('category_name').on(t.kind, t.name_key),
  ],
);
