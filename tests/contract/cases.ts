/**
 * A day at the till, call by call: every call that REST has, with answers and refusals. Played over
 * each transport on a shop of its own, the answers must be the same.
 */
import { tmpdir } from 'node:os';
import { vi } from 'vitest';
import type { ShopClient } from './transports.ts';

export interface Case {
  /** As in the contract. */
  call: string;
  run(client: ShopClient): Promise<unknown>;
}

const step = (call: string, run: Case['run']): Case => ({ call, run });

const csv = (...lines: string[]) =>
  new File([`${lines.join('\n')}\n`], 'till.csv', { type: 'text/csv' });

/** A file comes in pieces, or as one over HTTP. */
async function wholeFile(file: AsyncIterable<string> | Blob): Promise<string> {
  if (file instanceof Blob) return file.text();
  let text = '';
  for await (const piece of file) text += piece;
  return text;
}

const MAPPING: Parameters<ShopClient['mappings']['create']>[0] = {
  name: 'Kiosk',
  kind: 'sales',
  headers: ['When', 'What', 'Paid'],
  mapping: {
    columns: { date: 'When', product_name: 'What', amount: 'Paid' },
    date_order: 'dmy',
    decimal: ',',
    refund_rule: 'none',
  },
};

export const CASES: readonly Case[] = [
  // Quick entry
  step('entry.quickCustomer', (shop) =>
    shop.entry.quickCustomer({ id: 'CUST001', name: 'Ada Lovelace', email: 'ada@example.com' }),
  ),
  step('entry.quickCustomer', (shop) => shop.entry.quickCustomer({ id: 'CUST001', name: 'Twice' })),
  step('entry.quickSale', (shop) =>
    shop.entry.quickSale({
      product_name: 'Flat white',
      amount: 19.99,
      customer_id: 'CUST001',
      category: 'Coffee',
    }),
  ),
  step('entry.quickSale', (shop) => shop.entry.quickSale({ product_name: 'Tea', amount: -1 })),
  step('entry.quickSale', (shop) => shop.entry.quickSale({ product_name: '', amount: 1.001 })),
  step('entry.quickSale', (shop) =>
    shop.entry.quickSale({
      product_name: "Robert'); DROP TABLE sale; --",
      amount: 2,
      date: '2026-05-04',
    }),
  ),
  step('entry.quickSale', (shop) =>
    shop.entry.quickSale({
      product_name: 'قهوة ☕ 咖啡',
      amount: 0.01,
      date: '2026-05-04T18:30:00Z',
    }),
  ),
  step('entry.quickSale', (shop) => shop.entry.quickSale({ product_name: 'A\0B', amount: 1 })),
  step('entry.quickSale', (shop) =>
    shop.entry.quickSale({ product_name: 'Tea', amount: 1, date: '2026-05-06' }),
  ),
  step('entry.quickExpense', (shop) =>
    shop.entry.quickExpense({ description: 'Milk', amount: 12.5, category: 'Supplies' }),
  ),
  step('entry.suggestProducts', (shop) => shop.entry.suggestProducts({ query: 'flat' })),
  step('entry.suggestCustomers', (shop) => shop.entry.suggestCustomers({ query: 'ada' })),
  step('entry.suggestCategories', (shop) =>
    shop.entry.suggestCategories({ query: '', kind: 'expense' }),
  ),

  // Sales
  step('sales.create', (shop) =>
    shop.sales.create({
      external_id: 'till-1-000417',
      tender: 'card',
      staff: 'Grace',
      discount: 1,
      tip: 0.5,
      lines: [
        { product_name: 'Flat white', quantity: 2, amount: 6.4 },
        { product_name: 'Cheese', quantity: 0.255, amount: 5.1, discount: 0.1, tax: 0.4 },
      ],
    }),
  ),
  step('sales.create', (shop) => shop.sales.create({ lines: [{ amount: 1 }] })),
  step('sales.create', (shop) => shop.sales.create({})),
  step('sales.list', (shop) => shop.sales.list({})),
  step('sales.list', (shop) => shop.sales.list({ limit: 2, sort: 'amount' })),
  step('sales.list', (shop) =>
    shop.sales.list({ q: 'flat', start_date: '2026-05-01', kind: 'sale' }),
  ),
  step('sales.list', (shop) => shop.sales.list({ cursor: 'nonsense' })),
  step('sales.list', (shop) =>
    shop.sales.list({ start_date: '2026-05-02', end_date: '2026-05-01' }),
  ),
  step('sales.get', (shop) => shop.sales.get({ id: 1 })),
  step('sales.get', (shop) => shop.sales.get({ id: 999 })),
  step('sales.update', (shop) => shop.sales.update({ id: 1, amount: 21, note: 'corrected' })),
  step('sales.update', (shop) => shop.sales.update({ id: 1, date: '2023-02-29' })),
  step('sales.remove', (shop) => shop.sales.remove({ id: 2 })),
  step('sales.get', (shop) => shop.sales.get({ id: 2 })),
  step('sales.remove', (shop) => shop.sales.remove({ id: 2 })),
  step('sales.restore', (shop) => shop.sales.restore({ id: 2 })),
  step('sales.create', (shop) =>
    shop.sales.create({
      ticket: 'T-9',
      tax_included: true,
      tax: 1.6,
      total: 10.6,
      tip: 1,
      tenders: [
        { kind: 'card', amount: 6 },
        { kind: 'cash', amount: 4.6 },
      ],
      lines: [{ product_name: 'Tea', unit_price: 3.2, quantity: 3 }],
    }),
  ),
  step('sales.create', (shop) => shop.sales.create({ product_name: 'Tea', amount: 1, total: 2 })),
  step('sales.refundable', (shop) => shop.sales.refundable({ id: 4 })),
  step('sales.refund', (shop) => shop.sales.refund({ id: 4, lines: [{ line_id: 99 }] })),
  step('sales.refund', (shop) => shop.sales.refund({ id: 4 })),
  step('sales.refund', (shop) => shop.sales.refund({ id: 4 })),
  step('sales.batch', (shop) =>
    shop.sales.batch({
      sales: [
        { external_id: 'b-1', product_name: 'Tea', amount: 2 },
        { product_name: 'Tea' },
        { external_id: 'b-1', product_name: 'Tea', amount: 2 },
      ],
    }),
  ),

  // Customers
  step('customers.create', (shop) =>
    shop.customers.create({ id: 'A/B 1%', name: 'Grace Hopper', birthday: '1906-12-09' }),
  ),
  step('customers.get', (shop) => shop.customers.get({ id: 'A/B 1%' })),
  step('customers.get', (shop) => shop.customers.get({ id: 'NOBODY' })),
  step('customers.update', (shop) => shop.customers.update({ id: 'A/B 1%', phone: '+1 555 0100' })),
  step('customers.list', (shop) => shop.customers.list({ sort: '-net_sales' })),
  step('customers.remove', (shop) => shop.customers.remove({ id: 'A/B 1%' })),
  step('customers.restore', (shop) => shop.customers.restore({ id: 'A/B 1%' })),

  // Products
  step('products.create', (shop) =>
    shop.products.create({ name: 'Mug', sku: 'M-1', price: 12, cost: 4.25 }),
  ),
  step('products.create', (shop) => shop.products.create({ name: 'Other', sku: 'M-1' })),
  step('products.get', (shop) => shop.products.get({ id: 1 })),
  step('products.update', (shop) => shop.products.update({ id: 1, price: 3.4 })),
  step('products.list', (shop) => shop.products.list({ limit: 1 })),
  step('products.remove', (shop) => shop.products.remove({ id: 1 })),
  step('products.restore', (shop) => shop.products.restore({ id: 1 })),

  // Expenses
  step('expenses.create', (shop) =>
    shop.expenses.create({
      description: 'Rent',
      amount: 900,
      date: '2026-05-01',
      supplier: 'Landlord',
    }),
  ),
  step('expenses.create', (shop) =>
    shop.expenses.create({ description: 'x'.repeat(501), amount: 0 }),
  ),
  step('expenses.get', (shop) => shop.expenses.get({ id: 1 })),
  step('expenses.update', (shop) => shop.expenses.update({ id: 1, amount: 13, category: null })),
  step('expenses.list', (shop) => shop.expenses.list({ limit: 1, sort: '-amount' })),
  step('expenses.byCategory', (shop) => shop.expenses.byCategory({ days: 30 })),
  step('expenses.remove', (shop) => shop.expenses.remove({ id: 1 })),
  step('expenses.restore', (shop) => shop.expenses.restore({ id: 1 })),

  // Dashboard
  step('dashboard.kpis', (shop) => shop.dashboard.kpis({})),
  step('dashboard.kpis', (shop) =>
    shop.dashboard.kpis({ start_date: '2026-05-04', end_date: '2026-05-05' }),
  ),
  step('dashboard.kpis', (shop) => shop.dashboard.kpis({ days: 366 })),
  step('dashboard.revenueTrend', (shop) => shop.dashboard.revenueTrend({ days: 7 })),
  step('dashboard.customerAnalytics', (shop) => shop.dashboard.customerAnalytics({})),
  step('dashboard.productPerformance', (shop) => shop.dashboard.productPerformance({ limit: 2 })),
  step('dashboard.expenseBreakdown', (shop) => shop.dashboard.expenseBreakdown({})),
  step('dashboard.report', (shop) =>
    shop.dashboard.report({ start_date: '2026-05-01', end_date: '2026-05-05', top: 3 }),
  ),
  step('dashboard.definitions', (shop) => shop.dashboard.definitions()),
  step('dashboard.span', (shop) => shop.dashboard.span()),

  // Files
  step('data.uploadSalesCsv', (shop) =>
    shop.data.uploadSalesCsv({
      file: csv(
        'date,product_name,amount,customer_id,category',
        '2026-05-02,Scone,3.50,CUST001,Cakes',
        '2026-05-02,Scone,3.50,CUST001,Cakes',
        '2026-05-02,"Jam; SELECT -- 1",oops,,',
      ),
    }),
  ),
  step('data.uploadSalesCsv', (shop) =>
    shop.data.uploadSalesCsv({
      file: csv('date,product_name,amount', '2026-05-02,Bun,1', 'never,Bun,1'),
      mode: 'strict',
    }),
  ),
  step('data.uploadSalesCsv', (shop) => shop.data.uploadSalesCsv({ file: csv('') })),
  step('data.uploadSalesCsv', (shop) =>
    shop.data.uploadSalesCsv({
      file: csv('date,product_name,amount', '2026-05-02,Scone,3.50', '2026-05-03,Roll,1'),
      dry_run: true,
    }),
  ),
  step('data.uploadProductsCsv', (shop) =>
    shop.data.uploadProductsCsv({ file: csv('sku,name,price', 'TEA-9,Green tea,2.50') }),
  ),
  step('data.uploadCustomersCsv', (shop) =>
    shop.data.uploadCustomersCsv({ file: csv('id,name,email', 'C7,Mary,mary@example.com') }),
  ),
  step('data.uploadExpensesCsv', (shop) =>
    shop.data.uploadExpensesCsv({
      file: csv('date,description,amount,category', '2026-05-03,Power,80.15,Energy'),
    }),
  ),
  step('data.uploadTemplate', (shop) => shop.data.uploadTemplate({ kind: 'sales' })),
  step('data.uploadTemplate', (shop) => shop.data.uploadTemplate({ kind: 'payroll' })),
  step('imports.list', (shop) => shop.imports.list()),
  step('imports.get', (shop) => shop.imports.get({ id: 1 })),
  step('imports.get', (shop) => shop.imports.get({ id: 99 })),
  step('imports.errors', (shop) => shop.imports.errors({ id: 1 })),
  step('imports.undoPreview', (shop) => shop.imports.undoPreview({ id: 1 })),
  step('imports.cancel', (shop) => shop.imports.cancel({ id: 1 })),
  step('imports.undo', async (shop) => {
    await shop.imports.undo({ id: 1 });
    const undone = async () => {
      const batch = await shop.imports.get({ id: 1 });
      return batch.status === 'undone' && batch;
    };
    return vi.waitUntil(undone, { timeout: 20_000 });
  }),
  step('dashboard.kpis', (shop) => shop.dashboard.kpis({})),

  // Webhooks: paused, so that nothing is sent while this is played
  step('webhooks.create', (shop) =>
    shop.webhooks.create({
      name: 'Books',
      url: 'https://books.example/hook',
      event_types: ['sale.created'],
      active: false,
    }),
  ),
  step('webhooks.create', (shop) =>
    shop.webhooks.create({ name: 'Inside', url: 'https://192.168.1.1/' }),
  ),
  step('webhooks.create', (shop) =>
    shop.webhooks.create({ name: 'Inside', url: 'http://127.0.0.1/', allow_private: true }),
  ),
  step('webhooks.list', (shop) => shop.webhooks.list()),
  step('webhooks.get', (shop) => shop.webhooks.get({ id: 1 })),
  step('webhooks.update', (shop) => shop.webhooks.update({ id: 1, name: 'Books 2026' })),
  step('webhooks.rotate', (shop) => shop.webhooks.rotate({ id: 1 })),
  step('webhooks.replay', (shop) => shop.webhooks.replay({ id: 1, after: 3 })),
  step('webhooks.replay', (shop) => shop.webhooks.replay({ id: 1, after: 1_000_000 })),
  step('webhooks.replayDelivery', (shop) =>
    shop.webhooks.replayDelivery({ id: 1, delivery_id: 99 }),
  ),
  step('webhooks.test', (shop) => shop.webhooks.test({ id: 99 })),
  step('webhooks.deliveries', (shop) => shop.webhooks.deliveries({ id: 1 })),
  step('webhooks.deliveries', (shop) => shop.webhooks.deliveries({ id: 99, state: 'failed' })),
  step('webhooks.remove', (shop) => shop.webhooks.remove({ id: 1 })),
  step('webhooks.get', (shop) => shop.webhooks.get({ id: 1 })),

  // Export
  step('export.sales', async (shop) => wholeFile(await shop.export.sales({}))),
  step('export.sales', async (shop) =>
    wholeFile(await shop.export.sales({ start_date: '2026-05-05', end_date: '2026-05-01' })),
  ),
  step('export.products', async (shop) => wholeFile(await shop.export.products())),
  step('export.customers', async (shop) => wholeFile(await shop.export.customers())),
  step('export.expenses', async (shop) =>
    wholeFile(await shop.export.expenses({ start_date: '2026-05-04' })),
  ),

  // Expense rules
  step('expenseRules.create', (shop) =>
    shop.expenseRules.create({ text: 'Milk', category: 'Dairy' }),
  ),
  step('expenseRules.create', (shop) =>
    shop.expenseRules.create({ text: 'MILK', category: 'Drinks' }),
  ),
  step('expenseRules.create', (shop) =>
    shop.expenseRules.create({ text: 'Rent', category: 'Rent' }),
  ),
  step('expenseRules.update', (shop) => shop.expenseRules.update({ id: 2, text: 'Shop rent' })),
  step('expenseRules.reorder', (shop) => shop.expenseRules.reorder({ ids: [2, 1] })),
  step('expenseRules.reorder', (shop) => shop.expenseRules.reorder({ ids: [2] })),
  step('expenseRules.list', (shop) => shop.expenseRules.list()),
  step('expenses.create', (shop) =>
    shop.expenses.create({ description: 'Milk and cream', amount: 3 }),
  ),
  step('expenseRules.matches', (shop) => shop.expenseRules.matches({ reach: 'vague' })),
  step('expenseRules.apply', (shop) => shop.expenseRules.apply({})),
  step('expenseRules.apply', (shop) => shop.expenseRules.apply({})),
  step('expenseRules.undo', (shop) => shop.expenseRules.undo({ id: 1 })),
  step('expenseRules.undo', (shop) => shop.expenseRules.undo({ id: 1 })),
  step('expenseRules.remove', (shop) => shop.expenseRules.remove({ id: 2 })),
  step('expenseRules.restore', (shop) => shop.expenseRules.restore({ id: 2 })),

  // Mappings
  step('mappings.create', (shop) => shop.mappings.create(MAPPING)),
  step('mappings.create', (shop) => shop.mappings.create({ ...MAPPING, name: 'KIOSK' })),
  step('mappings.create', (shop) => shop.mappings.create({ ...MAPPING, headers: ['When'] })),
  step('mappings.update', (shop) => shop.mappings.update({ id: 1, name: 'Kiosk till' })),
  step('mappings.get', (shop) => shop.mappings.get({ id: 1 })),
  step('mappings.exportFile', (shop) => shop.mappings.exportFile({ id: 1 })),
  step('mappings.importFile', async (shop) =>
    shop.mappings.importFile(await shop.mappings.exportFile({ id: 1 })),
  ),
  step('mappings.list', (shop) => shop.mappings.list()),
  step('data.uploadSalesCsv', (shop) =>
    shop.data.uploadSalesCsv({
      file: csv('When,What,Paid', '04/05/2026,Tea,"1,50"'),
      mapping: 'kiosk till',
    }),
  ),
  step('data.uploadSalesCsv', (shop) =>
    shop.data.uploadSalesCsv({ file: csv('date,amount', '2026-05-04,1'), mapping: 'Nowhere' }),
  ),
  step('mappings.remove', (shop) => shop.mappings.remove({ id: 2 })),
  step('mappings.restore', (shop) => shop.mappings.restore({ id: 2 })),

  // Watched folders
  step('watchFolders.create', (shop) =>
    shop.watchFolders.create({ folder: tmpdir(), mapping_id: 1, active: false }),
  ),
  step('watchFolders.create', (shop) =>
    shop.watchFolders.create({ folder: 'till', mapping_id: 1 }),
  ),
  step('watchFolders.update', (shop) => shop.watchFolders.update({ id: 1, mapping_id: 99 })),
  step('watchFolders.update', (shop) => shop.watchFolders.update({ id: 1, mapping_id: 2 })),
  step('watchFolders.get', (shop) => shop.watchFolders.get({ id: 1 })),
  step('watchFolders.list', (shop) => shop.watchFolders.list()),
  step('watchFolders.files', (shop) => shop.watchFolders.files({ id: 1 })),
  step('watchFolders.remove', (shop) => shop.watchFolders.remove({ id: 1 })),
  step('watchFolders.restore', (shop) => shop.watchFolders.restore({ id: 1 })),

  // Pairing: nobody looks at a window here
  step('pairing.request', (shop) =>
    shop.pairing.request({ name: 'Till at the door', scopes: ['read'] }),
  ),
  step('pairing.request', (shop) => shop.pairing.request({ name: '...', scopes: ['read'] })),
  step('pairing.poll', (shop) => shop.pairing.poll({ id: 'unknown' })),

  // What else there is to read
  step('settings.get', (shop) => shop.settings.get()),
  step('events.list', (shop) => shop.events.list({ limit: 1000 })),
  step('events.list', (shop) => shop.events.list({ after: 3, limit: 2 })),
  step('events.list', (shop) => shop.events.list({ types: 'sale.created,sale.updated' })),
  step('events.list', (shop) => shop.events.list({ types: 'sale.sold' })),
  step('events.stream', async (shop) => {
    const heard: unknown[] = [];
    for await (const event of await shop.events.stream({ after: 1, types: 'sale.created' })) {
      heard.push(event);
      if (heard.length === 3) break;
    }
    return heard;
  }),
  step('events.stream', (shop) => shop.events.stream({ types: 'sale.sold' })),
];
