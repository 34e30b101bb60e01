/** Our own templates: the columns of each, and a row that shows how to fill them. */
import type { ImportKind } from '../../../shared/schemas/import.ts';

export const templates: Readonly<Record<ImportKind, Readonly<Record<string, string>>>> = {
  sales: {
    date: '2026-07-18',
    product_name: 'Flat white',
    amount: '3.20',
    customer_id: 'CUST001',
    category: 'Coffee',
  },
  customers: { id: 'CUST001', name: 'Ana Silva', email: 'ana@example.com' },
  products: {
    sku: 'COF-02',
    barcode: '4006381333931',
    name: 'Flat white',
    category: 'Coffee',
    price: '3.60',
    cost: '0.80',
  },
  expenses: { date: '2026-07-18', description: 'Milk', amount: '12.50', category: 'Ingredients' },
};
