import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { NOW, openTestCore, refusal, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

const MINUTE_MS = 60_000;
const sell = (number: string, more = {}) =>
  shop.client.sales.create({ product_name: 'Tea', amount: 3, number, ...more });

describe('a tool that keeps a copy', () => {
  it('gets what was created or changed since, of every list', async () => {
    await sell('0');
    const first = await sell('1');
    const { products, customers, expenses } = shop.client;
    await customers.create({ id: 'C1', name: 'Ana' });
    await customers.create({ id: 'C2', name: 'Bo' });
    const milk = await expenses.create({ description: 'Milk', amount: 2 });
    await expenses.create({ description: 'Rent', amount: 900 });
    await products.create({ name: 'Mug' });
    shop.time.now += MINUTE_MS;
    await sell('2');
    await shop.client.sales.update({ id: first.id, note: 'late' });
    await customers.update({ id: 'C1', phone: '1' });
    await expenses.update({ id: milk.id, amount: 3 });
    await products.create({ name: 'Cup' });
    const updated_since = new Date(NOW + 1).toISOString();
    const since = { updated_since, sort: '-updated_at' } as const;
    const sales = await shop.client.sales.list(since);
    expect(sales.body.map((sale) => sale.number)).toEqual(['2', '1']);
    expect(sales.headers['x-total-count']).toBe('2');
    const byDate = await shop.client.sales.list({ updated_since, sort: 'amount' });
    expect(byDate.body.map((sale) => sale.number)).toEqual(['1', '2']);
    expect((await customers.list(since)).body.map((row) => row.id)).toEqual(['C1']);
    expect((await expenses.list(since)).body.map((row) => row.description)).toEqual(['Milk']);
    expect((await products.list(since)).body.map((row) => row.name)).toEqual(['Cup']);
    const inBerlin = '2026-05-05T12:00:00.001+02:00';
    expect((await shop.client.sales.list({ updated_since: inBerlin })).body).toHaveLength(2);
    const noZone = shop.client.sales.list({ updated_since: '2026-05-05T12:00:00' });
    expect(await refusal(noZone)).toMatchObject({ status: 422, fields: ['updated_since'] });
  });

  it.each(['updated_at', '-updated_at', 'date', '-date', 'amount', '-amount'] as const)(
    'sees every record once by %s while others come in',
    async (sort) => {
      for (let index = 0; index < 12; index++) {
        if (index % 3 === 0) shop.time.now += MINUTE_MS;
        await sell(`old ${index}`, {
          amount: 1 + (index % 4),
          date: `2026-05-0${1 + (index % 4)}`,
        });
      }
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await shop.client.sales.list({ sort, limit: 5, cursor });
        seen.push(...page.body.map((sale) => sale.number));
        cursor = page.headers['x-next-cursor'];
        await sell(`new ${seen.length}`, { amount: 2, date: '2026-05-02' });
      } while (cursor && seen.length < 100);
      const old = seen.filter((number) => number.startsWith('old'));
      expect(old).toHaveLength(12);
      expect(new Set(seen).size).toBe(seen.length);
    },
  );

  it('meets every sale, also when one changes while a thread looks for the page', async () => {
    const numbers = ['1', '2', '3'];
    const ids: number[] = [];
    for (const number of numbers) {
      shop.time.now += MINUTE_MS;
      ids.push((await sell(number, { staff: 'Mia' })).id);
    }
    const query = { staff: 'Mia', sort: 'updated_at', limit: 1 } as const;
    const { sales } = shop.client;
    expect((await sales.list(query)).body.map((sale) => sale.number)).toEqual(['1']);
    const asked = sales.list(query);
    // The thread has its question, and time to answer it before this one hears of it.
    for (let step = 0; step < 500; step++) await Promise.resolve();
    const answered = performance.now() + 100;
    while (performance.now() < answered);
    shop.time.now += MINUTE_MS;
    await sales.update({ id: ids[0] ?? 0, note: 'late' });
    const met: string[] = [];
    for (let page = await asked; ; ) {
      met.push(...page.body.map((sale) => sale.number));
      const cursor = page.headers['x-next-cursor'];
      if (!cursor) break;
      page = await sales.list({ ...query, cursor });
    }
    expect(met).toEqual(expect.arrayContaining(numbers));
  });
});

