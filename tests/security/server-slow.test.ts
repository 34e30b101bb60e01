/** Senders that begin and never end are told so, and let go; others are served meanwhile. */
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

let shop: HttpShop;
const open: Socket[] = [];
beforeAll(async () => {
  shop = await openHttpShop();
});
afterAll(async () => {
  for (const socket of open) socket.destroy();
  await shop.close();
});

/** Sends a head and the start of a body, then a byte now and then. */
function begin(path: string, type: string, start: string, drip?: string) {
  const socket = connect({ host: '127.0.0.1', port: shop.server.port });
  open.push(socket);
  let heard = '';
  socket.setEncoding('utf8').on('error', () => {});
  socket.on('data', (text) => {
    heard += text;
  });
  socket.write(
    `POST /api/v1${path} HTTP/1.1\r\nHost: 127.0.0.1:${shop.server.port}\r\nAuthorization: Bearer ${shop.token}\r\nContent-Type: ${type}\r\nContent-Length: 100000\r\n\r\n${start}`,
  );
  const dripping = drip && setInterval(() => socket.writable && socket.write(drip), 500);
  const started = performance.now();
  return new Promise<{ heard: string; ms: number }>((resolve) =>
    socket.on('close', () => {
      if (dripping) clearInterval(dripping);
      resolve({ heard, ms: performance.now() - started });
    }),
  );
}

it('a body that drips, and an upload that stalls', async () => {
  const before = shop.contents();
  const json = Array.from({ length: 20 }, () =>
    begin('/entry/quick-expense', 'application/json', '{"description": "', 'a'),
  );
  const file = begin(
    '/data/upload-sales-csv',
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ndate,',
  );
  await expect.poll(() => shop.waitingUploads().length, { timeout: 5_000 }).toBe(1);
  expect((await shop.ask('/health')).status).toBe(200);
  for (const { heard, ms } of await Promise.all(json)) {
    expect(heard).toMatch(/^HTTP\/1\.1 408 /);
    expect(heard).toContain('did not arrive in 15 seconds');
    expect(ms).toBeLessThan(22_000);
  }
  const { heard, ms } = await file;
  expect(heard).toMatch(/^HTTP\/1\.1 408 /);
  expect(heard).toContain('stalled for 30 seconds');
  expect(ms).toBeLessThan(40_000);
  expect(shop.waitingUploads()).toEqual([]);
  expect({ ...shop.contents(), api_token: [] }).toEqual({ ...before, api_token: [] });
}, 60_000);
