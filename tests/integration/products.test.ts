import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

describe('products', () => {
  it('are created, read, changed, deleted and restored, each with its event', async () => {
    const { products } = shop.client;
    const made = await products.create({
      name: ' Flat  white ',
      sku: 'FW',
      barcode: '4006381333931',
      category: 'Coffee',
      price: 3.2,
      cost: 0.4,
    });
    expect(made).toMatchObject({
      name: 'Flat white',
      sku: 'FW',
      price: 3.2,
      cost: 0.4,
      units_sold: 0,
      net_sales: 0,
    });
    expect(await products.get({ id: made.id })).toEqual(made);
    const changed = await products.update({ id: made.id, price: 3.5, barcode: '' });
    expect(changed).toMatchObject({ price: 3.5, barcode: null, sku: 'FW', cost: 0.4, version: 2 });
    await products.remove({ id: made.id });
    expect(await refusal(products.get({ id: made.id }))).toMatchObject({ status: 404 });
    expect((await products.list({})).body).toEqual([]);
    await products.restore({ id: made.id });
    expect((await products.list({})).body.map((row) => row.name)).toEqual(['Flat white']);
    expect(shop.events().map((event) => event.type)).toEqual([
      'product.created',
      'product.updated',
      'product.deleted',
      'product.restored',
    ]);
  });

  it('share no SKU, not even with a deleted one', async () => {
    const { products } = shop.client;
    const tea = await products.create({ name: 'Tea', sku: 'T1' });
    const mug = await products.create({ name: 'Mug' });
    const before = shop.contents();
    expect(await refusal(products.create({ name: 'Hat', sku: 'T1' }))).toMatchObject({
      status: 409,
      fields: ['sku'],
    });
    expect(await refusal(products.update({ id: mug.id, sku: 'T1' }))).toMatchObject({
      status: 409,
      fields: ['sku'],
    });
    expect(shop.contents()).toEqual(before);
    await products.update({ id: tea.id, sku: 'T1', name: 'Green tea' });
    await products.remove({ id: tea.id });
    const refused = await refusal(products.update({ id: mug.id, sku: 'T1' }));
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.message).toMatch(/deleted.*Restore/);
  });

  it('show what was sold of them, refunds taken off, also after they are deleted', async () => {
    const sale = await shop.client.sales.create({
      lines: [
        { product_name: 'Tea', amount: 8, quantity: 2.5 },
        { product_name: 'Mug', amount: 20 },
      ],
    });
    const id = sale.lines[0]?.product_id ?? 0;
    await shop.client.sales.create({
      kind: 'refund',
      refund_of: sale.id,
      product_name: 'Tea',
      amount: 3,
    });
    expect(await shop.client.products.get({ id })).toMatchObject({ units_sold: 1.5, net_sales: 5 });
    await shop.client.products.remove({ id });
    expect((await shop.client.sales.get({ id: sale.id })).product_name).toBe('Tea + 1 more');
  });

  it('are found by part of name, SKU or barcode, and sorted', async () => {
    const { products, sales } = shop.client;
    await products.create({ name: 'Tea 100% green', sku: 'GT_1' });
    await products.create({ name: 'Äpfel', barcode: '4006' });
    await products.create({ name: 'tea black' });
    await sales.create({ product_name: 'tea black', amount: 5, quantity: 1 });
    await sales.create({ product_name: 'Äpfel', amount: 3, quantity: 9 });
    const names = async (query: Parameters<typeof products.list>[0]) =>
      (await products.list(query)).body.map((row) => row.name);
    expect(await names({ q: 'TEA' })).toEqual(['Tea 100% green', 'tea black']);
    expect(await names({ sort: '-name' })).toEqual(['Äpfel', 'tea black', 'Tea 100% green']);
    expect(await names({ q: '0%' })).toEqual(['Tea 100% green']);
    expect(await names({ q: 't_1' })).toEqual(['Tea 100% green']);
    expect(await names({ q: 'ÄPF' })).toEqual(['Äpfel']);
    expect(await names({ q: '400' })).toEqual(['Äpfel']);
    expect(await names({ sort: '-net_sales' })).toEqual(['tea black', 'Äpfel', 'Tea 100% green']);
    expect(await names({ sort: '-units_sold' })).toEqual(['Äpfel', 'tea black', 'Tea 100% green']);
  });
});
