import { afterEach, beforeEach, expect, it } from 'vitest';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

let shop: HttpShop;
beforeEach(async () => {
  shop = await openHttpShop();
});
afterEach(() => shop.close());

it('sends a file with a name, whole, for a token that may read', async () => {
  await shop.client.expenses.create({ description: 'Milk', amount: 1.5, date: '2026-05-04' });
  const { status, headers, text } = await shop.ask('/api/v1/export/expenses.csv');
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('text/csv');
  expect(headers['content-disposition']).toBe(
    'attachment; filename="tillwise-expenses-2026-05-05.csv"',
  );
  expect(text).toBe(
    'date,description,amount,category,supplier,tender,record\r\n2026-05-04,Milk,1.50,,,,1\r\n',
  );
  const head = await shop.ask('/api/v1/export/expenses.csv', { method: 'HEAD' });
  expect(head).toMatchObject({ status: 200, text: '' });
  expect(head.headers['content-type']).toContain('text/csv');
});

it('is refused like any call', async () => {
  expect((await shop.refused('/api/v1/export/sales.csv?start_date=May')).status).toBe(422);
  expect((await shop.refused('/api/v1/export/suppliers.csv')).status).toBe(404);
  const none = { headers: { authorization: null } };
  expect((await shop.refused('/api/v1/export/sales.csv', none)).status).toBe(401);
  const { token } = await shop.newToken('Writer', ['write']);
  const writer = { headers: { authorization: `Bearer ${token}` } };
  expect((await shop.refused('/api/v1/export/sales.csv', writer)).status).toBe(403);
});

it('is let go of when the reader leaves half way', async () => {
  for (let number = 0; number < 300; number++)
    await shop.client.expenses.create({ description: 'x'.repeat(500), amount: 1 });
  await shop.raw(
    `GET /api/v1/export/expenses.csv HTTP/1.1\r\nHost: 127.0.0.1:${shop.server.port}\r\nAuthorization: Bearer ${shop.token}\r\n\r\n`,
    { waitMs: 50 },
  );
  const { text } = await shop.ask('/api/v1/export/expenses.csv');
  expect(text.split('\r\n')).toHaveLength(302);
  expect(shop.log.filter(({ level }) => level === 'error')).toEqual([]);
});
