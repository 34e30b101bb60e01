import type { Exports } from '../../export/index.ts';
import type { RouterBase } from '../../router-base.ts';

/** Calls of export.contract.ts. */
export function exportRouter(os: RouterBase, exports: Exports) {
  return {
    sales: os.export.sales.handler(({ input }) => exports.open('sales', input)),
    products: os.export.products.handler(() => exports.open('products', {})),
    customers: os.export.customers.handler(() => exports.open('customers', {})),
    expenses: os.export.expenses.handler(({ input }) => exports.open('expenses', input)),
  };
}
