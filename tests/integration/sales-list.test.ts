import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
type Query = Parameters<TestCore['client']['sales']['list']>[0];

beforeEach(async () => {
  shop = await openTestCore();
  const { customers, sales } = shop.client;
  await customers.create({ id: 'C1', name: 'Ana Lima' });
  await customers.create({ id: 'C2', name: 'Bo' });
  const tea = await sales.create({
    number: 'INV-7',
    date: '2026-04-01',
    customer_id: 'C1',
    lines: [
      { product_name: 'Green Tea', sku: 'GT', amount: 4 },
      { product_name: 'Mug', amount: 9 },
    ],
  });
  await sales.create({ number: '900', date: '2026-04-02', product_name: 'Mug', amount: 9 });
  await sales.create({
    number: '901',
    date: '2026-04-02',
    product_name: 'Lamp',
    amount: 50,
    customer_id: 'C2',
  });
  await sales.create({
    number: '902',
    kind: 'refund',
    refund_of: tea.id,
    date: '2026-04-03',
    product_name: 'Mug',
    amount: 9,
  });
  const deleted = await sales.create({ number: '903', product_name: 'Mug', amount: 1 });
  await sales.remove({ id: deleted.id });
});
afterEach(() => shop.close());

async function numbers(query: Query): Promise<string[]> {
  const page = await shop.client.sales.list(query);
  expect(page.headers['x-total-count']).toBe(String(page.body.length));
  return page.body.map((sale) => sale.number);
}

