/** A body that works, for each call that takes one; the contract tests send each of them. */
export const OPERATION_EXAMPLES: Readonly<Record<string, unknown>> = {
  'entry.quickSale': { product_name: 'Flat white', amount: 3.2, category: 'Coffee' },
  'entry.quickCustomer': { id: 'CUST001', name: 'Ada Lovelace', email: 'ada@example.com' },
  'entry.quickExpense': { description: 'Milk', amount: 12.5, category: 'Supplies' },
  'sales.create': {
    external_id: 'till-1-000417',
    tender: 'card',
    lines: [
      { product_name: 'Flat white', quantity: 2, amount: 6.4 },
      { product_name: 'Croissant', amount: 2.8, discount: 0.3 },
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
