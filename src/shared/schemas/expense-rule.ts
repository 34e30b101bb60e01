import { z } from 'zod';
import { calendarDate, instant, money, nameText, rowId } from './primitives.ts';

const text = nameText('The text', 200).refine((value) => value.length >= 2, {
  error: 'The text needs at least two characters, or it would fit nearly everything.',
});

/** An expense whose description contains the text belongs to the category; the first rule wins. */
export const expenseRule = z.object({
  id: rowId,
  text: z.string(),
  category: z.string(),
  created_at: instant,
  updated_at: instant,
  version: z.number().int(),
});
export type ExpenseRule = z.infer<typeof expenseRule>;

export const expenseRuleInput = z.object({ text, category: nameText('The category', 100) });
export type ExpenseRuleInput = z.infer<typeof expenseRuleInput>;

export const expenseRulePatch = expenseRuleInput.partial();
export type ExpenseRulePatch = z.infer<typeof expenseRulePatch>;

/** Which of the expenses that are there already the rules shall place. */
export const ruleReach = z
  .enum(['uncategorized', 'vague'], {
    error: 'reach is either "uncategorized" or "vague".',
  })
  .describe(
    'uncategorized: those without a category. vague: also those whose category says next to nothing, such as Other or Shopping.',
  );
export type RuleReach = z.infer<typeof ruleReach>;

/** What the rules would change of what is there already. */
export const ruleMatches = z.object({
  expenses: z.number().int().describe('Expenses whose category would change.'),
  examples: z
    .array(
      z.object({
        id: rowId,
        date: calendarDate,
        description: z.string(),
        amount: money,
        from: z.string().nullable(),
        to: z.string(),
      }),
    )
    .describe('The newest of them.'),
});

/** One time that the rules were applied to what was there already. */
export const ruleRun = z.object({
  id: rowId,
  expenses: z.number().int().describe('Expenses whose category was changed.'),
  applied_at: instant,
  undone_at: instant.nullable(),
  state: z
    .enum(['applying', 'done', 'taking_back', 'taken_back', 'interrupted', 'half_taken_back'])
    .describe(
      'interrupted: Tillwise ended in the middle, and a part is applied. half_taken_back: it ended while that was taken back.',
    ),
  progress: z.number().min(0).max(1).describe('Of what goes on, or was interrupted.'),
});
export type RuleRun = z.infer<typeof ruleRun>;
