import type { RouterBase } from '../../router-base.ts';
import type { CustomersService } from '../customers/index.ts';
import type { ExpensesService } from '../expenses/index.ts';
import type { NameLists } from '../names.ts';
import type { SalesService } from '../sales/index.ts';
import type { SettingsService } from '../settings/index.ts';
import type { Suggestions } from './suggestions.ts';

export interface EntryParts {
  sales: SalesService;
  customers: CustomersService;
  expenses: ExpensesService;
  settings: SettingsService;
  names: NameLists;
  suggestions: Suggestions;
}

/** Calls of entry.contract.ts: the short forms of sale, customer and expense. */
export function entryRouter(os: RouterBase, parts: EntryParts) {
  const { sales, customers, expenses, settings, names, suggestions } = parts;
  const format = (minor: number) => settings.money().format(minor);

  return {
    quickSale: os.entry.quickSale.handler(({ input, context }) =>
      context.once(() => {
        const { date, ...simple } = input;
        const sale = sales.enter(context.ctx, {
          ...simple,
          date: date ?? undefined,
          kind: 'sale',
          discount: 0,
          tax_included: false,
          tip: 0,
          shipping: 0,
        });
        return {
          success: true as const,
          sale_id: sale.id,
          message: `Saved: ${sale.lines[0]?.product_name}, ${format(sale.net_minor)}.`,
        };
      }),
    ),
    quickCustomer: os.entry.quickCustomer.handler(({ input, context }) =>
      context.once(() => {
        const customer = customers.enter(context.ctx, input);
        return {
          success: true as const,
          customer_id: customer.code,
          message: `Saved: ${customer.name} (${customer.code}).`,
        };
      }),
    ),
    quickExpense: os.entry.quickExpense.handler(({ input, context }) =>
      context.once(() => {
        const { date, ...rest } = input;
        const expense = expenses.enter(context.ctx, { ...rest, date: date ?? undefined });
        return {
          success: true as const,
          expense_id: expense.id,
          message: `Saved: ${expense.description}, ${format(expense.amount_minor)}.`,
        };
      }),
    ),
    suggestProducts: os.entry.suggestProducts.handler(({ input }) =>
      suggestions.products(input.query),
    ),
    suggestCustomers: os.entry.suggestCustomers.handler(({ input }) =>
      suggestions.customers(input.query),
    ),
    suggestCategories: os.entry.suggestCategories.handler(({ input }) =>
      names.suggestCategories(input.kind, input.query),
    ),
  };
}