describe('filters', () => {
  it('of sales', async () => {
    await sell('A-1', { staff: 'Mia', channel: 'web', external_id: 'x-1' });
    const second = await sell('A-12', { staff: 'Bo' });
    await shop.client.sales.refund({ id: second.id, number: 'R-1' });
    const numbers = async (query: Parameters<typeof shop.client.sales.list>[0]) => {
      const page = await shop.client.sales.list(query);
      expect(page.headers['x-total-count']).toBe(String(page.body.length));
      return page.body.map((sale) => sale.number);
    };
    expect(await numbers({ staff: ' MIA' })).toEqual(['A-1']);
    expect(await numbers({ channel: 'web' })).toEqual(['A-1']);
    expect(await numbers({ number: 'A-1' })).toEqual(['A-1']);
    expect(await numbers({ external_id: 'x-1' })).toEqual(['A-1']);
    expect(await numbers({ refund_of: second.id })).toEqual(['R-1']);
    expect(await numbers({ source: 'api' })).toEqual([]);
    expect(await numbers({ source: 'window', kind: 'sale' })).toEqual(['A-12', 'A-1']);
    expect(await numbers({ staff: 'nobody' })).toEqual([]);
  });

  it('of products and expenses', async () => {
    const { products, expenses } = shop.client;
    await products.create({ name: 'Tea', sku: 'T-1', barcode: '400', category: 'Drinks' });
    await products.create({ name: 'Cake', category: 'Sweets' });
    const names = async (query: Parameters<typeof products.list>[0]) =>
      (await products.list(query)).body.map((product) => product.name);
    expect(await names({ category: 'drinks' })).toEqual(['Tea']);
    expect(await names({ sku: 'T-1' })).toEqual(['Tea']);
    expect(await names({ barcode: '400' })).toEqual(['Tea']);
    expect(await names({ category: 'none' })).toEqual([]);
    await expenses.create({ description: 'Milk', amount: 2, supplier: 'Dairy' });
    await expenses.create({ description: 'Rent', amount: 900 });
    const page = await expenses.list({ supplier: 'dairy', sort: '-updated_at' });
    expect(page.body.map((expense) => expense.description)).toEqual(['Milk']);
  });
});

