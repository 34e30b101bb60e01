/** A client reads a sale, changes one field, and sends all of it back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

const tea = { product_name: 'Tea', amount: 3 };

describe('a sale that is sent back whole', () => {
  it('is not changed by what it shows, and takes the one field that is new', async () => {
    const sale = await shop.client.sales.create({
      lines: [
        { product_name: 'Tea', amount: 8, discount: 2, tax: 0.4, quantity: 2 },
        { product_name: 'Cake', amount: 5, cost: 2 },
      ],
      discount: 1,
      tip: 1,
      tenders: [
        { kind: 'card', amount: 6.4 },
        { kind: 'cash', amount: 5 },
      ],
    });
    const changed = await shop.client.sales.update({ ...sale, note: 'by the window' });
    expect(changed).toEqual({ ...sale, note: 'by the window', version: 2 });
    const refund = await shop.client.sales.refund({ id: sale.id });
    const noted = await shop.client.sales.update({ ...refund, note: 'cold' });
    expect(noted).toEqual({ ...refund, note: 'cold', version: 2 });
    const simple = await shop.client.sales.create({ ...tea, amount: 10, discount: 1 });
    expect(await shop.client.sales.update({ ...simple, staff: 'Mia' })).toMatchObject({
      amount: 9,
      discount: 1,
      staff: 'Mia',
    });
  });

  it('takes the one field of a line that is new', async () => {
    await shop.client.products.create({ name: 'Known', sku: 'K-1' });
    const sendBack = async (change: object) => {
      const sale = await shop.client.sales.create({
        lines: [{ product_name: 'Tea', sku: 'T-1', amount: 8, quantity: 2 }, tea],
      });
      const lines = sale.lines.map((line, index) => (index === 0 ? { ...line, ...change } : line));
      return shop.client.sales.update({ ...sale, lines });
    };
    for (const [change, line] of [
      [{ product_name: 'known' }, { product_name: 'Known', sku: 'K-1' }],
      [{ sku: 'K-1' }, { product_name: 'Known', sku: 'K-1' }],
      // Only without the product_id that counts first, a line is of a product nobody knew.
      [{ product_name: 'Iced tea' }, { product_name: 'Tea', sku: 'T-1' }],
      [
        { product_name: 'Iced tea', sku: null, product_id: undefined },
        { product_name: 'Iced tea', sku: null },
      ],
      [{ quantity: 3 }, { product_name: 'Tea', sku: 'T-1', quantity: 3 }],
      [{ gross: 9 }, { gross: 9, net: 9 }],
      [{ category: 'Drinks' }, { category: 'Drinks', gross: 8 }],
    ] as const)
      expect((await sendBack(change)).lines[0], JSON.stringify(change)).toMatchObject(line);
    // Two sums for one line: neither is dropped in silence.
    for (const change of [{ amount: 9 }, { unit_price: 4.5 }])
      expect(await refusal(sendBack(change)), JSON.stringify(change)).toMatchObject({
        status: 422,
        fields: ['lines.0.amount'],
      });
    expect((await sendBack({ amount: 8, unit_price: 4 })).lines[0]).toMatchObject({ gross: 8 });
  });

  it('stays with its products where one was renamed, or is spelled otherwise', async () => {
    const { sales, products } = shop.client;
    const { id } = await products.create({ name: 'Flat white', sku: 'FW-1' });
    const line = { product_id: id, amount: 3.2 };
    const read = [
      await sales.create({ lines: [line] }),
      await sales.create({ lines: [line, tea] }),
      await sales.create({ lines: [tea, line] }),
    ];
    await products.update({ id, name: 'Flat white, large', sku: 'FW-L' });
    const stored = (await products.list({})).body.length;
    for (const sale of read) {
      const noted = await sales.update({ ...sale, note: 'by the window' });
      expect(noted).toMatchObject({ note: 'by the window', version: 2 });
      expect(noted.lines.map(({ product_id }) => product_id)).toEqual(
        sale.lines.map(({ product_id }) => product_id),
      );
      const lines = sale.lines.map((shown) => ({
        ...shown,
        product_name: shown.product_name.toUpperCase(),
      }));
      expect(await sales.update({ ...sale, lines, note: 'by the window' })).toEqual(noted);
    }
    expect((await products.list({})).body).toHaveLength(stored);
  });

  it('takes cost and category of the product that a line becomes one of', async () => {
    const { sales, products } = shop.client;
    await products.create({ name: 'Tea', cost: 1, category: 'Drinks' });
    const cake = await products.create({ name: 'Cake', cost: 2.5, category: 'Food' });
    const sendBack = async (change: object) => {
      const sale = await sales.create({ lines: [{ product_name: 'Tea', amount: 8, quantity: 2 }] });
      expect(sale.lines[0]).toMatchObject({ cost: 2, category: 'Drinks' });
      const lines = sale.lines.map((line) => ({ ...line, ...change }));
      return (await sales.update({ ...sale, lines })).lines[0];
    };
    for (const change of [
      { product_name: 'Cake' },
      { product_id: cake.id },
      { product_name: 'Cake', product_id: undefined },
    ])
      expect(await sendBack(change), JSON.stringify(change)).toMatchObject({
        product_name: 'Cake',
        cost: 5,
        category: 'Food',
      });
    expect(await sendBack({ product_name: 'Cake', cost: 3, category: 'Gifts' })).toMatchObject({
      product_name: 'Cake',
      cost: 3,
      category: 'Gifts',
    });
    // What a unit cost then counts, not what it costs now.
    const sale = await sales.create({ lines: [{ product_name: 'Tea', amount: 8, quantity: 2 }] });
    await products.update({ id: sale.lines[0]?.product_id ?? 0, cost: 1.5 });
    const lines = sale.lines.map((line) => ({ ...line, quantity: 3 }));
    expect((await sales.update({ ...sale, lines })).lines[0]).toMatchObject({ cost: 3 });
  });

  it('is told what of it stays for good', async () => {
    const sale = await shop.client.sales.create({ ...tea, external_id: 'x-1' });
    const refund = await shop.client.sales.refund({ id: sale.id });
    const before = shop.contents();
    for (const [field, change] of [
      ['kind', { ...sale, kind: 'refund' as const }],
      ['external_id', { ...sale, external_id: 'x-2' }],
      ['external_id', { ...sale, external_id: null }],
      ['refund_of', { ...refund, refund_of: 4711 }],
    ] as const)
      expect(await refusal(shop.client.sales.update(change))).toMatchObject({
        status: 422,
        fields: [field],
      });
    expect(shop.contents()).toEqual(before);
  });

  it('changes split tenders with its total', async () => {
    const sale = await shop.client.sales.create({ ...tea, tender: 'cash' });
    const tenders = [
      { kind: 'cash', amount: 1 },
      { kind: 'card', amount: 3 },
    ];
    expect(
      await refusal(shop.client.sales.update({ id: sale.id, amount: 5, tenders })),
    ).toMatchObject({ fields: ['tenders'] });
    const changed = await shop.client.sales.update({ id: sale.id, amount: 4, tenders });
    expect(changed).toMatchObject({ total: 4, tenders });
    expect(await refusal(shop.client.sales.update({ id: sale.id, amount: 5 }))).toMatchObject({
      fields: ['tender'],
    });
  });
});

describe('a record that is sent back as it is', () => {
  it('is not changed: the same version and time, and no event', async () => {
    const { customers, products, expenses, sales } = shop.client;
    await customers.create({ id: 'C1', name: 'Ana', email: 'ana@example.com' });
    const { id: productId } = await products.create({
      name: 'Mug',
      sku: 'M-1',
      category: 'Ware',
      price: 9,
    });
    const expense = await expenses.create({ description: 'Rent', amount: 900, category: 'Rent' });
    const sale = await sales.create({
      lines: [{ ...tea, category: 'Drinks', tax: 0.3 }, tea],
      customer_id: 'C1',
      staff: 'Mia',
      tenders: [
        { kind: 'card', amount: 4 },
        { kind: 'cash', amount: 2.3 },
      ],
    });
    const refund = await sales.refund({ id: sale.id });
    const customer = await customers.get({ id: 'C1' });
    const product = await products.get({ id: productId });
    const before = shop.contents();
    shop.time.now += 60_000;
    expect(await customers.update(customer)).toEqual(customer);
    expect(await customers.update({ id: 'C1', name: 'Ana' })).toEqual(customer);
    expect(await products.update(product)).toEqual(product);
    expect(await expenses.update(expense)).toEqual(expense);
    expect(await sales.update(sale)).toEqual(sale);
    expect(await sales.update({ id: sale.id, staff: 'Mia', note: '' })).toEqual(sale);
    expect(await sales.update(refund)).toEqual(refund);
    expect(shop.contents()).toEqual(before);
  });

  it('is not changed by saying the same in other words', async () => {
    const { expenses, mappings, products, sales } = shop.client;
    const sale = await sales.create({
      lines: [{ ...tea, category: 'Drinks' }],
      staff: 'Ana',
      tender: 'card',
    });
    const { id } = sale;
    const product = await products.create({ name: 'Mug', category: 'Ware' });
    const expense = await expenses.create({ description: 'Rent', amount: 900, category: 'Rent' });
    const mapping = await mappings.create({
      name: 'Corner till',
      kind: 'sales',
      headers: ['When', 'Paid'],
      mapping: {
        columns: { date: 'When', amount: 'Paid' },
        date_order: 'dmy',
        decimal: '.',
        refund_rule: 'negative_amount',
      },
    });
    const before = shop.contents();
    shop.time.now += 60_000;
    for (const change of [
      { tender: 'card' },
      { tenders: [{ kind: 'card', amount: 3 }] },
      { quantity: 1 },
      { amount: 3 },
      { lines: [tea] },
      { lines: [{ product_name: 'TEA', amount: 3, category: 'drinks' }] },
      { staff: ' ana' },
      { category: 'drinks' },
      { product_name: 'tea' },
    ])
      expect(await sales.update({ id, ...change }), JSON.stringify(change)).toEqual(sale);
    expect(await products.update({ id: product.id, category: 'ware' })).toEqual(product);
    expect(await expenses.update({ id: expense.id, category: 'rent' })).toEqual(expense);
    expect(await mappings.update(mapping)).toEqual(mapping);
    expect(shop.contents()).toEqual(before);
  });
});
