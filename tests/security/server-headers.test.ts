/** Requests that HTTP lets pass or that no program should send: each is answered in words. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpShop, openHttpShop, problemShape } from '../support/http-shop.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await openHttpShop();
});
afterAll(() => shop.close());

const SALE = JSON.stringify({ product_name: 'Tea', amount: 2 });
const stored = () => ({ ...shop.contents(), api_token: [] });

/** A request as text, with lines of its own beside the usual ones. */
function request(first: string, more: readonly string[] = [], body = ''): string {
  const lines = [
    first,
    `Host: 127.0.0.1:${shop.server.port}`,
    `Authorization: Bearer ${shop.token}`,
    'Connection: close',
    ...(body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${body.length}`]),
    ...more,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

function read(answer: string) {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(/^content-type: application\/problem\+json/im);
  const problem = problemShape.parse(JSON.parse(body));
  expect(head.slice(9, 12)).toBe(String(problem.status));
  expect(head).toContain(problem.request_id);
  return problem;
}

const POST = 'POST /api/v1/sales HTTP/1.1';
const LIST = 'GET /api/v1/sales HTTP/1.1';

describe('a header that stands twice', () => {
  it.each([
    ['Host', 'Host: evil.example'],
    ['Authorization', 'Authorization: Bearer tw_another'],
    ['Content-Type', 'Content-Type: text/plain'],
  ])('%s is refused: nobody knows which one counts', async (field, line) => {
    const before = stored();
    const problem = read(await shop.raw(request(POST, [line], SALE)));
    expect(problem).toMatchObject({ status: 400, errors: [{ field }] });
    expect(problem.detail).toContain('twice');
    expect(stored()).toEqual(before);
  });

  it('is refused for Idempotency-Key too', async () => {
    const keys = ['Idempotency-Key: a', 'idempotency-key: b'];
    const problem = read(await shop.raw(request(POST, keys, SALE)));
    expect(problem).toMatchObject({ status: 400, errors: [{ field: 'Idempotency-Key' }] });
  });
});

describe('headers', () => {
  it('beyond a hundred are refused, and none is dropped in silence', async () => {
    const many = Array.from({ length: 120 }, (_, index) => `X-${index}: 1`);
    expect(read(await shop.raw(request(LIST, many)))).toMatchObject({ status: 431 });
    const some = Array.from({ length: 90 }, (_, index) => `X-${index}: 1`);
    expect(await shop.raw(request(LIST, some))).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('without a Host are told which one to send', async () => {
    const problem = read(await shop.raw('GET /health HTTP/1.1\r\n\r\n'));
    expect(problem).toMatchObject({ status: 400, errors: [{ field: 'Host' }] });
    expect(problem.detail).toContain(`127.0.0.1:${shop.server.port}`);
  });

  it('that expect what there is not are no reason to refuse', async () => {
    const answer = await shop.raw(request(POST, ['Expect: a-miracle'], SALE));
    expect(answer).toMatch(/^HTTP\/1\.1 201 /);
  });
});

describe('a request that is not as HTTP writes it', () => {
  it.each([
    ['a method that there is not', 'FROB /api/v1/sales HTTP/1.1', 400, /method/],
    ['a method in small letters', 'get /api/v1/sales HTTP/1.1', 400, /method/],
    ['a blank in the address', 'GET /api/v1/customers/a b HTTP/1.1', 400, /%20/],
    ['a letter that is not ASCII', 'GET /api/v1/customers/é HTTP/1.1', 400, /percent/],
    ['a tunnel', 'CONNECT example.com:443 HTTP/1.1', 405, /GET, HEAD, POST, PUT, DELETE/],
  ])('%s', async (_what, first, status, says) => {
    const problem = read(await shop.raw(Buffer.from(request(first))));
    expect(problem.status).toBe(status);
    expect(problem.detail).toMatch(says);
  });

  it('a body that breaks off is told so, and nothing is stored', async () => {
    const before = stored();
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port: shop.server.port });
      let heard = '';
      socket.on('data', (piece) => {
        heard += String(piece);
      });
      socket.on('error', reject).on('close', () => resolve(heard));
      socket.end(request(POST, [], SALE).slice(0, -5));
    });
    const problem = read(answer);
    expect(problem.status).toBe(400);
    expect(problem.detail).toMatch(/broke off/);
    expect(stored()).toEqual(before);
  });

  it('chunks that are none', async () => {
    const lines = ['Content-Type: application/json', 'Transfer-Encoding: chunked'];
    const problem = read(await shop.raw(`${request(POST, lines)}zz\r\n{}\r\n0\r\n\r\n`));
    expect(problem.status).toBe(400);
    expect(problem.detail).toMatch(/chunk/);
  });

  it('a body that is packed on its way', async () => {
    const lines = ['Content-Type: application/json', 'Transfer-Encoding: gzip, chunked'];
    const problem = read(await shop.raw(`${request(POST, lines)}0\r\n\r\n`));
    expect(problem).toMatchObject({ status: 415, errors: [{ field: 'Transfer-Encoding' }] });
  });

  it('text with half a character is refused, not stored otherwise', async () => {
    const before = stored();
    for (const json of [
      { product_name: 'T\ud800a', amount: 2 },
      { product_name: 'Tea', amount: 2, note: 'a\udc00' },
    ]) {
      const problem = await shop.refused('/api/v1/sales', { method: 'POST', json });
      expect(problem.status).toBe(422);
      expect(problem.detail).toMatch(/cannot be stored/);
    }
    expect(stored()).toEqual(before);
    await shop.call(201, 'POST', '/sales', { product_name: 'Tea 🍵', amount: 2 });
  });

  it('a slash behind the document changes nothing', async () => {
    expect((await shop.ask('/api/v1/openapi.json/')).status).toBe(200);
  });
});
