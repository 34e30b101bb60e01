import type { ImportFormat } from '../format.ts';

/** Chase's cards. Quirks: purchases are negative, payments and returns positive; the bank's own categories. */
export const chaseCard: ImportFormat = {
  name: 'Chase card',
  kind: 'expenses',
  signature: ['Transaction Date', 'Post Date', 'Description', 'Category', 'Type', 'Amount'],
  columns: {
    date: ['Transaction Date'],
    description: ['Description'],
    amount: ['Amount'],
    category: ['Category'],
  },
  ways: {
    money_out: 'negative',
    date_order: 'mdy',
    fixed: { tender: 'card' },
    skip: [
      { column: 'Type', is: ['payment'], because: 'It pays the card, not an expense.' },
      { column: 'Type', is: ['return'], because: 'It is the refund of an expense.' },
    ],
  },
  note: 'Payments of the card and refunds are left out.',
};
