/** A client of the existing system, call by call: paths, fields and shapes as it knows them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

let shop: HttpShop;
beforeAll(async () => {
  // All that such a client needs, and nothing more.
  shop = await openHttpShop({ scopes: ['basic'] });
});
afterAll(() => shop.close());

/** Both spellings of a path must give the same. */
async function get(path: string, shape: z.ZodType): Promise<unknown> {
  const [plain, query] = path.split('?');
  const slashed = `${plain}/${query ? `?${query}` : ''}`;
  const answer = await shop.call(200, 'GET', path);
  expect(answer.headers['content-type']).toBe('application/json');
  expect((await shop.call(200, 'GET', slashed)).json).toEqual(answer.json);
  return shape.parse(answer.json);
}

async function upload(path: string, csv: string, field = 'file') {
  const boundary = 'x-tillwise-test';
  const heard = await shop.ask(`/api/v1${path}`, {
    method: 'POST',
    body: `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="till.csv"\r\nContent-Type: text/csv\r\n\r\n${csv}\r\n--${boundary}--\r\n`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
  return heard;
}

const product = z.strictObject({
  product_name: z.string(),
  total_sales: z.number(),
  total_revenue: z.number(),
});
const category = z.strictObject({
  category: z.string(),
  total_amount: z.number(),
  expense_count: z.number(),
});

describe('quick entry', () => {
  it('POST /entry/quick-customer', async () => {
    const { json } = await shop.call(200, 'POST', '/entry/quick-customer', {
      id: 'CUST001',
      name: 'Ada Lovelace',
      email: 'ada@example.com',
    });
    expect(json).toEqual({ success: true, customer_id: 'CUST001', message: expect.any(String) });
  });

  it('POST /entry/quick-sale, in its shortest and its longest form', async () => {
    const short = { product_name: 'Flat white', amount: 19.99 };
    const answer = await shop.call(200, 'POST', '/entry/quick-sale', short);
    expect(answer.json).toEqual({ success: true, sale_id: 1, message: expect.any(String) });
    await shop.call(200, 'POST', '/entry/quick-sale/', {
      ...short,
      amount: 10,
      customer_id: 'CUST001',
      category: 'Coffee',
      date: '2026-05-04',
    });
    await shop.call(200, 'POST', '/entry/quick-sale', {
      product_name: 'SELECT -- ; tea',
      amount: 5,
      customer_id: null,
      category: null,
      date: null,
    });
  });

  it('POST /entry/quick-expense', async () => {
    const { json } = await shop.call(200, 'POST', '/entry/quick-expense', {
      description: 'Milk',
      amount: 12.5,
    });
    expect(json).toEqual({ success: true, expense_id: 1, message: expect.any(String) });
    await shop.call(200, 'POST', '/entry/quick-expense', {
      description: 'Rent',
      amount: 900,
      category: 'Rent',
      date: '2026-05-01',
    });
  });

  it('GET /entry/suggestions/products and customers', async () => {
    expect(await get('/entry/suggestions/products?query=flat', z.array(z.string()))).toEqual([
      'Flat white',
    ]);
    expect(
      await get(
        '/entry/suggestions/customers?query=ada',
        z.array(z.strictObject({ id: z.string(), name: z.string() })),
      ),
    ).toEqual([{ id: 'CUST001', name: 'Ada Lovelace' }]);
    expect(await get('/entry/suggestions/products?query=nothing', z.array(z.string()))).toEqual([]);
  });
});

describe('the dashboard', () => {
  it('GET /dashboard/kpis', async () => {
    const kpis = await get(
      '/dashboard/kpis?days=30',
      z.strictObject({
        revenue: z.number(),
        profit_margin: z.number(),
        top_products: z.array(product),
        repeat_customers: z.number(),
        total_customers: z.number(),
        avg_order_value: z.number(),
        calculated_at: z.iso.datetime(),
        period_days: z.number(),
      }),
    );
    expect(kpis).toMatchObject({
      revenue: 34.99,
      repeat_customers: 0,
      total_customers: 1,
      period_days: 30,
    });
    expect(kpis).toHaveProperty('top_products.0', {
      product_name: 'Flat white',
      total_sales: 2,
      total_revenue: 29.99,
    });
  });

  it('GET /dashboard/revenue-trend: every day, days without sales too', async () => {
    const trend = z
      .array(z.strictObject({ date: z.string(), revenue: z.number(), transactions: z.number() }))
      .parse(await get('/dashboard/revenue-trend?days=7', z.unknown()));
    expect(trend.map(({ date }) => date)).toEqual([
      '2026-04-29',
      '2026-04-30',
      '2026-05-01',
      '2026-05-02',
      '2026-05-03',
      '2026-05-04',
      '2026-05-05',
    ]);
    expect(trend.slice(-2)).toEqual([
      { date: '2026-05-04', revenue: 10, transactions: 1 },
      { date: '2026-05-05', revenue: 24.99, transactions: 2 },
    ]);
  });

  it('GET /dashboard/customer-analytics', async () => {
    const shape = z.strictObject({
      total_customers: z.number(),
      new_customers: z.number(),
      repeat_customers: z.number(),
      vip_customers: z.number(),
      repeat_rate: z.number(),
    });
    expect(await get('/dashboard/customer-analytics', shape)).toMatchObject({
      total_customers: 1,
      new_customers: 1,
      vip_customers: 0,
    });
  });

  it('GET /dashboard/product-performance', async () => {
    const best = await get('/dashboard/product-performance?limit=1', z.array(product));
    expect(best).toEqual([{ product_name: 'Flat white', total_sales: 2, total_revenue: 29.99 }]);
  });

  it('GET /dashboard/expense-breakdown, and the same at /expenses/by-category, largest first', async () => {
    const breakdown = await get('/dashboard/expense-breakdown?days=30', z.array(category));
    expect(breakdown).toEqual([
      { category: 'Rent', total_amount: 900, expense_count: 1 },
      { category: 'Uncategorized', total_amount: 12.5, expense_count: 1 },
    ]);
    expect(await get('/expenses/by-category', z.array(category))).toEqual(breakdown);
  });

  it('takes start_date and end_date where it takes days', async () => {
    const span = 'start_date=2026-05-04&end_date=2026-05-04';
    expect(await get(`/dashboard/kpis?${span}`, z.unknown())).toMatchObject({
      revenue: 10,
      period_days: 1,
    });
    for (const path of [
      'revenue-trend',
      'customer-analytics',
      'product-performance',
      'expense-breakdown',
    ])
      await shop.call(200, 'GET', `/dashboard/${path}?${span}`);
  });
});

describe('records', () => {
  it('/sales: list, create, read, update, delete', async () => {
    const created = await shop.call(201, 'POST', '/sales/', { product_name: 'Bun', amount: 2.5 });
    const { id } = z.object({ id: z.number() }).parse(created.json);
    const sale = {
      id,
      date: '2026-05-05',
      product_name: 'Bun',
      amount: 2.5,
      customer_id: null,
      category: null,
      created_at: '2026-05-05T10:00:00.000Z',
    };
    expect(created.json).toMatchObject(sale);
    expect((await shop.call(200, 'GET', `/sales/${id}`)).json).toMatchObject(sale);
    expect((await shop.call(200, 'GET', `/sales/${id}/`)).json).toMatchObject(sale);
    const changed = await shop.call(200, 'PUT', `/sales/${id}`, { amount: 3 });
    expect(changed.json).toMatchObject({ ...sale, amount: 3 });
    const list = z
      .array(z.object({ id: z.number() }))
      .parse((await shop.call(200, 'GET', '/sales/')).json);
    expect(list.map((row) => row.id)).toContain(id);
    expect((await shop.call(200, 'DELETE', `/sales/${id}`)).json).toMatchObject({ success: true });
    await shop.call(404, 'GET', `/sales/${id}`);
  });

  it('/customers: by the id that the owner gave', async () => {
    await shop.call(201, 'POST', '/customers', { id: 'C 2/x', name: 'Grace' });
    const path = `/customers/${encodeURIComponent('C 2/x')}`;
    expect((await shop.call(200, 'GET', path)).json).toMatchObject({ id: 'C 2/x', name: 'Grace' });
    expect((await shop.call(200, 'PUT', `${path}/`, { name: 'Grace H' })).json).toMatchObject({
      name: 'Grace H',
    });
    expect((await shop.call(200, 'GET', '/customers/')).json).toHaveLength(2);
    await shop.call(200, 'DELETE', path);
    await shop.call(404, 'GET', path);
  });

  it('/expenses: list, create, read, update, delete', async () => {
    const created = await shop.call(201, 'POST', '/expenses/', { description: 'Tape', amount: 4 });
    const { id } = z.object({ id: z.number() }).parse(created.json);
    expect((await shop.call(200, 'GET', `/expenses/${id}`)).json).toMatchObject({ amount: 4 });
    await shop.call(200, 'PUT', `/expenses/${id}`, { amount: 5 });
    await shop.call(200, 'DELETE', `/expenses/${id}/`);
    await shop.call(404, 'GET', `/expenses/${id}`);
  });

  it('are listed as an array, with the next page in the Link header', async () => {
    const first = await shop.call(200, 'GET', '/sales?limit=2');
    const link = /^<\/api\/v1(\/sales\?[^>]+)>; rel="next"$/.exec(String(first.headers.link))?.[1];
    if (!link) throw new Error(`no next page: ${first.headers.link}`);
    const second = await shop.call(200, 'GET', link);
    const ids = z.array(z.object({ id: z.number() }));
    const seen = [first, second].flatMap(({ json }) => ids.parse(json).map((row) => row.id));
    expect(new Set(seen).size).toBe(3);
    expect(second.headers.link).toBeUndefined();
    expect(first.headers['x-total-count']).toBe('3');
  });
});

describe('files', () => {
  it('POST /data/upload-sales-csv: good rows are in, each bad one is told', async () => {
    const heard = await upload(
      '/data/upload-sales-csv',
      'date,product_name,amount,customer_id,category\n2026-05-03,Scone,3.50,CUST001,Cakes\n2026-05-03,Scone,none,,\n',
    );
    expect(heard.status).toBe(200);
    expect(heard.json).toMatchObject({
      success: true,
      processed_count: 1,
      total_rows: 2,
      errors: [{ row: 3, column: 'amount', value: 'none', reason: expect.any(String) }],
    });
  });

  it('?mode=strict in the address imports nothing when a row is bad', async () => {
    const csv = 'date,product_name,amount\n2026-05-03,Strict,3.50\nnever,Strict,1\n';
    const heard = await upload('/data/upload-sales-csv/?mode=strict', csv);
    expect(heard.json).toMatchObject({ success: false, processed_count: 0, total_rows: 2 });
    expect((await shop.call(200, 'GET', '/sales?q=Strict')).json).toEqual([]);
  });

  it('POST /data/upload-customers-csv and upload-expenses-csv', async () => {
    const customers = await upload(
      '/data/upload-customers-csv',
      'id,name,email\nC9,Mary,m@example.com\n',
    );
    expect(customers.json).toMatchObject({ success: true, processed_count: 1, errors: [] });
    const expenses = await upload(
      '/data/upload-expenses-csv',
      'date,description,amount,category\n2026-05-03,Power,80.15,Energy\n',
    );
    expect(expenses.json).toMatchObject({ success: true, processed_count: 1, errors: [] });
  });

  it('without a file, or in another field, is told which field', async () => {
    const other = await upload('/data/upload-sales-csv', 'date,product_name,amount\n', 'csv');
    expect(other).toMatchObject({ status: 422, json: { errors: [{ field: 'file' }] } });
    const none = await shop.refused('/api/v1/data/upload-sales-csv', { method: 'POST' });
    expect(none).toMatchObject({ status: 422 });
  });

  it('broken off or garbled is refused, and no file is left behind', async () => {
    const before = shop.contents();
    const broken = await shop.refused('/api/v1/data/upload-sales-csv', {
      method: 'POST',
      body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ndate,',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect(broken.status).toBe(400);
    const unbounded = await shop.refused('/api/v1/data/upload-sales-csv', {
      method: 'POST',
      body: 'x',
      headers: { 'content-type': 'multipart/form-data' },
    });
    expect(unbounded.status).toBe(400);
    expect(shop.contents()).toEqual(before);
    expect(shop.waitingUploads()).toEqual([]);
  });

  it('GET /data/upload-template/{kind}, as JSON and as the file', async () => {
    const shape = z.strictObject({
      columns: z.array(z.string()),
      example: z.record(z.string(), z.string()),
    });
    const sales = shape.parse(await get('/data/upload-template/sales', shape));
    expect(sales.columns.slice(0, 5)).toEqual([
      'date',
      'product_name',
      'amount',
      'customer_id',
      'category',
    ]);
    shop.time.now = Date.parse('2027-01-01T12:00:00Z');
    for (const kind of ['sales', 'customers', 'expenses'] as const) {
      const file = await shop.ask(`/api/v1/data/upload-template/${kind}`, {
        headers: { accept: 'text/csv' },
      });
      expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(file.headers['content-disposition']).toContain('attachment');
      // What we give as an example, we take.
      const answer = await upload(`/data/upload-${kind}-csv`, file.text);
      expect(answer.json, kind).toMatchObject({ success: true, processed_count: 1, errors: [] });
    }
    await shop.call(404, 'GET', '/data/upload-template/payroll');
  });
});
