import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

describe('customers', () => {
  it('are created, read, changed, deleted and restored under their own id', async () => {
    const { customers } = shop.client;
    const made = await customers.create({
      id: 'CUST001',
      name: 'Ana  Lima',
      email: 'ana@example.com',
      birthday: '1990-02-28',
    });
    expect(made).toMatchObject({
      id: 'CUST001',
      name: 'Ana Lima',
      email: 'ana@example.com',
      phone: null,
      transactions: 0,
      net_sales: 0,
      first_sale: null,
      vip: false,
    });
    const changed = await customers.update({ id: 'CUST001', email: '', phone: '123' });
    expect(changed).toMatchObject({ name: 'Ana Lima', email: null, phone: '123', version: 2 });
    await customers.remove({ id: 'CUST001' });
    expect(await refusal(customers.get({ id: 'CUST001' }))).toMatchObject({ status: 404 });
    expect((await customers.list({})).body).toEqual([]);
    expect(await customers.restore({ id: 'CUST001' })).toMatchObject({ name: 'Ana Lima' });
    expect(shop.events().map((event) => [event.type, event.entity_id])).toEqual([
      ['customer.created', 'CUST001'],
      ['customer.updated', 'CUST001'],
      ['customer.deleted', 'CUST001'],
      ['customer.restored', 'CUST001'],
    ]);
  });

  it('keep their id for good', async () => {
    const { customers } = shop.client;
    await customers.create({ id: 'C1', name: 'Ana' });
    const before = shop.contents();
    const taken = await refusal(customers.create({ id: 'C1', name: 'Bo' }));
    expect(taken).toMatchObject({ status: 409, fields: ['id'] });
    expect(taken.message).toContain('Ana');
    expect(shop.contents()).toEqual(before);
    await customers.remove({ id: 'C1' });
    const deleted = await refusal(customers.create({ id: 'C1', name: 'Bo' }));
    expect(deleted.message).toMatch(/deleted.*Restore/);
  });

  it('show what they bought, and are a VIP above the threshold', async () => {
    const { customers, sales } = shop.client;
    await customers.create({ id: 'C1', name: 'Ana' });
    const sell = (amount: number, date: string) =>
      sales.create({ product_name: 'Lamp', amount, customer_id: 'C1', date });
    await sell(300, '2026-03-01');
    await sell(200, '2026-04-01');
    expect(await customers.get({ id: 'C1' })).toMatchObject({
      transactions: 2,
      net_sales: 500,
      first_sale: '2026-03-01',
      last_sale: '2026-04-01',
      vip: false,
    });
    const last = await sell(0.01, '2026-04-02');
    expect(await customers.get({ id: 'C1' })).toMatchObject({ net_sales: 500.01, vip: true });
    await sales.remove({ id: last.id });
    expect(await customers.get({ id: 'C1' })).toMatchObject({
      last_sale: '2026-04-01',
      vip: false,
    });
  });

  it('become a VIP when they are restored, where a sale grew meanwhile', async () => {
    const { customers, sales } = shop.client;
    await customers.create({ id: 'C1', name: 'Ana' });
    const sale = await sales.create({ product_name: 'Lamp', amount: 400, customer_id: 'C1' });
    await customers.remove({ id: 'C1' });
    await sales.update({ id: sale.id, amount: 600 });
    const vips = () =>
      shop.events().filter(({ type }) => type === 'customer.vip_threshold_reached');
    expect(vips()).toEqual([]);
    expect(await customers.restore({ id: 'C1' })).toMatchObject({ net_sales: 600, vip: true });
    expect(vips()).toMatchObject([{ entity: 'customer', entity_id: 'C1' }]);
    await sales.create({ product_name: 'Tea', amount: 1, customer_id: 'C1' });
    expect(vips()).toHaveLength(1);
    expect(shop.core.kpis.verify().differences).toEqual([]);
  });

  it('take no sale while they are deleted, and keep the ones they had', async () => {
    const { customers, sales } = shop.client;
    await customers.create({ id: 'C1', name: 'Ana' });
    const sale = await sales.create({ product_name: 'Tea', amount: 3, customer_id: 'C1' });
    await customers.remove({ id: 'C1' });
    expect(
      await refusal(sales.create({ product_name: 'Tea', amount: 3, customer_id: 'C1' })),
    ).toMatchObject({ status: 422, fields: ['customer_id'] });
    expect(await sales.get({ id: sale.id })).toMatchObject({ customer_name: 'Ana' });
  });

  it('are found by part of name, id, e-mail or phone, and sorted', async () => {
    const { customers, sales } = shop.client;
    await customers.create({ id: 'A-1', name: 'Zoë', email: 'zoe@shop.example' });
    await customers.create({ id: 'B-2', name: 'Ana', phone: '+44 20 7946' });
    await customers.create({ id: 'C-3', name: 'bo' });
    await sales.create({ product_name: 'Tea', amount: 9, customer_id: 'C-3', date: '2026-05-01' });
    await sales.create({ product_name: 'Tea', amount: 5, customer_id: 'A-1', date: '2026-05-02' });
    const ids = async (query: Parameters<typeof customers.list>[0]) =>
      (await customers.list(query)).body.map((row) => row.id);
    expect(await ids({})).toEqual(['B-2', 'C-3', 'A-1']);
    expect(await ids({ q: 'ZOË' })).toEqual(['A-1']);
    expect(await ids({ q: 'b-' })).toEqual(['B-2']);
    expect(await ids({ q: '7946' })).toEqual(['B-2']);
    expect(await ids({ q: 'shop.ex' })).toEqual(['A-1']);
    expect(await ids({ sort: '-net_sales' })).toEqual(['C-3', 'A-1', 'B-2']);
    expect(await ids({ sort: 'last_sale' })).toEqual(['B-2', 'C-3', 'A-1']);
    expect(await ids({ sort: '-transactions' })).toEqual(['C-3', 'A-1', 'B-2']);
  });
});
