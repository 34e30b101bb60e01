import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestCore, refusal, type TestCore, TODAY } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

describe('a sale in the simple form', () => {
  it('is a ticket with one line, a number of its own and a product made on the way', async () => {
    const sale = await shop.client.sales.create({
      product_name: '  Flat   white ',
      amount: 3.2,
      category: 'Coffee',
    });
    expect(sale).toMatchObject({
      product_name: 'Flat white',
      amount: 3.2,
      category: 'Coffee',
      date: TODAY,
      time_known: true,
      kind: 'sale',
      number: '1',
      gross: 3.2,
      total: 3.2,
      customer_id: null,
      tenders: [],
    });
    expect(sale.lines).toHaveLength(1);
    expect(shop.events().map((event) => event.type)).toEqual(['product.created', 'sale.created']);
    const [product] = (await shop.client.products.list({})).body;
    expect(product).toMatchObject({ name: 'Flat white', category: 'Coffee', sku: null });
  });

  it('finds the product again whatever its spelling', async () => {
    const first = await shop.client.sales.create({ product_name: 'Flat white', amount: 3.2 });
    const second = await shop.client.sales.create({ product_name: ' FLAT  WHITE', amount: 3.5 });
    expect(second.lines[0]?.product_id).toBe(first.lines[0]?.product_id);
    expect(second.product_name).toBe('Flat white');
  });

  it('keeps 19.99 as 1999, not as 1998', async () => {
    const sale = await shop.client.sales.create({ product_name: 'Mug', amount: 19.99 });
    expect(sale.amount).toBe(19.99);
    const row = shop.core.database.sqlite.prepare('SELECT net_minor FROM sale').get();
    expect(row).toEqual({ net_minor: 1999 });
  });

  it('counts for the business day of its date, or of now', async () => {
    await shop.client.settings.update({ time_zone: 'Europe/London', day_end_hour: 4 });
    const late = await shop.client.sales.create({
      product_name: 'Gin',
      amount: 9,
      date: '2026-05-03T02:59:00Z',
    });
    expect(late).toMatchObject({ date: '2026-05-02', time_known: true });
    const dated = await shop.client.sales.create({
      product_name: 'Gin',
      amount: 9,
      date: '2026-05-03',
    });
    expect(dated).toMatchObject({ date: '2026-05-03', time_known: false });
  });
});

