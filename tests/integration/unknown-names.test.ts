/** A name that a call does not know is told with the one that was meant, and nothing is stored. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

let shop: HttpShop;
let old: Record<string, string>;
beforeAll(async () => {
  shop = await openHttpShop({ scopes: ['read', 'write', 'import', 'admin'] });
  old = { authorization: `Bearer ${(await shop.newToken('Old client', ['basic'])).token}` };
  await shop.call(201, 'POST', '/sales', { product_name: 'Tea', amount: 2, staff: 'Ada' });
  await shop.call(201, 'POST', '/customers', { id: 'C1', name: 'Grace' });
});
afterAll(() => shop.close());

const line = { product_name: 'Tea', amount: 2 };
const stored = () => ({ ...shop.contents(), api_token: [] });

describe('a field that a call does not know', () => {
  it.each<[string, string, Record<string, unknown>, string, string]>([
    ['POST', '/sales', { ...line, tendrs: [] }, 'tendrs', 'Did you mean "tenders"?'],
    ['POST', '/sales', { ...line, Tip: 1 }, 'Tip', 'Did you mean "tip"?'],
    [
      'POST',
      '/sales',
      { ...line, productName: 'x' },
      'productName',
      'Did you mean "product_name"?',
    ],
    [
      'POST',
      '/sales',
      { ...line, payments: [] },
      'payments',
      'The fields are product_name, amount',
    ],
    [
      'POST',
      '/sales',
      { lines: [line, { ...line, quanttiy: 2 }] },
      'lines.1.quanttiy',
      'Did you mean "quantity"?',
    ],
    [
      'POST',
      '/sales',
      { ...line, tenders: [{ kind: 'cash', amount: 2, curency: 'EUR' }] },
      'tenders.0.curency',
      'The fields are kind, amount.',
    ],
    ['POST', '/sales/1/refund', { amount: 1 }, 'amount', 'The fields are lines, tip'],
    ['POST', '/sales/1/refund', { line: [] }, 'line', 'Did you mean "lines"?'],
    ['POST', '/sales/batch', { sales: [line], sale: [] }, 'sale', 'Did you mean "sales"?'],
    ['PUT', '/sales/1', { notes: 'x' }, 'notes', 'Did you mean "note"?'],
    ['POST', '/entry/quick-sale', { ...line, tender: 'cash' }, 'tender', 'The fields are'],
    ['POST', '/products', { name: 'Tea', prize: 2 }, 'prize', 'Did you mean "price"?'],
    ['POST', '/expenses', { description: 'x', amount: 1, payee: 'x' }, 'payee', 'The fields are'],
    ['POST', '/pair', { name: 'x', scopes: ['read'], scope: 'x' }, 'scope', 'scopes'],
  ])('%s %s %j', async (method, path, json, field, says) => {
    const before = stored();
    const problem = await shop.refused(`/api/v1${path}`, { method, json });
    expect(problem.status).toBe(422);
    expect(problem.errors).toEqual([{ field, reason: expect.stringContaining(says) }]);
    expect(problem.detail).toContain(`There is no field "${field.split('.').at(-1)}" here.`);
    expect(stored()).toEqual(before);
  });

  it('is told for its ticket alone in a batch', async () => {
    const { json } = await shop.call(200, 'POST', '/sales/batch', {
      sales: [line, { ...line, external_id: 'b-1', tendr: 'cash' }, line],
    });
    expect(json).toMatchObject({
      created: 2,
      results: [
        { status: 201 },
        { status: 422, external_id: 'b-1', errors: [{ field: 'tendr' }] },
        { status: 201 },
      ],
    });
  });

  it('names no more of them than a person reads', async () => {
    const odd = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`x${index}`, 1]));
    const started = performance.now();
    const problem = await shop.refused('/api/v1/sales', { method: 'POST', json: odd });
    expect(performance.now() - started).toBeLessThan(500);
    expect(problem.errors).toHaveLength(20);
  });

  it('but that a record shows may be sent back with it, and says nothing', async () => {
    const shown = z
      .record(z.string(), z.unknown())
      .parse((await shop.call(200, 'GET', '/sales/1')).json);
    const changed = await shop.call(200, 'PUT', '/sales/1', { ...shown, staff: 'Bo' });
    expect(changed.json).toMatchObject({ staff: 'Bo', amount: 2 });
    const { json } = await shop.call(201, 'POST', '/sales', {
      id: 1,
      date: '2026-05-04',
      product_name: 'Bun',
      amount: 2,
      customer_id: null,
      category: null,
      created_at: '2026-05-04T10:00:00.000Z',
    });
    expect(json).toMatchObject({ product_name: 'Bun', date: '2026-05-04' });
    expect(json).not.toMatchObject({ id: 1 });
  });

  it('is let pass for a token of programs that know only the calls of before', async () => {
    for (const [method, path, json] of [
      ['POST', '/sales', { ...line, till_number: 4 }],
      ['POST', '/entry/quick-sale', { ...line, tendrs: [] }],
      ['PUT', '/customers/C1', { name: 'Grace H', id: 'C9' }],
      ['GET', '/sales?skip=0&limit=1', undefined],
    ] as const) {
      const { status } = await shop.ask(`/api/v1${path}`, { method, json, headers: old });
      expect(status, path).toBeLessThan(300);
    }
    // Who gave it another token is told.
    const told = async (path: string) =>
      (await shop.refused(`/api/v1${path}`, { method: 'POST', json: { till: 4 } })).detail;
    expect(await told('/entry/quick-sale')).toContain('a token with the scope "basic"');
    expect(await told('/products')).not.toContain('basic');
  });
});

describe('a parameter that a call does not know', () => {
  it.each([
    ['GET', '/sales?limt=2', 'limt', 'Did you mean "limit"?'],
    ['GET', '/sales?startDate=2026-01-01', 'startDate', 'Did you mean "start_date"?'],
    ['GET', '/sales?skip=50', 'skip', 'The parameters are limit, cursor'],
    ['GET', '/sales/1?feilds=id', 'feilds', 'Did you mean "fields"?'],
    ['GET', '/dashboard/kpis?day=7', 'day', 'Did you mean "days"?'],
    ['GET', '/events?afer=1', 'afer', 'Did you mean "after"?'],
    ['GET', '/events/stream?typs=x', 'typs', 'Did you mean "types"?'],
    ['GET', '/export/sales.csv?from=2026-01-01', 'from', 'The parameters are'],
    ['POST', '/sales?product_name=Tea&amount=2', 'product_name', 'none in its address'],
    ['DELETE', '/sales/1?force=true', 'force', 'none in its address'],
    ['GET', '/sales?limit=1&limit=2', 'limit', 'stands twice'],
  ])('%s %s', async (method, path, field, says) => {
    const before = stored();
    const problem = await shop.refused(`/api/v1${path}`, { method });
    expect(problem).toMatchObject({ status: 422, errors: [{ field }] });
    expect(problem.detail).toContain(says);
    expect(stored()).toEqual(before);
  });

  it('is refused in the form of an upload too, and no file is left', async () => {
    const problem = await shop.refused('/api/v1/data/upload-sales-csv', {
      method: 'POST',
      body: '--x\r\nContent-Disposition: form-data; name="mod"\r\n\r\nstrict\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ndate,product_name,amount\n2026-05-03,Scone,3.5\n\r\n--x--\r\n',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect(problem.errors).toEqual([
      { field: 'mod', reason: 'There is no field "mod" here. Did you mean "mode"?' },
    ]);
    expect(shop.waitingUploads()).toEqual([]);
  });
});

describe('an id in the body that is not that of the address', () => {
  it.each([
    ['/sales/1', { id: 2, staff: 'Eve' }],
    ['/customers/C1', { id: 'C2', name: 'Eve' }],
  ])('%s is refused', async (path, json) => {
    const before = stored();
    const problem = await shop.refused(`/api/v1${path}`, { method: 'PUT', json });
    expect(problem).toMatchObject({ status: 422, errors: [{ field: 'id' }] });
    expect(stored()).toEqual(before);
  });
});
