import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

let shop: HttpShop;
beforeEach(async () => {
  shop = await openHttpShop();
});
afterEach(() => shop.close());

const idOf = (json: unknown) => z.object({ id: z.number() }).parse(json).id;
const tea = { product_name: 'Tea', amount: 3 };

function post(path: string, json: unknown, headers: Record<string, string> = {}) {
  return shop.ask(`/api/v1${path}`, { method: 'POST', json, headers });
}

describe('a till over HTTP', () => {
  it('gets its first answer again, status and all, and says so', async () => {
    const key = { 'idempotency-key': 'till-1/0001' };
    const first = await post('/sales', tea, key);
    expect(first.status).toBe(201);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    const again = await post('/sales', tea, key);
    expect(again).toMatchObject({ status: 201, text: first.text });
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect((await post('/sales', { ...tea, amount: 4 }, key)).status).toBe(409);
    expect((await post('/entry/quick-sale', tea, key)).status).toBe(409);
    const other = await shop.newToken('Till 2', ['write']);
    const headers = { ...key, authorization: `Bearer ${other.token}` };
    expect(idOf((await post('/sales', tea, headers)).json)).not.toBe(idOf(first.json));
  });

  it('may use a key again after a refusal', async () => {
    const key = { 'idempotency-key': 'k' };
    expect((await post('/sales', { ...tea, amount: -1 }, key)).status).toBe(422);
    expect((await post('/sales', { ...tea, total: 9 }, key)).status).toBe(422);
    expect((await post('/sales', tea, key)).status).toBe(201);
  });

  it('is told 201 for a new sale and 200 for one that its external id has', async () => {
    const input = { ...tea, external_id: '417' };
    const first = await post('/sales', input);
    expect(first.status).toBe(201);
    expect(await post('/sales', { ...input, amount: 9 })).toMatchObject({
      status: 200,
      text: first.text,
    });
    const key = { 'idempotency-key': 'k' };
    expect((await post('/sales', input, key)).status).toBe(200);
    expect((await post('/sales', input, key)).status).toBe(200);
    const other = await shop.newToken('Till 2', ['write']);
    const asOther = { authorization: `Bearer ${other.token}` };
    expect((await post('/sales', input, asOther)).status).toBe(201);
  });

  it('stores many at once, and refunds', async () => {
    const batch = await post('/sales/batch', { sales: [tea, { ...tea, amount: 0 }] });
    expect(batch.status).toBe(200);
    expect(batch.json).toMatchObject({
      created: 1,
      refused: 1,
      results: [{ status: 201 }, { status: 422, errors: [{ field: 'amount' }] }],
    });
    const id = idOf(z.object({ results: z.array(z.unknown()) }).parse(batch.json).results[0]);
    const refund = await post(`/sales/${id}/refund`, {});
    expect(refund).toMatchObject({ status: 201, json: { kind: 'refund', refund_of: id } });
    expect((await post(`/sales/${id}/refund`, {})).status).toBe(409);
  });

  it('changes only what it has read', async () => {
    const id = idOf((await post('/sales', tea)).json);
    const path = `/api/v1/sales/${id}`;
    const read = await shop.ask(path);
    const match = { 'if-match': String(read.headers.etag) };
    const change = (amount: number) =>
      shop.ask(path, { method: 'PUT', json: { amount }, headers: match });
    expect((await change(4)).status).toBe(200);
    const stale = await shop.refused(path, { method: 'PUT', json: { amount: 5 }, headers: match });
    expect(stale).toMatchObject({ status: 412, errors: [{ field: 'If-Match' }] });
    expect((await shop.ask(path, { method: 'DELETE', headers: match })).status).toBe(412);
    expect((await shop.ask(path)).json).toMatchObject({ amount: 4, version: 2 });
  });
});
