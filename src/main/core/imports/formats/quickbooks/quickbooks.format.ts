import type { ImportFormat } from '../format.ts';

/**
 * QuickBooks' transactions. Quirks: lines with company and period before the header; headings and
 * subtotals between the rows, in the column of the dates; negatives as (45.10).
 */
export const quickbooks: ImportFormat = {
  name: 'QuickBooks transactions',
  kind: 'expenses',
  signature: ['Date', 'Transaction Type', 'Num', 'Name', 'Memo/Description', 'Account', 'Debit'],
  columns: {
    date: ['Date'],
    description: ['Memo/Description'],
    amount: ['Debit'],
    money_in: ['Credit'],
    category: ['Account'],
    supplier: ['Name'],
  },
  fallback: { description: ['Name', 'Transaction Type'] },
  ways: {
    date_order: 'mdy',
    skip: [{ column: 'Transaction Type', is: [''], because: 'It is a heading or a subtotal.' }],
  },
  note: 'Rows with a credit take money in or move it, so they are left out.',
};
