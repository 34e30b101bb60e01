import { sql } from 'drizzle-orm';
import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { category } from './category.table.ts';
import { lifecycle } from './columns.ts';
import { expense } from './expense.table.ts';

/** An expense whose description contains the text belongs to the category; the first rule wins. */
export const expenseRule = sqliteTable(
  'expense_rule',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    position: integer().notNull(),
    text: text().notNull(),
    text_key: text().notNull(),
    category_id: integer()
      .notNull()
      .references(() => category.id),
    ...lifecycle,
  },
  (t) => [uniqueIndex('expense_rule_text').on(t.text_key).where(sql`deleted_at IS NULL`)],
);

/** One time that the rules were applied to expenses that were there already. */
export const expenseRuleRun = sqliteTable('expense_rule_run', {
  id: integer().primaryKey({ autoIncrement: true }),
  expenses: integer().notNull(),
  applied_at: integer().notNull(),
  undone_at: integer(),
});

/** What such a run changed, so that it can be taken back. */
export const expenseRuleChange = sqliteTable(
  'expense_rule_change',
  {
    run_id: integer()
      .notNull()
      .references(() => expenseRuleRun.id),
    expense_id: integer()
      .notNull()
      .references(() => expense.id),
    category_before: integer(),
    category_after: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.run_id, t.expense_id] })],
);
