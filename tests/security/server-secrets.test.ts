import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

let shop: HttpShop;
beforeEach(async () => {
  shop = await openHttpShop();
});
afterEach(() => shop.close());

describe('a token', () => {
  it('is in its first answer and in nothing that is stored, logged or shown later', async () => {
    await shop.call(200, 'POST', '/entry/quick-expense', { description: 'Milk', amount: 2 });
    await shop.ask('/api/v1/settings', { headers: { authorization: 'Bearer tw_wrong' } });
    await shop.client.tokens.revoke({ id: shop.tokenId });
    await shop.ask(`/api/v1/settings?token=${shop.token}`);
    shop.core.database.sqlite.pragma('wal_checkpoint(TRUNCATE)');

    const files = readdirSync(shop.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
    expect(files.length).toBeGreaterThan(1);
    for (const content of files) expect(content.includes(shop.token)).toBe(false);
    expect(shop.log.length).toBeGreaterThan(2);
    expect(JSON.stringify(shop.log)).not.toContain(shop.token.slice(3));
    expect(JSON.stringify(await shop.client.tokens.list())).not.toContain(shop.token);
    const trail = JSON.stringify(await shop.client.events.list({}));
    expect(trail).toContain('Till 1');
    expect(trail).not.toContain(shop.token.slice(3));
  });

  it('is 256 bits, another each time, and shows its last four characters', async () => {
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, index) => shop.newToken(`Till ${index}`, ['read'])),
    );
    expect(new Set(made.map(({ token }) => token)).size).toBe(20);
    for (const { token, details } of made) {
      expect(token).toMatch(/^tw_[\w-]{43}$/);
      expect(details.hint).toBe(token.slice(-4));
    }
  });

  it('notes its last use at most once a minute', async () => {
    const lastUse = async () => (await shop.client.tokens.list())[0]?.last_used_at;
    expect(await lastUse()).toBeNull();
    await shop.call(200, 'GET', '/settings');
    expect(await lastUse()).toBe('2026-05-05T10:00:00.000Z');
    shop.time.now += 59_000;
    await shop.call(200, 'GET', '/settings');
    expect(await lastUse()).toBe('2026-05-05T10:00:00.000Z');
    shop.time.now += 1_000;
    await shop.call(200, 'GET', '/settings');
    expect(await lastUse()).toBe('2026-05-05T10:01:00.000Z');
  });
});

describe('the log', () => {
  it('holds no customer data, also of what was refused', async () => {
    const secrets = ['Zacharias', 'zach@example.com', 'ZACH-77', 'Unmentionable'];
    await shop.call(200, 'POST', '/entry/quick-customer', {
      id: secrets[2],
      name: secrets[0],
      email: secrets[1],
    });
    await shop.call(200, 'GET', `/customers/${secrets[2]}`);
    await shop.call(200, 'DELETE', `/customers/${secrets[2]}`);
    await shop.call(404, 'GET', `/customers/${secrets[2]}`);
    await shop.call(422, 'POST', '/entry/quick-expense', { description: secrets[3], amount: -1 });
    await shop.ask(`/api/v1/nothing/${secrets[3]}?q=${secrets[0]}`);
    await shop.ask('/api/v1/entry/quick-expense', {
      method: 'POST',
      body: `{"description": "${secrets[3]}", `,
      headers: { 'content-type': 'application/json' },
    });
    expect(shop.log.length).toBeGreaterThan(5);
    for (const secret of secrets) expect(JSON.stringify(shop.log)).not.toContain(secret);
  });

  it('and the trail name a write by the request id of its answer', async () => {
    const answer = await shop.call(200, 'POST', '/entry/quick-expense', {
      description: 'Milk',
      amount: 2,
    });
    const id = answer.headers['x-request-id'];
    const { body } = await shop.client.events.list({ entity: 'expense' });
    expect(body[0]).toMatchObject({ correlation_id: id, actor: 'Till 1', source: 'api' });
    // The owner looks for it, as a till's maker tells it over the telephone.
    const found = await shop.client.events.list({ q: ` ${String(id).toUpperCase()}` });
    expect(found.body.map(({ seq }) => seq)).toEqual([body[0]?.seq]);
    expect(found.headers['x-total-count']).toBe('1');
    const line = shop.log.find(({ details }) => details?.request_id === id);
    expect(line?.details).toMatchObject({
      call: 'entry.quickExpense',
      token: 'Till 1',
      method: 'POST',
      route: '/entry/quick-expense',
      status: 200,
    });
  });

  it('knows what was not HTTP at all by the request id of its answer', async () => {
    for (const bytes of ['hello\r\n\r\n', `GET / HTTP/1.1\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`]) {
      const answer = await shop.raw(bytes);
      const id = /^X-Request-Id: (.+)\r$/m.exec(answer)?.[1];
      expect(id).toBeDefined();
      const line = shop.log.find(({ details }) => details?.request_id === id);
      expect(line?.details).toMatchObject({ status: Number(answer.slice(9, 12)) });
      expect(JSON.stringify(line)).not.toContain('hello');
    }
  });

  it('names a call that only reads too, by its route and never by what was asked', async () => {
    await shop.call(200, 'POST', '/entry/quick-customer', { id: 'ZACH-77', name: 'Zacharias' });
    const before = (await shop.client.events.list({})).body.length;
    const answer = await shop.call(200, 'GET', '/customers/ZACH-77?fields=name');
    expect((await shop.client.events.list({})).body).toHaveLength(before);
    const line = shop.log.find(
      ({ details }) => details?.request_id === answer.headers['x-request-id'],
    );
    expect(line).toEqual({
      level: 'info',
      message: 'request',
      details: {
        request_id: answer.headers['x-request-id'],
        method: 'GET',
        route: '/customers/{id}',
        call: 'customers.get',
        token: 'Till 1',
        status: 200,
        ms: expect.any(Number),
      },
    });
  });
});

describe('a mistake inside', () => {
  it('tells the caller nothing but an id, under which the log says where', async () => {
    shop.core.database.sqlite.exec('DROP TABLE expense');
    const problem = await shop.refused('/api/v1/expenses');
    expect(problem).toMatchObject({ status: 500, errors: [] });
    expect(JSON.stringify(problem)).not.toMatch(/sql|table|select|\.ts|no such/i);
    const line = shop.log.find(({ level }) => level === 'error');
    const ids = z.record(z.string(), z.unknown()).parse(line?.details);
    expect([ids.request_id, ids.correlation_id]).toContain(problem.request_id);
  });

  it('of the server itself does not either', async () => {
    shop.core.database.sqlite.exec('DROP TABLE event');
    const problem = await shop.refused('/api/v1/events/stream');
    expect(problem).toMatchObject({ status: 500, errors: [] });
    expect(JSON.stringify(problem)).not.toMatch(/sql|table|select|\.ts|no such/i);
    const line = shop.log.find(({ level }) => level === 'error');
    expect(line?.details?.request_id).toBe(problem.request_id);
    expect(JSON.stringify(line)).toContain('SqliteError');
  });
});
