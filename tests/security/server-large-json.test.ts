/** JSON that is within the limit of bytes and still much: it is refused, or read in steps. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HttpShop, openHttpShop, problemShape } from '../support/http-shop.ts';
import { longestStep } from '../support/longest-step.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await openHttpShop({ askForOwner: () => true });
});
afterAll(() => shop.close());

/** Best of some, as other programs slow this one down; the answer, and its size. */
async function posted(path: string, body: string, token: string | null = shop.token) {
  const head = [
    `POST /api/v1${path} HTTP/1.1`,
    `Host: 127.0.0.1:${shop.server.port}`,
    ...(token === null ? [] : [`Authorization: Bearer ${token}`]),
    'Content-Type: application/json',
    'Connection: close',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  let best = Number.POSITIVE_INFINITY;
  let answer = '';
  for (let round = 0; round < 4; round++) {
    const { result, longest } = await longestStep(() =>
      shop.raw(`${head.join('\r\n')}\r\n\r\n${body}`, { waitMs: 20_000 }),
    );
    best = Math.min(best, longest);
    answer = result;
  }
  return { best, bytes: answer.length, json: JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) };
}

const many = (times: number, part: string) => Array.from({ length: times }, () => part).join();

it.each<[what: string, path: string, body: string, token?: null]>([
  [
    'a list of scopes without end, from anybody',
    '/pair',
    `{"name":"x","scopes":[${many(400_000, '"q"')}]}`,
    null,
  ],
  [
    'scopes that fit into the limit',
    '/pair',
    `{"name":"x","scopes":[${many(40_000, '"q"')}]}`,
    null,
  ],
  [
    'names without end',
    '/sales',
    `{${Array.from({ length: 150_000 }, (_, index) => `"x${index}":1`).join()}}`,
  ],
  ['small objects without end', '/sales/batch', `{"sales":[${many(600_000, '{"a":1}')}]}`],
  ['empty lists without end', '/sales', `{"lines":[${many(1_600_000, '[]')}]}`],
  ['lines without end', '/sales', `{"lines":[${many(60_000, '{"product_name":5,"amount":"x"}')}]}`],
])('%s', async (_what, path, body, token) => {
  const before = { ...shop.contents(), api_token: [] };
  const { best, bytes, json } = await posted(path, body, token === null ? null : shop.token);
  const { status, detail } = problemShape.parse(json);
  expect([400, 413, 422, 429]).toContain(status);
  expect(detail.length).toBeLessThan(5_000);
  expect(bytes).toBeLessThan(30_000);
  expect(best).toBeLessThan(45);
  expect({ ...shop.contents(), api_token: [] }).toEqual(before);
});

it('a batch of nearly 5 MB is read in steps', async () => {
  const line = { product_name: 'Product number 12', quantity: 2, amount: 3.5, category: 'Drinks' };
  const lines = Array.from({ length: 55 }, () => line);
  // Refused for its number, so that only reading it counts.
  const sales = Array.from({ length: 1_001 }, (_, index) => ({ external_id: `x-${index}`, lines }));
  const body = JSON.stringify({ sales });
  expect(body.length).toBeGreaterThan(4.5e6);
  const { best, json } = await posted('/sales/batch', body);
  expect(json).toMatchObject({ status: 422, errors: [{ field: 'sales' }] });
  expect(best).toBeLessThan(45);
});
