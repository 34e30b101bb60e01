import type { ImportFormat } from '../format.ts';

/** Our own template: a row is an expense. */
export const tillwiseExpenses: ImportFormat = {
  name: 'Tillwise expenses template',
  kind: 'expenses',
  signature: ['date', 'description', 'amount'],
  // Then it is a list of sales, or the statement of a bank.
  without: [
    'quantity|qty|sku|barcode|ticket',
    'invoice*|order*|receipt*|customer*|product*|item*|unit*',
    'debit|credit|balance|currency',
  ],
  columns: {
    date: ['date'],
    description: ['description'],
    amount: ['amount'],
    category: ['category'],
    supplier: ['supplier'],
    tender: ['tender'],
    record: ['record'],
  },
};
