import { z } from 'zod';
import {
  calendarDate,
  dateOrTime,
  instant,
  money,
  nameText,
  optionalText,
  positiveAmount,
  rowId,
} from './primitives.ts';

/** The name under which expenses without a category are shown. */
export const UNCATEGORIZED = 'Uncategorized';

export const expense = z.object({
  id: rowId,
  date: calendarDate,
  description: z.string(),
  amount: money,
  category: z.string().nullable(),
  supplier: z.string().nullable(),
  tender: z.string().nullable(),
  created_at: instant,
  updated_at: instant,
  version: z.number().int(),
});
export type Expense = z.infer<typeof expense>;

const expenseDetails = {
  category: optionalText('The category', 100),
  supplier: optionalText('The supplier', 100),
  tender: optionalText('The tender', 100),
};

export const expenseInput = z.object({
  description: nameText('The description', 500),
  amount: positiveAmount,
  date: dateOrTime.optional(),
  ...expenseDetails,
});
export type ExpenseInput = z.infer<typeof expenseInput>;

export const expensePatch = z.object({
  description: nameText('The description', 500).optional(),
  amount: positiveAmount.optional(),
  date: dateOrTime.optional(),
  ...expenseDetails,
});
export type ExpensePatch = z.infer<typeof expensePatch>;
