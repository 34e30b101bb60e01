import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await openHttpShop();
});
afterAll(() => shop.close());

const QUICK = '/api/v1/entry/quick-expense';
const MB = 1024 * 1024;

describe('a body that is too much', () => {
  it('is refused by its announced length: of 2 GB not one byte is waited for', async () => {
    const started = performance.now();
    const heard = await shop.raw(
      head('POST', QUICK, { 'Content-Length': String(2 * 1024 * MB), Expect: '100-continue' }),
    );
    expect(heard).toMatch(/^HTTP\/1\.1 413 /);
    expect(heard).not.toContain('100 Continue');
    expect(heard).toContain('larger than 5 MB');
    expect(performance.now() - started).toBeLessThan(2_500);
  });

  it('is refused when it comes in pieces without a length, once it passes the limit', async () => {
    const socket = await open();
    const heard = collect(socket);
    socket.write(head('POST', QUICK, { 'Transfer-Encoding': 'chunked' }));
    const piece = Buffer.alloc(64 * 1024, 0x20);
    for (let sent = 0; sent < 6 * MB && !socket.destroyed; sent += piece.length) {
      socket.write(`${piece.length.toString(16)}\r\n`);
      socket.write(piece);
      socket.write('\r\n');
    }
    expect(await heard).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('is told so even to a sender that does not listen until it has sent all', async () => {
    const heard = await shop.refused(QUICK, {
      method: 'POST',
      body: Buffer.alloc(8 * MB, 0x20),
      headers: { 'content-type': 'application/json' },
    });
    expect(heard.status).toBe(413);
  });

  it('is waited for when it is fine and the sender asks first', async () => {
    const body = JSON.stringify({ description: 'Milk', amount: 2 });
    const socket = await open();
    const heard = collect(socket);
    socket.write(
      head('POST', QUICK, {
        'Content-Length': String(body.length),
        Expect: '100-continue',
        Connection: 'close',
      }),
    );
    await new Promise<void>((resolve) => socket.once('data', () => resolve()));
    socket.write(body);
    const text = await heard;
    expect(text).toMatch(/^HTTP\/1\.1 100 Continue/);
    expect(text).toContain('"success":true');
  });
});

describe('a body that is not what it says', () => {
  const refusedWith = async (body: string | Buffer) => {
    const before = shop.contents();
    const problem = await shop.refused(QUICK, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(shop.contents()).toEqual(before);
    return problem;
  };

  it.each([
    ['broken off', '{"description": "Milk", "amount": '],
    ['with a NaN', '{"description": "Milk", "amount": NaN}'],
    ['with a comma too many', '{"description": "Milk",}'],
    ['a bare word', 'milk'],
    ['a number', '12'],
    ['a list', '[{"description": "Milk", "amount": 2}]'],
    ['null', 'null'],
    ['bytes that are no text', randomBytes(200)],
    ['text in Latin-1', Buffer.from('{"description": "Caf\xe9", "amount": 2}', 'latin1')],
  ])('%s gets 400', async (_what, body) => {
    const problem = await refusedWith(body);
    expect(problem.status).toBe(400);
    expect(problem.errors).toEqual([{ field: 'body', reason: problem.detail }]);
  });

  it.each([
    ['{"description": "Milk", "amount": 2, "amount": 3}', 'amount'],
    ['{"description": "Milk", "amount": 2, "\\u0061mount": 3}', 'amount'],
    ['{"a": [1, {"b": ":", "c": {}, "b": 1}], "description": "Milk", "amount": 2}', 'b'],
    ['{"__proto__": 1, "amount": 2, "__proto__": 2}', '__proto__'],
  ])('that says one thing twice gets 400 that names it: %s', async (body, field) => {
    const problem = await refusedWith(body);
    expect(problem).toMatchObject({ status: 400, errors: [{ field }] });
    expect(problem.detail).toContain(`"${field}" stands twice`);
  });

  it('nested a million deep gets 400, at once', async () => {
    const started = performance.now();
    const deep = `{"description": ${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`;
    expect(await refusedWith(deep)).toMatchObject({ status: 400, detail: /deeper/ });
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('may hold brackets and colons in text, and a name again in another object', async () => {
    await tolerated('POST', '/entry/quick-expense', {
      description: `Odd ${'[{":'.repeat(50)}`,
      amount: 1,
      more: [{ amount: { amount: '"amount":' } }, { amount: 2 }],
    });
  });

  it('is told which field is missing when it is empty', async () => {
    for (const ask of [
      { body: '', headers: { 'content-type': 'application/json' } },
      { body: '{}', headers: { 'content-type': 'application/json' } },
      {},
    ]) {
      const problem = await shop.refused(QUICK, { method: 'POST', ...ask });
      expect(problem.status).toBe(422);
      expect(problem.errors.map(({ field }) => field)).toEqual(['description', 'amount']);
    }
  });

  it.each([
    ['"12,5"', 'amount'],
    ['"12.50"', 'amount'],
    ['0', 'amount'],
    ['-1', 'amount'],
    ['1e308', 'amount'],
    ['1e999', 'amount'],
    ['0.001', 'amount'],
    ['true', 'amount'],
    ['null', 'amount'],
  ])('with the amount %s gets 422 that names the field', async (amount, field) => {
    const problem = await refusedWith(`{"description": "Milk", "amount": ${amount}}`);
    expect(problem.status).toBe(422);
    expect(problem.errors.map((error) => error.field)).toEqual([field]);
  });

  it('never reaches the prototype of anything', async () => {
    await tolerated('POST', '/entry/quick-expense', {
      description: 'Milk',
      amount: 1,
      ['__proto__']: { polluted: true },
      constructor: { prototype: { polluted: true } },
    });
    await tolerated('GET', '/expenses?__proto__[polluted]=1&constructor[prototype][polluted]=1');
    expect('polluted' in {}).toBe(false);
  });
});

describe('queries', () => {
  it.each([
    ['/dashboard/kpis?days=12,5', 'days'],
    ['/dashboard/kpis?days=NaN', 'days'],
    ['/dashboard/kpis?days=', 'days'],
    ['/dashboard/kpis?days=1e2', 'days'],
    ['/dashboard/kpis?days=0x10', 'days'],
    ['/dashboard/kpis?days=0', 'days'],
    ['/dashboard/kpis?days=366', 'days'],
    ['/dashboard/revenue-trend?days=6', 'days'],
    ['/dashboard/product-performance?limit=51', 'limit'],
    ['/dashboard/kpis?start_date=2026-02-29&end_date=2026-03-01', 'start_date'],
    ['/sales/abc', 'id'],
    ['/sales/0', 'id'],
    ['/sales/99999999999999999999', 'id'],
    ['/expenses?cursor=nonsense', 'cursor'],
  ])('%s gets 422 that names the field', async (path, field) => {
    const problem = await shop.refused(`/api/v1${path}`);
    expect(problem.status).toBe(422);
    expect(problem.errors.map((error) => error.field)).toContain(field);
  });

  it.each(['/sales/404', '/customers/NOBODY', '/expenses/404', '/products/404'])(
    '%s gets 404 with the id',
    async (path) => {
      const problem = await shop.refused(`/api/v1${path}`);
      expect(problem.status).toBe(404);
      expect(problem.errors[0]?.field).toBe('id');
    },
  );

  it.each([
    '/api/v1',
    '/api/v1/',
    '/api/v2/sales',
    '/api/v1/nothing',
    '/api/v1//sales',
    '/etc/passwd',
    '/api/v1/../../etc/passwd',
  ])('%s is nothing', async (path) => expect((await shop.refused(path)).status).toBe(404));

  it('tell which methods a path has', async () => {
    const problem = await shop.refused('/api/v1/sales/1', { method: 'PATCH' });
    expect(problem.status).toBe(405);
    expect(problem.headers.allow).toBe('GET, HEAD, PUT, DELETE, OPTIONS');
    const options = await shop.ask('/api/v1/sales', { method: 'OPTIONS' });
    expect(options).toMatchObject({ status: 204, text: '' });
    expect(options.headers.allow).toBe('GET, HEAD, POST, OPTIONS');
  });

  it('answer HEAD as GET, without the body', async () => {
    const get = await shop.ask('/api/v1/settings');
    const head = await shop.ask('/api/v1/settings', { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
  });
});

describe('lines that are held open', () => {
  it('with headers that never end are cut, and others are served meanwhile', async () => {
    const slow = await Promise.all(Array.from({ length: 50 }, open));
    const heard = slow.map(collect);
    for (const socket of slow) socket.write('GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    const drip = setInterval(() => {
      for (const socket of slow) if (socket.writable) socket.write('a');
    }, 500);
    expect((await shop.ask('/health')).status).toBe(200);
    const started = performance.now();
    const texts = await Promise.all(heard);
    clearInterval(drip);
    expect(performance.now() - started).toBeLessThan(14_000);
    for (const text of texts) expect(text).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('a thousand of them idle leave the server as it was', async () => {
    const idle: Socket[] = [];
    for (let batch = 0; batch < 10; batch++)
      idle.push(...(await Promise.all(Array.from({ length: 100 }, open))));
    expect(await shop.ask('/health')).toMatchObject({ status: 200 });
    await shop.call(200, 'POST', '/entry/quick-expense', { description: 'Milk', amount: 1 });
    for (const socket of idle) socket.destroy();
  });
});

describe('what is not HTTP', () => {
  it.each([
    ['a greeting', 'hello\r\n\r\n', 400],
    ['a TLS handshake', Buffer.from('160301020001000', 'hex'), 400],
    [
      'headers of 100 KB',
      `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(100_000)}\r\n\r\n`,
      431,
    ],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
    ],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
  ])('%s is refused', async (_what, bytes, status) => {
    expect(await shop.raw(bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });

  it('nor is a whole address in place of a path', async () => {
    const heard = await shop.raw(
      `GET http://evil.example/health HTTP/1.1\r\nHost: 127.0.0.1:${shop.server.port}\r\nConnection: close\r\n\r\n`,
    );
    expect(heard).toMatch(/^HTTP\/1\.1 400 /);
  });
});

/** As a program of the system before, which may send more than the call knows. */
async function tolerated(method: string, path: string, json?: unknown): Promise<void> {
  const { token } = await shop.newToken('Old client', ['basic']);
  const headers = { authorization: `Bearer ${token}` };
  expect((await shop.ask(`/api/v1${path}`, { method, json, headers })).status).toBe(200);
}

function head(method: string, path: string, headers: Record<string, string>): string {
  const all = {
    Host: `127.0.0.1:${shop.server.port}`,
    Authorization: `Bearer ${shop.token}`,
    'Content-Type': 'application/json',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

function open(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: shop.server.port }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** All that comes until the line closes. */
function collect(socket: Socket): Promise<string> {
  const pieces: Buffer[] = [];
  socket.on('data', (piece: Buffer) => pieces.push(piece));
  socket.on('error', () => {});
  return new Promise((resolve) =>
    socket.on('close', () => resolve(Buffer.concat(pieces).toString())),
  );
}
