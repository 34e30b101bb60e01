/** What each scope opens, call by call, and what the guard refuses, as a table. */
import { traverseContractProcedures } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOnRest } from '../../src/main/http/operations.ts';
import { contract } from '../../src/shared/contract/contract.ts';
import { type Ask, type HttpShop, openHttpShop } from '../support/http-shop.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await openHttpShop({ scopes: ['read'] });
});
afterAll(() => shop.close());

/** The calls of the existing system, under the paths that its clients know. */
const KNOWN_CALLS = [
  'GET /dashboard/kpis',
  'GET /dashboard/revenue-trend',
  'GET /dashboard/customer-analytics',
  'GET /dashboard/product-performance',
  'GET /dashboard/expense-breakdown',
  'POST /entry/quick-sale',
  'POST /entry/quick-customer',
  'POST /entry/quick-expense',
  'GET /entry/suggestions/products',
  'GET /entry/suggestions/customers',
  'POST /data/upload-sales-csv',
  'POST /data/upload-customers-csv',
  'POST /data/upload-expenses-csv',
  'GET /data/upload-template/{kind}',
  ...['sales', 'customers', 'expenses'].flatMap((kind) => [
    `GET /${kind}`,
    `POST /${kind}`,
    `GET /${kind}/{id}`,
    `PUT /${kind}/{id}`,
    `DELETE /${kind}/{id}`,
  ]),
  'GET /expenses/by-category',
];

function restCalls() {
  const calls: { call: string; scope: string }[] = [];
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure }) => {
    const { meta, route } = procedure['~orpc'];
    if (isOnRest(meta)) calls.push({ call: `${route.method} ${route.path}`, scope: meta.scope });
  });
  return calls;
}

/** True when the guard lets a token of this scope make the call; what comes of it does not matter. */
async function passes(token: string, call: string): Promise<boolean> {
  const [method = '', path = ''] = call.split(' ');
  // HEAD in place of GET: a stream would not end.
  const { status } = await shop.ask(`/api/v1${path.replace(/\{\w+\}/g, '999999')}`, {
    method: method === 'GET' ? 'HEAD' : method,
    headers: { authorization: `Bearer ${token}` },
  });
  return status !== 403;
}

describe('scopes', () => {
  it('basic opens the calls of the existing system and no other', async () => {
    const { token } = await shop.newToken('Old client', ['basic']);
    const closed = restCalls().filter(({ scope }) => scope !== 'open');
    expect(closed.map(({ call }) => call)).toEqual(expect.arrayContaining(KNOWN_CALLS));
    const opened: string[] = [];
    for (const { call } of closed) if (await passes(token, call)) opened.push(call);
    expect(opened.sort()).toEqual([...KNOWN_CALLS].sort());
  });

  it.each(['read', 'write', 'import', 'admin'] as const)(
    '%s opens its calls and no other',
    async (scope) => {
      const { token } = await shop.newToken(`Only ${scope}`, [scope]);
      for (const one of restCalls().filter((each) => each.scope !== 'open'))
        expect(await passes(token, one.call), one.call).toBe(one.scope === scope);
    },
  );
});

describe('the guard table', () => {
  const sale = { product_name: 'Tea', amount: 2.5 };
  const ROWS: [who: string, status: number, says: RegExp, ask: Ask][] = [
    [
      'a page on another origin',
      403,
      /Origin/,
      {
        json: sale,
        headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      },
    ],
    [
      'a rebinding host name',
      421,
      /127\.0\.0\.1/,
      { json: sale, headers: { host: 'evil.example:8420' } },
    ],
    [
      'a form post',
      415,
      /application\/json/,
      {
        body: 'product_name=Tea&amount=2.5',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ],
    ['no token', 401, /Send a token/, { json: sale, headers: { authorization: null } }],
    ['wrong scope', 403, /lacks the scope "write"/, { json: sale }],
  ];

  it('refuses each of them in words, and nothing is written', async () => {
    await shop.call(200, 'GET', '/settings');
    const before = shop.contents();
    const table: Record<string, string | number>[] = [];
    for (const [who, status, says, ask] of ROWS) {
      const problem = await shop.refused('/api/v1/entry/quick-sale', { method: 'POST', ...ask });
      expect(problem.detail, who).toMatch(says);
      table.push({ who, expected: status, answered: problem.status, words: problem.detail });
    }
    console.table(table);
    expect(table.map(({ answered }) => answered)).toEqual(ROWS.map(([, status]) => status));
    expect(shop.contents()).toEqual(before);
  });
});
