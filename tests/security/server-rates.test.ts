/** One caller must not hold up the others, whatever it does. */
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await openHttpShop({ tokenLimit: { perSecond: 5, burst: 20 } });
});
afterAll(() => shop.close());

const SETTINGS = '/api/v1/settings';

describe('a token that asks too often', () => {
  it('is told its limits from the first answer on, then to wait, and others go on', async () => {
    const { token } = await shop.newToken('Loop', ['read']);
    const headers = { authorization: `Bearer ${token}` };
    const first = await shop.ask(SETTINGS, { headers });
    expect(first.headers['ratelimit-policy']).toBe('"token";q=20;w=4');
    expect(first.headers.ratelimit).toBe('"token";r=19;t=1');
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => shop.ask(SETTINGS, { headers })),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(20);
    const problem = await shop.refused(SETTINGS, { headers });
    expect(problem).toMatchObject({ status: 429, title: 'Too many requests' });
    expect(problem.detail).toContain('at most 5 a second');
    expect(problem.headers['retry-after']).toBe('1');
    expect(problem.headers.ratelimit).toMatch(/^"token";r=0;t=4$/);

    expect((await shop.ask(SETTINGS)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect((await shop.ask(SETTINGS, { headers })).status).toBe(200);
  });
});

describe('someone without a token', () => {
  it('may not guess without end, and who has one is not held up', async () => {
    const guess = (index: number) =>
      shop.ask(SETTINGS, { headers: { authorization: `Bearer tw_${index}` } });
    const statuses: number[] = [];
    for (let round = 0; round < 8; round++) {
      const answers = await Promise.all(Array.from({ length: 60 }, (_, index) => guess(index)));
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    expect((await shop.ask(SETTINGS)).status).toBe(200);
  });
});

describe('hundreds of readers of the event stream', () => {
  it('hold up nobody when something happens', async () => {
    const other = await openHttpShop();
    const lines: Socket[] = [];
    let heard = 0;
    try {
      for (let index = 0; index < 500; index++) {
        const socket = connect({ host: '127.0.0.1', port: other.server.port });
        socket.on('error', () => {}).setEncoding('utf8');
        socket.on('data', (text) => {
          heard += String(text).split('data: ').length - 1;
        });
        lines.push(socket);
        socket.write(
          `GET /api/v1/events/stream?types=sale.created HTTP/1.1\r\nHost: 127.0.0.1:${other.server.port}\r\nAuthorization: Bearer ${other.token}\r\n\r\n`,
        );
      }
      const begun = () => lines.filter(({ bytesRead }) => bytesRead > 0).length;
      await expect.poll(begun, { timeout: 10_000 }).toBe(500);
      const times: number[] = [];
      for (let index = 0; index < 20; index++) {
        const started = performance.now();
        await other.call(200, 'POST', '/entry/quick-sale', { product_name: 'Tea', amount: 1 });
        times.push(performance.now() - started);
      }
      times.sort((one, two) => one - two);
      expect(times[10]).toBeLessThan(300);
      await expect.poll(() => heard, { timeout: 20_000 }).toBe(500 * 20);
    } finally {
      for (const socket of lines) socket.destroy();
      await other.close();
    }
  }, 40_000);
});

describe('a thousand lines that say nothing', () => {
  it('and a hundred that say it slowly hold up nobody', async () => {
    const other = await openHttpShop();
    const lines: Socket[] = [];
    try {
      for (let index = 0; index < 1_100; index++) {
        const socket = connect({ host: '127.0.0.1', port: other.server.port });
        socket.on('error', () => {});
        lines.push(socket);
        // Slow on purpose: a header that never ends.
        if (index >= 1_000)
          socket.write(`GET /health HTTP/1.1\r\nHost: 127.0.0.1:${other.server.port}\r\nX-A: `);
      }
      await expect
        .poll(() => lines.filter(({ connecting }) => !connecting).length, { timeout: 10_000 })
        .toBe(1_100);
      const times: number[] = [];
      for (let index = 0; index < 50; index++) {
        const started = performance.now();
        await other.call(200, 'POST', '/entry/quick-sale', { product_name: 'Tea', amount: 1 });
        times.push(performance.now() - started);
      }
      times.sort((one, two) => one - two);
      expect(times[25]).toBeLessThan(100);
    } finally {
      for (const socket of lines) socket.destroy();
      await other.close();
    }
  });
});
