import type { ImportFormat } from '../format.ts';

/** Our own template: a row is an expense. */
export const tillwiseExpenses: ImportFormat = {
  name: 'Tillwise expenses template',
  kind: 'expenses',
  signature: ['date', 'description', 'amount'],
  columns: {
    date: ['date'],
    description: ['description'],
    amount: ['amount'],
    category: ['category'],
    supplier: ['supplier'],
    tender: ['tender'],
  },
};
