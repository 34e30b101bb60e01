/** A body that works, for each call that takes one; the contract tests send each of them. */
export const OPERATION_EXAMPLES: Readonly<Record<string, unknown>> = {
  'entry.quickSale': { product_name: 'Flat white', amount: 3.2, category: 'Coffee' },
  'entry.quickCustomer': { id: 'CUST001', name: 'Ada Lovelace', email: 'ada@example.com' },
  'entry.quickExpense': { description: 'Milk', amount: 12.5, category: 'Supplies' },
  'sales.create': {
    external_id: 'till-1-000417',
    ticket: 'A-1042',
    sold_at: '2026-05-04T09:41:07Z',
    staff: 'Grace',
    channel: 'counter',
    lines: [
      { product_name: 'Flat white', quantity: 2, unit_price: 3.2, tax: 1.07 },
      { product_name: 'Croissant', amount: 2.8, discount: 0.3, tax: 0.42 },
    ],
    tax_included: true,
    tip: 1.1,
    tenders: [
      { kind: 'card', amount: 6 },
      { kind: 'cash', amount: 4 },
    ],
    total: 10,
  },
  'sales.refund': { lines: [{ line_id: 2_097_152, quantity: 1 }], note: 'Cup was broken' },
  'sales.batch': {
    sales: [
      { external_id: 'till-1-000418', product_name: 'Tea', amount: 2.4, tender: 'cash' },
      {
        external_id: 'till-1-000419',
        tender: 'card',
        lines: [{ product_name: 'Flat white', quantity: 2, amount: 6.4 }],
      },
    ],
  },
  'sales.update': { staff: 'Grace', note: 'Paid with two cards' },
  'customers.create': { id: 'CUST002', name: 'Grace Hopper', phone: '+1 555 0100' },
  'customers.update': { email: 'grace@example.com' },
  'products.create': { name: 'Flat white', sku: 'FW-1', price: 3.2, category: 'Coffee' },
  'products.update': { price: 3.4 },
  'expenses.create': { description: 'Rent', amount: 900, category: 'Rent' },
  'expenses.update': { amount: 950 },
};
