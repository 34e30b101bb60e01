/** What the expense form holds while it is typed, and what is sent of it. */
import type { Expense, ExpenseInput } from '../../../../shared/schemas/expense.ts';
import { editableAmount, typedAmount } from '../format/typed-amount.ts';
import { typedDate } from '../format/typed-date.ts';
import { FieldProblems } from './use-saving.ts';

export interface ExpenseValues {
  description: string;
  amount: string;
  category: string;
  date: string;
  supplier: string;
  tender: string;
}

/** @param date Today, as the window writes a date. */
export function emptyExpense(date: string): ExpenseValues {
  return { description: '', amount: '', category: '', date, supplier: '', tender: '' };
}

/** @param digits Decimals of the currency. */
export function expenseValues(
  expense: Expense,
  digits: number,
  showDate: (date: string) => string,
): ExpenseValues {
  return {
    description: expense.description,
    amount: editableAmount(expense.amount, digits),
    category: expense.category ?? '',
    date: showDate(expense.date),
    supplier: expense.supplier ?? '',
    tender: expense.tender ?? '',
  };
}

/** @throws FieldProblems when a text cannot be understood */
export function expenseInputOf(values: ExpenseValues, digits: number, today: string): ExpenseInput {
  const problems: Record<string, string> = {};
  if (!values.description.trim()) problems.description = 'What was it for?';
  const amount = typedAmount(values.amount, digits);
  if (amount.state === 'problem') problems.amount = amount.problem;
  if (amount.state === 'blank') problems.amount = 'How much was it? Write it like 12.50.';
  const date = typedDate(values.date, today);
  if (date === null) problems.date = 'This is not a date. Write it like 2026-07-18, or "today".';
  if (amount.state !== 'amount' || date === null || Object.keys(problems).length > 0) {
    throw new FieldProblems(problems);
  }
  return {
    description: values.description,
    amount: amount.amount,
    date,
    category: values.category.trim() || null,
    supplier: values.supplier.trim() || null,
    tender: values.tender.trim() || null,
  };
}

export const isExpenseField = (path: string): boolean => path in emptyExpense('');
