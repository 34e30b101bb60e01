import type { ImportKind } from '../../../shared/schemas/import.ts';

/** What a file holds, as a choice or a label. */
export const kindNames: Record<ImportKind, string> = {
  sales: 'Sales',
  customers: 'Customers',
  expenses: 'Expenses',
  products: 'Products',
};
