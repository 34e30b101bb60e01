import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

describe('quick entry', () => {
  it('saves a sale, a customer and an expense and says so', async () => {
    const { entry } = shop.client;
    expect(await entry.quickCustomer({ id: 'C1', name: 'Ana' })).toEqual({
      success: true,
      customer_id: 'C1',
      message: 'Saved: Ana (C1).',
    });
    const sale = await entry.quickSale({
      product_name: 'Flat white',
      amount: 3.2,
      customer_id: 'C1',
      category: 'Coffee',
      date: '2026-05-01',
    });
    expect(sale).toEqual({
      success: true,
      sale_id: expect.any(Number),
      message: 'Saved: Flat white, €3.20.',
    });
    expect(await shop.client.sales.get({ id: sale.sale_id })).toMatchObject({
      date: '2026-05-01',
      product_name: 'Flat white',
      amount: 3.2,
      customer_id: 'C1',
      category: 'Coffee',
    });
    const expense = await entry.quickExpense({
      description: 'Milk',
      amount: 12,
      category: 'Goods',
    });
    expect(expense.message).toBe('Saved: Milk, €12.00.');
    expect(await shop.client.expenses.get({ id: expense.expense_id })).toMatchObject({
      amount: 12,
      category: 'Goods',
    });
  });

  it('takes names that look like SQL for ordinary names', async () => {
    const name = "'; DROP TABLE sale; -- SELECT";
    const { sale_id } = await shop.client.entry.quickSale({ product_name: name, amount: 1 });
    expect((await shop.client.sales.get({ id: sale_id })).product_name).toBe(name);
    expect(await shop.client.entry.suggestProducts({ query: name })).toEqual([name]);
  });

  it('refuses a customer nobody knows and stores nothing', async () => {
    const before = shop.contents();
    expect(
      await refusal(
        shop.client.entry.quickSale({ product_name: 'Tea', amount: 1, customer_id: 'X' }),
      ),
    ).toMatchObject({ status: 422, fields: ['customer_id'] });
    expect(shop.contents()).toEqual(before);
  });
});

describe('suggestions', () => {
  it('put names that start with the text first, the most sold first among them', async () => {
    const { sales, entry, products } = shop.client;
    await sales.create({ product_name: 'Green tea', amount: 900 });
    await sales.create({ product_name: 'Tea bag', amount: 5 });
    await sales.create({ product_name: 'Tea pot', amount: 50 });
    await products.create({ name: 'TEA' });
    await products.create({ name: 'Tea (old)' });
    const old = (await products.list({ q: 'old' })).body[0];
    await products.remove({ id: old?.id ?? 0 });
    expect(await entry.suggestProducts({ query: ' Tea' })).toEqual([
      'Tea pot',
      'Tea bag',
      'TEA',
      'Green tea',
    ]);
    expect(await entry.suggestProducts({ query: '' })).toEqual([
      'Green tea',
      'Tea pot',
      'Tea bag',
      'TEA',
    ]);
  });

  it('are at most ten, each name once, and know a whole SKU or barcode', async () => {
    const { products, entry } = shop.client;
    for (let index = 0; index < 12; index++)
      await products.create({ name: `Mug ${index}`, sku: `M-${index}` });
    await products.create({ name: 'mug 0', sku: 'other' });
    const found = await entry.suggestProducts({ query: 'mug' });
    expect(found).toHaveLength(10);
    expect(new Set(found.map((name) => name.toLowerCase())).size).toBe(10);
    await products.create({ name: 'Lamp', barcode: '4006381333931' });
    expect(await entry.suggestProducts({ query: '4006381333931' })).toEqual(['Lamp']);
    expect(await entry.suggestProducts({ query: 'M-11' })).toEqual(['Mug 11']);
  });

  it('find customers by name or id', async () => {
    const { customers, entry } = shop.client;
    await customers.create({ id: 'VIP-7', name: 'Bo' });
    await customers.create({ id: 'C-2', name: 'Viola' });
    expect(await entry.suggestCustomers({ query: 'vi' })).toEqual([
      { id: 'C-2', name: 'Viola' },
      { id: 'VIP-7', name: 'Bo' },
    ]);
    expect(await entry.suggestCustomers({ query: 'VIP' })).toEqual([{ id: 'VIP-7', name: 'Bo' }]);
    expect(await entry.suggestCustomers({ query: '' })).toHaveLength(2);
    await customers.remove({ id: 'C-2' });
    expect(await entry.suggestCustomers({ query: 'viola' })).toEqual([]);
  });

  it('know the categories of products and of expenses apart', async () => {
    const { entry } = shop.client;
    await entry.quickSale({ product_name: 'Tea', amount: 1, category: 'Drinks' });
    await entry.quickExpense({ description: 'Ink', amount: 1, category: 'Office drinks' });
    expect(await entry.suggestCategories({ kind: 'product', query: 'DRI' })).toEqual(['Drinks']);
    expect(await entry.suggestCategories({ kind: 'expense', query: 'dri' })).toEqual([
      'Office drinks',
    ]);
  });
});