describe('a shop with many sales', () => {
  /** Copies the one sale that there is, lines and all. */
  function copySale(times: number) {
    const { sqlite } = shop.core.database;
    for (const table of ['sale', 'sale_line']) {
      const columns = z
        .array(z.object({ name: z.string() }))
        .parse(sqlite.pragma(`table_info(${table})`))
        .map(({ name }) => name);
      const next = (name: string) =>
        name === 'id' ? `t.id + n.value${table === 'sale' ? '' : ' * 1048576'}` : `t.${name}`;
      sqlite.exec(
        `INSERT INTO ${table} (${columns.join(', ')})
           SELECT ${columns.map(next).join(', ')} FROM (SELECT * FROM ${table} ORDER BY id LIMIT 1) t, generate n`.replace(
          'generate n',
          `(WITH RECURSIVE c(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM c WHERE value < ${times})
             SELECT value FROM c) n`,
        ),
      );
    }
  }

  it('counts a search as far as it matters', async () => {
    await sell('7');
    copySale(9_999);
    const exact = await shop.client.sales.list({ q: 't', limit: 1 });
    expect(exact.headers).toMatchObject({ 'x-total-count': '10000' });
    expect(exact.headers['x-total-more']).toBeUndefined();
    shop.core.database.sqlite.exec('UPDATE sqlite_sequence SET seq = 20000');
    await sell('8');
    for (const query of [{ q: 't' }, { updated_since: '2020-01-01T00:00:00Z' }]) {
      const { headers } = await shop.client.sales.list({ ...query, limit: 1 });
      expect(headers).toMatchObject({ 'x-total-count': '10000', 'x-total-more': 'true' });
    }
  });

  it('finds what is asked for by an index', async () => {
    const { sqlite } = shop.core.database;
    const plan = (sql: string) =>
      z
        .array(z.object({ detail: z.string() }))
        .parse(sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all())
        .map(({ detail }) => detail)
        .join('\n');
    const asked = new Map<string, string>();
    const spied = {
      date: { sort: '-date' },
      updated_at: { sort: 'updated_at', updated_since: '2026-01-01T00:00:00Z' },
      amount: { sort: 'amount' },
      customer: { customer_id: 'C1' },
      number: { number: 'A-1' },
      external_id: { external_id: 'x' },
      refund_of: { refund_of: 1 },
    } as const;
    const prepare = sqlite.prepare.bind(sqlite);
    for (const [name, query] of Object.entries(spied)) {
      sqlite.prepare = ((text: string) => {
        if (/^SELECT s\.id FROM /.test(text)) asked.set(name, text);
        return prepare(text);
      }) as typeof sqlite.prepare;
      await shop.client.sales.list(query);
      sqlite.prepare = prepare;
    }
    const indexes: Record<keyof typeof spied, string> = {
      date: 'sale_date',
      updated_at: 'sale_updated',
      amount: 'sale_amount',
      customer: 'sale_customer',
      number: 'sale_number',
      external_id: 'sale_external_id',
      refund_of: 'sale_refund_of',
    };
    for (const [name, index] of Object.entries(indexes)) {
      const details = plan((asked.get(name) ?? '').replaceAll('?', '1'));
      expect(details, name).toMatch(new RegExp(`USING (COVERING )?INDEX ${index}`));
    }
    for (const name of ['date', 'updated_at'])
      expect(plan((asked.get(name) ?? '').replaceAll('?', '1')), name).not.toContain('TEMP B-TREE');
  });

  it('has what no index finds looked for by a thread of its own, while everything else goes on', async () => {
    await sell('1', { amount: 7 });
    const tea = (await shop.client.products.list({})).body[0]?.id;
    const { sqlite } = shop.core.database;
    const asked: string[] = [];
    const prepare = sqlite.prepare.bind(sqlite);
    sqlite.prepare = ((text: string) => {
      asked.push(text);
      return prepare(text);
    }) as typeof sqlite.prepare;
    const found = async (query: Parameters<typeof shop.client.sales.list>[0]) => {
      asked.length = 0;
      const { body, headers } = await shop.client.sales.list(query);
      const here = asked.some((text) => /^SELECT s\.id FROM /.test(text));
      return { numbers: body.map(({ number }) => number), total: headers['x-total-count'], here };
    };
    expect(await found({})).toEqual({ numbers: ['1'], total: '1', here: true });
    for (const query of [
      { source: 'window' },
      { product_id: tea, sort: 'amount' },
      { q: 'tea', product_id: tea },
      { updated_since: '2026-01-01T00:00:00Z', sort: 'amount' },
    ] as const)
      expect(await found(query)).toEqual({ numbers: ['1'], total: '1', here: false });
    for (const query of [{ channel: 'web' }, { staff: 'Mia' }, { kind: 'refund' }] as const)
      expect(await found(query)).toEqual({ numbers: [], total: '0', here: false });
    // Few sales an index leads to are found here, many there.
    expect(await found({ product_id: tea })).toMatchObject({ numbers: ['1'], here: true });
    expect(await found({ q: 'tea' })).toMatchObject({ numbers: ['1'], here: true });
    const lines = Array.from({ length: 1000 }, () => ({ product_name: 'Mug', amount: 1 }));
    for (const number of ['M1', 'M2', 'M3'])
      await shop.client.sales.create({ number, date: '2026-01-02', lines });
    const [mug] = (await shop.client.products.list({ q: 'mug' })).body;
    for (const query of [{ product_id: mug?.id }, { q: 'mug' }])
      expect(await found(query)).toEqual({ numbers: ['M3', 'M2', 'M1'], total: '3', here: false });
    // What was just stored is found at once.
    await sell('2', { channel: 'web' });
    expect(await found({ channel: 'web' })).toMatchObject({ numbers: ['2'], here: false });
  });
});
