import type { ImportFormat } from '../format.ts';

/** Capital One's cards. Quirks: money out and money in stand in two columns, both positive. */
export const capitalOne: ImportFormat = {
  name: 'Capital One card',
  kind: 'expenses',
  signature: ['Transaction Date', 'Posted Date', 'Card No.', 'Description', 'Debit', 'Credit'],
  columns: {
    date: ['Transaction Date'],
    description: ['Description'],
    amount: ['Debit'],
    money_in: ['Credit'],
    category: ['Category'],
  },
  ways: { date_order: 'mdy', fixed: { tender: 'card' } },
  note: 'Money that came in is left out, refunds of expenses with it: a statement does not tell them from takings.',
};
