/** What the calls of the existing system take when nothing is said, how much at most, and of which days. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await openHttpShop({ scopes: ['basic'] });
  await shop.call(201, 'POST', '/customers', { id: 'C1', name: 'Ada' });
  // Today is 5 May 2026: 6 April is the first of the last thirty days.
  for (const [date, amount] of [
    ['2026-04-05', 100],
    ['2026-04-06', 10],
    ['2026-05-05', 1],
  ] as const) {
    const sale = { product_name: `Of ${date}`, amount, date, customer_id: 'C1' };
    await shop.call(200, 'POST', '/entry/quick-sale', sale);
    await shop.call(200, 'POST', '/entry/quick-expense', { description: 'x', amount, date });
  }
});
afterAll(() => shop.close());

const ask = async (path: string) => (await shop.call(200, 'GET', path)).json;
const list = async (path: string) =>
  z.array(z.record(z.string(), z.unknown())).parse(await ask(path));
const spent = (total_amount: number, expense_count: number) => [
  { category: 'Uncategorized', total_amount, expense_count },
];

describe('when nothing is said', () => {
  it('figures, trend and expenses are of thirty days', async () => {
    expect(await ask('/dashboard/kpis')).toMatchObject({ revenue: 11, period_days: 30 });
    const trend = await list('/dashboard/revenue-trend');
    expect(trend).toHaveLength(30);
    expect(trend[0]).toEqual({ date: '2026-04-06', revenue: 10, transactions: 1 });
    expect(await ask('/dashboard/expense-breakdown')).toEqual(spent(11, 2));
    expect(await ask('/expenses/by-category/')).toEqual(spent(11, 2));
  });

  it('products are ten, and suggestions are ten at most', async () => {
    for (let number = 0; number < 12; number++) {
      await shop.call(201, 'POST', '/sales', { product_name: `Mug ${number}`, amount: 1 });
      await shop.call(201, 'POST', '/customers', { id: `M${number}`, name: `Mug ${number}` });
    }
    expect(await list('/dashboard/product-performance')).toHaveLength(10);
    expect(await list('/dashboard/product-performance?limit=11')).toHaveLength(11);
    for (const kind of ['products', 'customers'])
      expect(await ask(`/entry/suggestions/${kind}?query=mug`)).toHaveLength(10);
  });
});

describe('how much', () => {
  it.each([
    ['/dashboard/kpis?days=', 1, 365],
    ['/dashboard/revenue-trend?days=', 7, 365],
    ['/dashboard/product-performance?limit=', 1, 50],
    ['/dashboard/expense-breakdown?days=', 1, 365],
  ])('%s%i to %i', async (path, least, most) => {
    for (const right of [least, most]) await shop.call(200, 'GET', `${path}${right}`);
    for (const wrong of [least - 1, most + 1])
      expect((await shop.refused(`/api/v1${path}${wrong}`)).status).toBe(422);
  });

  it('a trend of a year has 365 days', async () => {
    const trend = await list('/dashboard/revenue-trend?days=365');
    expect([trend.length, trend[0]?.date]).toEqual([365, '2025-05-06']);
  });

  it('a product name has 1 to 200 characters, and an amount is above 0', async () => {
    const sell = async (product_name: string, amount = 1) =>
      (
        await shop.ask('/api/v1/entry/quick-sale', {
          method: 'POST',
          json: { product_name, amount },
        })
      ).status;
    expect(await sell('x')).toBe(200);
    expect(await sell('x'.repeat(200))).toBe(200);
    expect(await sell('x'.repeat(201))).toBe(422);
    expect(await sell('')).toBe(422);
    expect(await sell('x', 0.01)).toBe(200);
    expect(await sell('x', 0)).toBe(422);
  });
});

describe('start_date and end_date', () => {
  const APRIL = 'start_date=2026-04-01&end_date=2026-04-30';

  it('are the days of each call that takes days', async () => {
    expect(await ask(`/dashboard/kpis?${APRIL}`)).toMatchObject({ revenue: 110, period_days: 30 });
    const trend = await list(`/dashboard/revenue-trend?${APRIL}`);
    expect([trend.length, trend[4]]).toEqual([
      30,
      { date: '2026-04-05', revenue: 100, transactions: 1 },
    ]);
    for (const path of [
      '/dashboard/expense-breakdown',
      '/expenses/by-category',
      '/expenses/by-category/',
    ])
      expect(await ask(`${path}?${APRIL}`), path).toEqual(spent(110, 2));
    const best = await list(`/dashboard/product-performance?${APRIL}`);
    expect(best.map(({ total_revenue }) => total_revenue)).toEqual([100, 10]);
    const newThen = async (span: string) =>
      z
        .object({ new_customers: z.number() })
        .parse(await ask(`/dashboard/customer-analytics?${span}`)).new_customers;
    expect(await newThen(APRIL)).toBe(1);
    expect(await newThen('start_date=2026-04-06&end_date=2026-04-30')).toBe(0);
  });
});

describe('a sale in its simple form', () => {
  it('is a ticket with one line', async () => {
    const { json } = await shop.call(201, 'POST', '/sales/', { product_name: 'Bun', amount: 2.5 });
    expect(json).toMatchObject({
      kind: 'sale',
      number: expect.any(String),
      lines: [{ product_name: 'Bun', quantity: 1, gross: 2.5, net: 2.5 }],
    });
    expect(z.object({ lines: z.array(z.unknown()) }).parse(json).lines).toHaveLength(1);
  });
});

describe('names that look like SQL', () => {
  it('are ordinary names in a file too', async () => {
    const names = ['SELECT * FROM sale; --', "Robert'); DROP TABLE customer; --"];
    const rows = names.map((name) => `2026-05-03,"${name}",3.50`).join('\n');
    const heard = await shop.ask('/api/v1/data/upload-sales-csv', {
      method: 'POST',
      body: `--x\r\nContent-Disposition: form-data; name="file"; filename="till.csv"\r\n\r\ndate,product_name,amount\n${rows}\n\r\n--x--\r\n`,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect(heard.json).toMatchObject({ success: true, processed_count: 2, errors: [] });
    const sold = (await list('/sales?start_date=2026-05-03&end_date=2026-05-03')).map(
      ({ product_name }) => product_name,
    );
    expect(sold.sort()).toEqual([...names].sort());
  });
});
