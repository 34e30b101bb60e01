import type { ImportFormat } from '../format.ts';

/** Chase's accounts. Quirks: money out is negative; some rows have one trailing comma more. */
export const chaseAccount: ImportFormat = {
  name: 'Chase account',
  kind: 'expenses',
  signature: ['Details', 'Posting Date', 'Description', 'Amount', 'Type', 'Balance'],
  columns: { date: ['Posting Date'], description: ['Description'], amount: ['Amount'] },
  ways: { money_out: 'negative', date_order: 'mdy', fixed: { tender: 'bank' } },
  note: 'Money that came in is left out, refunds of expenses with it: a statement does not tell them from takings.',
};