describe('a ticket', () => {
  it('shares its discount over what was sold and adds up', async () => {
    const sale = await shop.client.sales.create({
      discount: 1,
      tip: 0.5,
      shipping: 2,
      tender: ' card ',
      staff: 'Mia',
      channel: 'shop',
      number: 'A-77',
      lines: [
        { product_name: 'Tea', amount: 3.33, quantity: 3, tax: 0.3 },
        { product_name: 'Cake', sku: 'K1', amount: 5, discount: 0.5 },
        { product_name: 'Mug', amount: -2, tax: -0.1 },
      ],
    });
    expect(sale).toMatchObject({
      product_name: 'Tea + 2 more',
      number: 'A-77',
      staff: 'Mia',
      gross: 8.33,
      discount: 1.5,
      returns: 2,
      amount: 4.83,
      tax: 0.2,
      total: 7.53,
      tenders: [{ kind: 'card', amount: 7.53 }],
    });
    expect(sale.lines.map((line) => line.net)).toEqual([2.9, 3.93, -2]);
    expect(sale.lines.map((line) => line.quantity)).toEqual([3, 1, -1]);
    expect(await shop.client.sales.get({ id: sale.id })).toEqual(sale);
  });

  it('fixes the cost when it is sold', async () => {
    const tea = await shop.client.products.create({ name: 'Tea', sku: 'T1', cost: 0.35 });
    const sale = await shop.client.sales.create({
      lines: [
        { sku: 'T1', amount: 9, quantity: 2.5 },
        { product_id: tea.id, amount: 3, cost: 1 },
        { product_name: 'Unknown cost', amount: 1 },
      ],
    });
    expect(sale.lines.map((line) => line.cost)).toEqual([0.88, 1, null]);
    await shop.client.products.update({ id: tea.id, cost: 5 });
    expect((await shop.client.sales.get({ id: sale.id })).lines[0]?.cost).toBe(0.88);
  });

  it('finds products by id, then SKU, then name', async () => {
    const withSku = await shop.client.products.create({ name: 'T-shirt', sku: 'TS-S' });
    const plain = await shop.client.products.create({ name: 'T-shirt' });
    const sale = await shop.client.sales.create({
      lines: [
        { product_name: 't-shirt', amount: 1 },
        { sku: 'TS-S', product_name: 'something else', amount: 1 },
        { product_id: withSku.id, sku: 'NEW', amount: 1 },
        { sku: 'TS-M', product_name: 'Hat', amount: 1 },
      ],
    });
    const ids = sale.lines.map((line) => line.product_id);
    expect(ids.slice(0, 3)).toEqual([plain.id, withSku.id, withSku.id]);
    expect(sale.lines[3]).toMatchObject({ product_name: 'Hat', sku: 'TS-M' });
  });

  it('gives a SKU met for the first time to the product of that name that has none', async () => {
    const hat = await shop.client.products.create({ name: 'Hat' });
    const send = (sku: string) =>
      shop.client.sales.create({ lines: [{ sku, product_name: 'Hat', amount: 1 }] });
    expect((await send('H-1')).lines[0]).toMatchObject({ product_id: hat.id, sku: 'H-1' });
    expect((await send('H-2')).lines[0]?.product_id).not.toBe(hat.id);
    expect((await send('H-1')).lines[0]?.product_id).toBe(hat.id);
  });

  it('brings a deleted product back when it is sold again', async () => {
    const hat = await shop.client.products.create({ name: 'Hat', sku: 'H-1' });
    await shop.client.products.remove({ id: hat.id });
    const sale = await shop.client.sales.create({ product_name: 'hat', amount: 5 });
    expect(sale.lines[0]?.product_id).toBe(hat.id);
    expect((await shop.client.products.list({})).body.map((row) => row.id)).toEqual([hat.id]);
    expect(shop.events().map((event) => event.type)).toContain('product.restored');
  });

  it('names the field of what does not fit', async () => {
    const before = shop.contents();
    const { sales } = shop.client;
    const ok = { product_name: 'Tea', amount: 1 };
    expect(
      await refusal(sales.create({ lines: [ok, { product_id: 99, amount: 1 }] })),
    ).toMatchObject({ status: 422, fields: ['lines.1.product_id'] });
    expect(await refusal(sales.create({ lines: [ok, { ...ok, amount: 1.234 }] }))).toMatchObject({
      fields: ['lines.1.amount'],
    });
    expect(await refusal(sales.create({ lines: [ok], discount: 1.01 }))).toMatchObject({
      fields: ['discount'],
    });
    expect(await refusal(sales.create({ ...ok, customer_id: 'NOBODY' }))).toMatchObject({
      status: 422,
      fields: ['customer_id'],
    });
    expect(await refusal(sales.create({ ...ok, refund_of: 1 }))).toMatchObject({
      fields: ['refund_of'],
    });
    expect(await refusal(sales.create({ lines: [ok], quantity: 2 }))).toMatchObject({
      fields: ['quantity'],
    });
    expect(shop.contents()).toEqual(before);
  });

  it('is answered again for the same external id, and stored once', async () => {
    const input = { product_name: 'Tea', amount: 2, external_id: 'till-1' };
    const first = await shop.client.sales.create(input);
    const events = shop.events().length;
    expect(await shop.client.sales.create(input)).toEqual(first);
    expect(shop.events()).toHaveLength(events);
    const till = shop.clientOf({ kind: 'token', name: 'Till' }, 'api');
    expect((await till.sales.create(input)).id).not.toBe(first.id);
    await shop.client.sales.remove({ id: first.id });
    expect(await refusal(shop.client.sales.create(input))).toMatchObject({
      status: 409,
      fields: ['external_id'],
    });
  });
});

