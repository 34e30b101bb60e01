/** The clock of a computer jumps: an empty battery, a wrong year, a time server that puts it right. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

let shop: HttpShop;
beforeEach(async () => {
  shop = await openHttpShop({ askForOwner: () => true });
});
afterEach(() => shop.close());

const sell = (key: string) =>
  shop.ask('/api/v1/sales', {
    method: 'POST',
    json: { product_name: 'Tea', amount: 2 },
    headers: { 'idempotency-key': key },
  });

describe('a clock that jumps by years', () => {
  it.each([10 * YEAR, -10 * YEAR])('by %i ms doubles no sale that is sent again', async (jump) => {
    const before = await sell('before');
    shop.time.now += jump;
    const wrong = await sell('while wrong');
    for (let other = 0; other < 20; other++) await sell(`while wrong ${other}`);
    shop.time.now -= jump;
    for (let other = 0; other < 20; other++) await sell(`right again ${other}`);
    for (const [key, first] of Object.entries({ before, 'while wrong': wrong })) {
      const again = await sell(key);
      expect([again.text, again.headers['idempotent-replayed']]).toEqual([first.text, 'true']);
    }
  });

  it('puts sales on the day that it says, and on the right day once it is right', async () => {
    const dateOf = async (key: string) =>
      z.object({ date: z.string() }).parse((await sell(key)).json).date;
    const revenue = async () =>
      z.object({ revenue: z.number() }).parse((await shop.call(200, 'GET', '/dashboard/kpis')).json)
        .revenue;
    expect(await dateOf('a')).toBe('2026-05-05');
    expect(await revenue()).toBe(2);
    shop.time.now -= YEAR;
    expect(await dateOf('b')).toBe('2025-05-05');
    expect(await revenue()).toBe(2);
    shop.time.now += YEAR;
    expect(await dateOf('c')).toBe('2026-05-05');
    expect(await revenue()).toBe(4);
  });

  it('keeps no record of the wrong day from being put right', async () => {
    shop.time.now += YEAR;
    const sale = await shop.client.sales.create({ product_name: 'Tea', amount: 2 });
    const expense = await shop.client.expenses.create({ description: 'Milk', amount: 3 });
    shop.time.now -= YEAR;
    const { id, date, description } = expense;
    expect(await shop.client.expenses.update({ id, date, description, amount: 4 })).toMatchObject({
      date,
      amount: 4,
    });
    expect(
      await shop.client.sales.update({ id: sale.id, date: sale.date, amount: 5 }),
    ).toMatchObject({ date: sale.date, amount: 5 });
  });

  it('notes the last use of a token again once it was put back', async () => {
    const lastUse = async () => (await shop.client.tokens.list())[0]?.last_used_at;
    shop.time.now += YEAR;
    await shop.call(200, 'GET', '/settings');
    shop.time.now -= YEAR;
    await shop.call(200, 'GET', '/settings');
    expect(await lastUse()).toBe('2026-05-05T10:00:00.000Z');
  });

  it('lets a token count through its last day, and no longer', async () => {
    const { token } = await shop.newToken('Seasonal', ['read'], '2026-05-06');
    const headers = { authorization: `Bearer ${token}` };
    const status = async () => (await shop.ask('/api/v1/settings', { headers })).status;
    shop.time.now += YEAR;
    expect(await status()).toBe(401);
    shop.time.now -= YEAR;
    expect(await status()).toBe(200);
  });

  it.each([YEAR, -YEAR])('by %i ms leaves no pairing request open', async (jump) => {
    const ask = { method: 'POST', json: { name: 'Till', scopes: ['read'] } };
    const { json } = await shop.ask('/api/v1/pair', ask);
    const { pairing_id: id } = z.object({ pairing_id: z.string() }).parse(json);
    expect(await shop.client.pairing.list()).toHaveLength(1);
    shop.time.now += jump;
    expect(await shop.client.pairing.list()).toEqual([]);
    await expect(shop.client.pairing.allow({ id, scopes: ['read'] })).rejects.toThrow();
    expect((await shop.ask('/api/v1/pair', ask)).status).toBe(202);
  });
});
