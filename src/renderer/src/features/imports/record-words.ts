/** What the records of a file are called. */
import type { ImportKind } from '../../../../shared/schemas/import.ts';

const words: Record<ImportKind, readonly [one: string, many: string]> = {
  sales: ['ticket', 'tickets'],
  customers: ['customer', 'customers'],
  expenses: ['expense', 'expenses'],
  products: ['product', 'products'],
};

/** As the label of a count. */
export const recordTitles: Record<ImportKind, string> = {
  sales: 'Tickets',
  customers: 'Customers',
  expenses: 'Expenses',
  products: 'Products',
};

/** "ticket" or "tickets". */
export function recordWord(kind: ImportKind, records: number): string {
  return words[kind][records === 1 ? 0 : 1];
}
