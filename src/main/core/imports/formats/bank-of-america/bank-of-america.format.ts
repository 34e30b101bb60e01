import type { ImportFormat } from '../format.ts';

/**
 * Bank of America's accounts. Quirks: summary lines and a blank line before the header; a row with the
 * beginning balance and no amount; money out is negative, thousands with commas.
 */
export const bankOfAmerica: ImportFormat = {
  name: 'Bank of America account',
  kind: 'expenses',
  signature: ['Date', 'Description', 'Amount', 'Running Bal.'],
  columns: { date: ['Date'], description: ['Description'], amount: ['Amount'] },
  ways: {
    money_out: 'negative',
    date_order: 'mdy',
    fixed: { tender: 'bank' },
    skip: [
      {
        column: 'Description',
        is: ['beginning balance*', 'ending balance*'],
        because: 'It is a balance, not a payment.',
      },
    ],
  },
  note: 'Money that came in is left out, refunds of expenses with it: a statement does not tell them from takings.',
};
