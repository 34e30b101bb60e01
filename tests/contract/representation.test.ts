/** What a tool may ask of a list or a record beside its content: tags, fields, versions, keys. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await openHttpShop();
  for (const amount of [1, 2, 3])
    await shop.call(201, 'POST', '/sales', { product_name: 'Tea', amount });
});
afterAll(() => shop.close());

const ask = (path: string, headers: Record<string, string> = {}) =>
  shop.ask(`/api/v1${path}`, { headers });

describe('tags', () => {
  it.each(['/sales', '/sales/1', '/dashboard/revenue-trend', '/settings', '/customers'])(
    '%s is sent once, and again only when it changed',
    async (path) => {
      const first = await ask(path);
      const tag = String(first.headers.etag);
      expect(tag).toMatch(/^"[\w-]+"$/);
      expect(first.headers['cache-control']).toBe('private, no-cache');
      const again = await ask(path, { 'if-none-match': `"other", ${tag}` });
      expect([again.status, again.text, again.headers.etag]).toEqual([304, '', tag]);
      expect((await ask(path, { 'if-none-match': `W/${tag}` })).status).toBe(304);
      expect((await ask(path, { 'if-none-match': '"other"' })).status).toBe(200);
    },
  );

  it('change with the record, and with the list', async () => {
    const tags = async () => [
      (await ask('/sales/1')).headers.etag,
      (await ask('/sales')).headers.etag,
      (await ask('/sales?limit=1&sort=amount')).headers.etag,
    ];
    const before = await tags();
    await shop.call(200, 'PUT', '/sales/1', { note: 'Paid twice' });
    const after = await tags();
    after.forEach((tag, index) => {
      expect(tag).not.toBe(before[index]);
    });
    // The page holds the same row; that there is one more after it changes its headers.
    await shop.call(201, 'POST', '/sales', { product_name: 'Tea', amount: 9 });
    expect((await tags())[2]).not.toBe(after[2]);
  });

  it('of a record begin with its version, and a change must name it when it names one', async () => {
    const { headers } = await ask('/sales/2');
    expect(headers.etag).toMatch(/^"1-/);
    const change = (etag: string, note: string) =>
      shop.ask('/api/v1/sales/2', { method: 'PUT', json: { note }, headers: { 'if-match': etag } });
    const changed = await change(String(headers.etag), 'first');
    expect(changed.status).toBe(200);
    expect(changed.headers.etag).toMatch(/^"2-/);
    const late = await change(String(headers.etag), 'second');
    expect(late.status).toBe(412);
    expect(late.headers['content-type']).toBe('application/problem+json');
    expect((await ask('/sales/2')).json).toMatchObject({ note: 'first', version: 2 });
    const stale = { method: 'DELETE', headers: { 'if-match': String(headers.etag) } };
    expect((await shop.refused('/api/v1/sales/2', stale)).status).toBe(412);
    expect((await change(String(changed.headers.etag), 'third')).status).toBe(200);
    expect((await change('*', 'fourth')).status).toBe(200);
  });
});

describe('fields', () => {
  it('are chosen by name, in lists, records and the pages after', async () => {
    const list = await ask('/sales?fields=amount,id&limit=1&sort=amount');
    expect(list.json).toEqual([{ amount: 1, id: 1 }]);
    const next = String(/<([^>]+)>/.exec(String(list.headers.link))?.[1]);
    expect((await shop.ask(next)).json).toEqual([{ amount: 2, id: 2 }]);
    expect((await ask('/sales/3?fields=date')).json).toEqual({ date: '2026-05-05' });
    expect((await ask('/events?after=0&limit=1&fields=seq,type')).json).toEqual([
      { seq: 1, type: expect.any(String) },
    ]);
  });

  it.each(['/sales?fields=id,hash', '/sales/1?fields=__proto__', '/customers?fields='])(
    '%s is refused by name',
    async (path) => {
      const problem = await shop.refused(`/api/v1${path}`);
      expect(problem.status).toBe(422);
      expect(problem.errors).toEqual([{ field: 'fields', reason: problem.detail }]);
      expect(problem.detail).toMatch(/The fields are .*id/);
    },
  );
});

describe('an idempotency key', () => {
  const sell = (key: string, json: unknown, path = '/api/v1/sales') =>
    shop.ask(path, { method: 'POST', json, headers: { 'idempotency-key': key } });

  it('makes a call that is sent again the same call', async () => {
    const ticket = { product_name: 'Cake', amount: 4 };
    const first = await sell('ticket-77', ticket);
    expect(first.status).toBe(201);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    const again = await sell('ticket-77', ticket);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.headers.etag).toBe(first.headers.etag);
    const other = await sell('ticket-77', { ...ticket, amount: 5 });
    expect(other.status).toBe(409);
    const elsewhere = await sell('ticket-77', ticket, '/api/v1/entry/quick-sale');
    expect(elsewhere.status).toBe(409);
  });

  it.each(['', ' ', 'a'.repeat(256), 'caf\u00e9', 'tab\there'])(
    'that is no key (%j) is refused before anything is done',
    async (key) => {
      const before = shop.contents();
      const heard = await sell(key, { product_name: 'Cake', amount: 4 });
      expect(heard.status).toBe(400);
      expect(heard.text).toContain('255 printable');
      expect(shop.contents()).toEqual(before);
    },
  );

  it('may be 255 characters long', async () => {
    expect((await sell('k'.repeat(255), { product_name: 'Cake', amount: 4 })).status).toBe(201);
  });
});
