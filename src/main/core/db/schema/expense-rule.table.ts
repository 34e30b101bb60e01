import { sql } from 'drizzle-orm';
import { integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { lifecycle } from './columns.ts';

/**
 * An expense whose description contains the text belongs to the category; the first rule wins.
 * Categories stand here by name: undoing an import may take away the row of one that nothing uses.
 */
export const expenseRule = sqliteTable(
  'expense_rule',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    position: integer().notNull(),
    text: text().notNull(),
    text_key: text().notNull(),
    category: text().notNull(),
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
  state: text({ enum: ['applying', 'done', 'cancelling', 'cancelled', 'undoing', 'undone'] })
    .notNull()
    .default('done'),
  reach: text({ enum: ['uncategorized', 'vague'] })
    .notNull()
    .default('uncategorized'),
  /** Of the expenses: those that have their former category again. */
  restored: integer().notNull().default(0),
  /** Changes up to this expense are taken back, or were left alone. */
  undone_to: integer().notNull().default(0),
});

/** What such a run changed, so that it can be taken back. The expense may be gone by then. */
export const expenseRuleChange = sqliteTable(
  'expense_rule_change',
  {
    run_id: integer()
      .notNull()
      .references(() => expenseRuleRun.id),
    expense_id: integer().notNull(),
    category_before: text(),
    category_after: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.run_id, t.expense_id] })],
);