describe('the list of sales', () => {
  it('sorts by date or amount, both ways', async () => {
    expect(await numbers({})).toEqual(['902', '901', '900', 'INV-7']);
    expect(await numbers({ sort: 'date' })).toEqual(['INV-7', '900', '901', '902']);
    expect(await numbers({ sort: 'amount' })).toEqual(['902', '900', 'INV-7', '901']);
    expect(await numbers({ sort: '-amount' })).toEqual(['901', 'INV-7', '900', '902']);
    expect(await numbers({ sort: 'amount', q: 'mug' })).toEqual(['902', '900', 'INV-7']);
  });

  it('filters by period, customer, product and kind', async () => {
    expect(await numbers({ start_date: '2026-04-02', end_date: '2026-04-02' })).toEqual([
      '901',
      '900',
    ]);
    expect(await numbers({ customer_id: 'C1' })).toEqual(['902', 'INV-7']);
    expect(await numbers({ customer_id: 'C1', kind: 'refund' })).toEqual(['902']);
    expect(await numbers({ customer_id: 'C1', end_date: '2026-04-02' })).toEqual(['INV-7']);
    expect(await numbers({ customer_id: 'NOBODY' })).toEqual([]);
    expect(await numbers({ kind: 'sale' })).toEqual(['901', '900', 'INV-7']);
    expect(await numbers({ kind: 'refund' })).toEqual(['902']);
    const mug = (await shop.client.products.list({ q: 'mug' })).body[0];
    expect(await numbers({ product_id: mug?.id })).toEqual(['902', '900', 'INV-7']);
    expect(await numbers({ product_id: mug?.id, kind: 'sale', start_date: '2026-04-02' })).toEqual([
      '900',
    ]);
    expect(await numbers({ product_id: 999 })).toEqual([]);
  });

  it('counts the sales of a customer who was deleted, too', async () => {
    await shop.client.customers.remove({ id: 'C1' });
    expect(await numbers({ customer_id: 'C1' })).toEqual(['902', 'INV-7']);
    expect(await numbers({ customer_id: 'C1', kind: 'sale' })).toEqual(['INV-7']);
    expect(await numbers({ customer_id: 'C1', start_date: '2026-04-03' })).toEqual(['902']);
  });

  it('finds by product, SKU, ticket number and customer', async () => {
    expect(await numbers({ q: 'green' })).toEqual(['INV-7']);
    expect(await numbers({ q: 'gt' })).toEqual(['INV-7']);
    expect(await numbers({ q: 'mug' })).toEqual(['902', '900', 'INV-7']);
    expect(await numbers({ q: 'inv-' })).toEqual(['INV-7']);
    expect(await numbers({ q: '90' })).toEqual(['902', '901', '900']);
    expect(await numbers({ q: 'lima' })).toEqual(['902', 'INV-7']);
    expect(await numbers({ q: 'c2' })).toEqual(['901']);
    expect(await numbers({ q: 'mug', end_date: '2026-04-02', sort: 'amount' })).toEqual([
      '900',
      'INV-7',
    ]);
    expect(await numbers({ q: '%' })).toEqual([]);
    expect(await numbers({ q: 'nothing of the sort' })).toEqual([]);
    expect(await numbers({ q: 'tea AND (' })).toEqual([]);
  });

  it('finds the same when the text is so common that the list is walked instead', async () => {
    // Sums of a very busy shop; which way is taken depends on them alone.
    shop.core.database.sqlite.exec('UPDATE rollup_product SET lines = lines + 1000000');
    expect(await numbers({ q: 'mug' })).toEqual(['902', '900', 'INV-7']);
    expect(await numbers({ q: 'm', sort: 'amount' })).toEqual(['902', '900', 'INV-7', '901']);
    const mug = (await shop.client.products.list({ q: 'mug' })).body[0];
    expect(await numbers({ product_id: mug?.id })).toEqual(['902', '900', 'INV-7']);
  });

  it('goes on page by page, also while sales are written', async () => {
    for (let index = 0; index < 9; index++)
      await shop.client.sales.create({
        product_name: 'Tea',
        amount: 1 + (index % 3),
        date: `2026-04-0${1 + (index % 4)}`,
      });
    for (const sort of ['date', '-date', 'amount', '-amount'] as const) {
      const all = (await shop.client.sales.list({ sort })).body.map((sale) => sale.id);
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await shop.client.sales.list({ sort, limit: 3, cursor });
        seen.push(...page.body.map((sale) => sale.id));
        cursor = page.headers['x-next-cursor'];
        const extra = await shop.client.sales.create({ product_name: 'Late', amount: 2 });
        await shop.client.sales.remove({ id: extra.id });
      } while (cursor);
      expect(seen).toEqual(all);
    }
  });

  it('gives the next page as a link and refuses a cursor that is not ours', async () => {
    const page = await shop.client.sales.list({ limit: 2, q: 'mug' });
    expect(page.headers.link).toMatch(/^<\/api\/v1\/sales\?.*q=mug.*cursor=.*>; rel="next"$/);
    expect(page.headers['x-total-count']).toBe('3');
    const cursor = page.headers['x-next-cursor'];
    // In another order it would skip rows without a word.
    for (const query of [
      { cursor: 'abc' },
      { cursor, sort: 'amount' },
      { cursor, sort: 'date' },
    ] as const)
      expect(await refusal(shop.client.sales.list(query))).toMatchObject({
        status: 422,
        fields: ['cursor'],
      });
    expect((await shop.client.sales.list({ cursor, limit: 2, q: 'mug' })).body).toHaveLength(1);
  });

  it('reaches sales by index: no table of tickets or lines is read from end to end', async () => {
    const { sqlite } = shop.core.database;
    const plan = (sql: string) => {
      const values = (sql.match(/\?/g) ?? []).map(() => null);
      return JSON.stringify(sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values));
    };
    // The statements as they are prepared for each call.
    const seen: string[] = [];
    const prepare = sqlite.prepare.bind(sqlite);
    Object.defineProperty(sqlite, 'prepare', {
      configurable: true,
      value: (sql: string) => {
        seen.push(sql);
        return prepare(sql);
      },
    });
    await shop.client.sales.list({});
    await shop.client.sales.list({ sort: 'amount', start_date: '2026-01-01' });
    await shop.client.sales.list({ q: 'mug' });
    await shop.client.sales.list({ customer_id: 'C1' });
    Reflect.deleteProperty(sqlite, 'prepare');
    const lists = seen.filter((sql) => /FROM sale s/.test(sql));
    expect(lists.length).toBeGreaterThanOrEqual(5);
    for (const sql of lists) {
      expect(plan(sql), sql).not.toMatch(/SCAN (s|l|sale|sale_line)(?! USING (COVERING )?INDEX)/);
      expect(plan(sql), sql).not.toContain('SCAN l');
    }
  });
});
