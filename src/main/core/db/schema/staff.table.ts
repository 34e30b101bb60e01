import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const staff = sqliteTable(
  'staff',
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    name_key: text().notNull(),
    /** Set when an import met the name first: its undo takes the name away again. */
    import_batch_id: integer(),
  },
  (t) => [
    index('staff_import').on(t.import_batch_id).where(sql`import_batch_id IS NOT NULL`),
    uniqueIndex('staff_name').on(t.name_key),
  ],
);
