import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ask, type HttpShop, openHttpShop } from '../support/http-shop.ts';
import { NOW } from '../support/test-core.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await openHttpShop({ scopes: ['read', 'write'] });
});
afterAll(() => shop.close());

const sale = { product_name: 'Tea', amount: 2.5 };
const SALES = '/api/v1/entry/quick-sale';

/** Each refusal, and what an attacker or a mistaken tool would send to meet it. */
const REFUSALS: [who: string, status: number, path: string, ask: Ask, says: RegExp][] = [
  [
    'a name that an attacker bound to 127.0.0.1',
    421,
    '/api/v1/settings',
    { headers: { host: 'evil.example:8420' } },
    /127\.0\.0\.1/,
  ],
  ['our address under another port', 421, '/health', { headers: { host: '127.0.0.1:1' } }, /only/],
  ['our address without its port', 421, '/', { headers: { host: '127.0.0.1' } }, /only/],
  [
    'a page of another origin',
    403,
    SALES,
    { method: 'POST', json: sale, headers: { origin: 'https://evil.example' } },
    /Origin/,
  ],
  [
    'a page from a file or a sandboxed frame',
    403,
    SALES,
    { method: 'POST', json: sale, headers: { origin: 'null' } },
    /Origin/,
  ],
  [
    'a page of another program on this computer',
    403,
    '/api/v1/settings',
    { headers: { origin: 'http://127.0.0.1:3000' } },
    /Origin/,
  ],
  [
    'an image in a page, which sends no Origin',
    403,
    '/health',
    { headers: { 'sec-fetch-site': 'cross-site' } },
    /browser/,
  ],
  [
    'a form post',
    415,
    SALES,
    {
      method: 'POST',
      body: 'product_name=Tea&amount=2.5',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    /application\/json/,
  ],
  [
    'a form post as plain text',
    415,
    SALES,
    { method: 'POST', body: JSON.stringify(sale), headers: { 'content-type': 'text/plain' } },
    /application\/json/,
  ],
  ['a body that does not say what it is', 415, SALES, { method: 'POST', body: '{}' }, /JSON/],
  [
    'JSON in another character set',
    415,
    SALES,
    {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json; charset=utf-16' },
    },
    /UTF-8/,
  ],
  [
    'a compressed body',
    415,
    SALES,
    { method: 'POST', json: sale, headers: { 'content-encoding': 'gzip' } },
    /Content-Encoding/,
  ],
  [
    'JSON where a file belongs',
    415,
    '/api/v1/settings',
    { method: 'POST', body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
    /JSON/,
  ],
  ['no token', 401, '/api/v1/settings', { headers: { authorization: null } }, /Settings/],
  [
    'a token that was never made',
    401,
    '/api/v1/settings',
    { headers: { authorization: `Bearer tw_${'A'.repeat(43)}` } },
    /unknown/,
  ],
  [
    'a password instead of a token',
    401,
    '/api/v1/settings',
    { headers: { authorization: 'Basic YTpi' } },
    /Bearer/,
  ],
];

describe('the guard', () => {
  it.each(REFUSALS)('refuses %s with %i', async (_who, status, path, ask, says) => {
    const before = shop.contents();
    const problem = await shop.refused(path, ask);
    expect(problem.status).toBe(status);
    expect(problem.detail).toMatch(says);
    // The header that would have to change.
    const header: Record<number, string | RegExp> = {
      421: 'Host',
      403: 'Origin',
      415: /^Content-(Type|Encoding)$/,
      401: 'Authorization',
    };
    expect(problem.errors).toEqual([
      { field: expect.stringMatching(header[status] ?? ''), reason: problem.detail },
    ]);
    expect(shop.contents()).toEqual(before);
  });

  it('refuses a token without the scope and names the scope', async () => {
    const { token } = await shop.newToken('Reader', ['read']);
    const problem = await shop.refused(SALES, {
      method: 'POST',
      json: sale,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(problem).toMatchObject({ status: 403, title: 'Not allowed' });
    expect(problem.detail).toContain('"write"');
    expect(problem.headers['www-authenticate']).toContain('insufficient_scope');
  });

  it('does not let a writing token read', async () => {
    const { token } = await shop.newToken('Writer', ['write']);
    const headers = { authorization: `Bearer ${token}` };
    expect((await shop.refused('/api/v1/sales', { headers })).detail).toContain('"read"');
    expect((await shop.ask(SALES, { method: 'POST', json: sale, headers })).status).toBe(200);
  });

  it('looks in the stated order: each mistake hides those after it', async () => {
    const wrong = {
      host: 'evil.example',
      origin: 'https://evil.example',
      'content-type': 'text/plain',
      authorization: null,
    };
    const statusWith = async (headers: Record<string, string | null>) =>
      (await shop.refused(SALES, { method: 'POST', body: '{}', headers })).status;
    const right = { host: `127.0.0.1:${shop.server.port}` };
    expect(await statusWith(wrong)).toBe(421);
    expect(await statusWith({ ...wrong, ...right })).toBe(403);
    const { origin: _, ...withoutOrigin } = wrong;
    expect(await statusWith({ ...withoutOrigin, ...right })).toBe(415);
    expect(
      await statusWith({ ...withoutOrigin, ...right, 'content-type': 'application/json' }),
    ).toBe(401);
  });

  it('sends no CORS header, and refuses a preflight', async () => {
    const preflight = await shop.refused(SALES, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(403);
    const answer = await shop.ask('/api/v1/settings');
    const cors = (headers: object) =>
      Object.keys(headers).filter((name) => /^access-control/.test(name));
    expect(cors(preflight.headers)).toEqual([]);
    expect(cors(answer.headers)).toEqual([]);
  });

  it('lets our own pages through, and localhost as a name', async () => {
    const port = shop.server.port;
    const own = await shop.ask('/api/v1/settings', {
      headers: { origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' },
    });
    expect(own.status).toBe(200);
    const named = await shop.ask('/health', { headers: { host: `LOCALHOST:${port}` } });
    expect(named.status).toBe(200);
  });

  it('takes no token from the address', async () => {
    const path = `/api/v1/settings?token=${shop.token}&access_token=${shop.token}`;
    expect((await shop.refused(path, { headers: { authorization: null } })).status).toBe(401);
  });

  it('keeps the calls of the window out of reach, whatever the token', async () => {
    const { token } = await shop.newToken('All', ['read', 'write', 'import', 'admin']);
    const headers = { authorization: `Bearer ${token}` };
    for (const path of [
      '/tokens',
      '/tokens/create',
      '/settings/update',
      '/workspace/get',
      '/events/live',
    ])
      for (const method of ['GET', 'POST'])
        expect((await shop.refused(`/api/v1${path}`, { method, headers })).status, path).toBe(404);
    expect(
      (await shop.refused('/api/v1/settings', { method: 'PUT', json: {}, headers })).status,
    ).toBe(405);
  });
});

describe('a path with a name of its own, beside one that takes an id', () => {
  it.each([
    ['GET', '/sales/batch', 'POST, OPTIONS'],
    ['DELETE', '/sales/batch', 'POST, OPTIONS'],
    ['DELETE', '/expenses/by-category', 'GET, HEAD, OPTIONS'],
    ['PUT', '/expense-rules/order/', 'POST, OPTIONS'],
  ])('%s %s is told how it is asked', async (method, path, allow) => {
    const { token } = await shop.newToken('All', ['read', 'write', 'import', 'admin']);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const refused = await shop.refused(`/api/v1${path}`, { method, headers });
    expect(refused.status).toBe(405);
    expect(refused.headers.allow).toBe(allow);
  });
});

describe('what stands open without a token', () => {
  const open = { headers: { authorization: null } };

  it('tells that it is Tillwise and how it is, and nothing of the shop', async () => {
    await shop.client.settings.update({ shop_name: 'Zanzibar Teas' });
    const root = await shop.ask('/', open);
    expect(root.json).toEqual({
      message: 'Tillwise API',
      status: 'running',
      docs: '/docs',
    });
    const health = await shop.ask('/health', open);
    expect(health.json).toEqual({ status: 'healthy', database: 'connected', version: '9.9.9' });
    const openApi = await shop.ask('/api/v1/openapi.json', open);
    expect(openApi.status).toBe(200);
    for (const { text } of [root, health, openApi]) expect(text).not.toContain('Zanzibar');
  });

  it('refuses to be written to', async () => {
    const problem = await shop.refused('/', { method: 'POST', ...open });
    expect(problem).toMatchObject({ status: 405 });
    expect(problem.headers.allow).toBe('GET, HEAD, OPTIONS');
  });
});

describe('tokens over time', () => {
  it('count until they are revoked, and not one call longer', async () => {
    const { token, details } = await shop.newToken('Old till', ['read']);
    const headers = { authorization: `Bearer ${token}` };
    expect((await shop.ask('/api/v1/settings', { headers })).status).toBe(200);
    await shop.client.tokens.revoke({ id: details.id });
    expect((await shop.refused('/api/v1/settings', { headers })).status).toBe(401);
  });

  it('count through their last day in the shop’s zone', async () => {
    await shop.client.settings.update({ time_zone: 'America/New_York' });
    const { token } = await shop.newToken('Seasonal', ['read'], '2026-05-06');
    const headers = { authorization: `Bearer ${token}` };
    const statusAt = async (iso: string) => {
      shop.time.now = Date.parse(iso);
      return (await shop.ask('/api/v1/settings', { headers })).status;
    };
    expect(await statusAt('2026-05-07T03:59:59Z')).toBe(200);
    expect(await statusAt('2026-05-07T04:00:00Z')).toBe(401);
    shop.time.now = NOW;
  });
});