describe('changing a sale', () => {
  it('keeps what is not given and says before and after in its event', async () => {
    await shop.client.customers.create({ id: 'C1', name: 'Ana' });
    const sale = await shop.client.sales.create({
      product_name: 'Tea',
      amount: 10,
      discount: 1,
      customer_id: 'C1',
      tender: 'cash',
      date: '2026-05-01T09:30:00Z',
      note: 'first',
    });
    const changed = await shop.client.sales.update({ id: sale.id, amount: 8, note: null });
    expect(changed).toMatchObject({
      amount: 8,
      discount: 1,
      gross: 9,
      note: null,
      customer_id: 'C1',
      sold_at: sale.sold_at,
      number: sale.number,
      tenders: [{ kind: 'cash', amount: 8 }],
      version: 2,
    });
    const event = shop.events().at(-1);
    expect(event?.type).toBe('sale.updated');
    expect(JSON.parse(event?.before ?? '')).toMatchObject({ net_minor: 900, note: 'first' });
    expect(JSON.parse(event?.after ?? '')).toMatchObject({ net_minor: 800, lines: [{}] });
  });

  it('takes back what it showed without a change', async () => {
    const sale = await shop.client.sales.create({
      lines: [
        { product_name: 'Tea', amount: 3 },
        { product_name: 'Cake', amount: 4, discount: 1 },
      ],
    });
    const { id, date, product_name, amount, category } = sale;
    const same = await shop.client.sales.update({ id, date, product_name, amount, category });
    expect(same).toEqual(sale);
  });

  it('changes product, quantity and category of a ticket of one line', async () => {
    await shop.client.products.create({ name: 'Tea', cost: 1 });
    await shop.client.products.create({ name: 'Cake', cost: 2 });
    const sale = await shop.client.sales.create({
      lines: [{ product_name: 'Tea', amount: 10, quantity: 2, tax: 2 }],
    });
    const more = await shop.client.sales.update({ id: sale.id, quantity: 3 });
    expect(more.lines[0]).toMatchObject({ quantity: 3, cost: 3, gross: 10, tax: 2 });
    const other = await shop.client.sales.update({
      id: sale.id,
      product_name: 'Cake',
      amount: 15,
      category: 'Sweet',
    });
    expect(other.lines[0]).toMatchObject({
      product_name: 'Cake',
      category: 'Sweet',
      quantity: 3,
      cost: 6,
      gross: 15,
      tax: 3,
    });
  });

  it('wants all lines of a ticket of several', async () => {
    const sale = await shop.client.sales.create({
      lines: [
        { product_name: 'Tea', amount: 3 },
        { product_name: 'Cake', amount: 4 },
      ],
    });
    expect(await refusal(shop.client.sales.update({ id: sale.id, amount: 5 }))).toMatchObject({
      status: 422,
      fields: ['amount'],
    });
    const changed = await shop.client.sales.update({
      id: sale.id,
      discount: 1,
      lines: [
        { product_name: 'Tea', amount: 3 },
        { product_name: 'Bun', amount: 1 },
      ],
    });
    expect(changed).toMatchObject({ amount: 3, discount: 1, product_name: 'Tea + 1 more' });
  });

  it('moves it to another customer or to none', async () => {
    await shop.client.customers.create({ id: 'C1', name: 'Ana' });
    const sale = await shop.client.sales.create({ product_name: 'Tea', amount: 3 });
    const known = await shop.client.sales.update({ id: sale.id, customer_id: 'C1' });
    expect(known).toMatchObject({ customer_id: 'C1', customer_name: 'Ana' });
    await shop.client.customers.remove({ id: 'C1' });
    expect(await shop.client.sales.update({ id: sale.id, amount: 4 })).toMatchObject({
      customer_name: 'Ana',
    });
    const none = await shop.client.sales.update({ id: sale.id, customer_id: null });
    expect(none.customer_id).toBeNull();
  });
});

describe('deleting a sale', () => {
  it('is soft and can be taken back', async () => {
    const sale = await shop.client.sales.create({ product_name: 'Tea', amount: 3 });
    await shop.client.sales.remove({ id: sale.id });
    expect(await refusal(shop.client.sales.get({ id: sale.id }))).toMatchObject({ status: 404 });
    expect((await shop.client.sales.list({})).body).toEqual([]);
    const back = await shop.client.sales.restore({ id: sale.id });
    expect(back).toMatchObject({ id: sale.id, amount: 3 });
    expect(shop.events().map((event) => event.type)).toEqual([
      'product.created',
      'sale.created',
      'sale.deleted',
      'sale.restored',
    ]);
  });
});
