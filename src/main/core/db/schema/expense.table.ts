import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { category } from './category.table.ts';
import { lifecycle, origin } from './columns.ts';

export const expense = sqliteTable(
  'expense',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    business_date: text().notNull(),
    description: text().notNull(),
    amount_minor: integer().notNull(),
    category_id: integer().references(() => category.id),
    supplier: text(),
    tender: text(),
    ...origin,
    ...lifecycle,
  },
  (t) => [
    index('expense_date').on(t.business_date, t.id),
    index('expense_category').on(t.category_id),
    index('expense_import').on(t.import_batch_id),
  ],
);
