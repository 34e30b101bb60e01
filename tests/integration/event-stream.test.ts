import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventEntry } from '../../src/shared/schemas/event.ts';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

let shop: HttpShop;
let open: Stream[];
beforeEach(async () => {
  shop = await openHttpShop({ heartbeatMs: 100 });
  open = [];
});
afterEach(async () => {
  for (const stream of open) stream.close();
  await shop.close();
});

interface Stream {
  answer: IncomingMessage;
  /** Resolves with the next so many events. */
  next(count: number): Promise<z.infer<typeof eventEntry>[]>;
  /** All that came, as it came. */
  text(): string;
  /** Ids of the messages, of those without data too. */
  lastId(): string | undefined;
  ended: Promise<void>;
  close(): void;
}

/** As a till would: with nothing but HTTP. */
async function follow(query = '', headers: Record<string, string> = {}): Promise<Stream> {
  let call: ClientRequest | undefined;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    call = request(
      {
        host: '127.0.0.1',
        port: shop.server.port,
        path: `/api/v1/events/stream${query}`,
        agent: false,
        headers: { authorization: `Bearer ${shop.token}`, ...headers },
      },
      resolve,
    );
    call.on('error', reject).end();
  });
  let text = '';
  let read = 0;
  answer.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  const blocks = () => text.split('\n\n').slice(0, -1);
  const stream: Stream = {
    answer,
    async next(count) {
      const messages = () => blocks().filter((block) => block.includes('data: '));
      await expect
        .poll(() => messages().length, { timeout: 10_000 })
        .toBeGreaterThanOrEqual(read + count);
      const events = messages().slice(read, read + count);
      read += count;
      return events.map((block) => {
        const event = eventEntry.parse(JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? ''));
        expect(block).toContain(`id: ${event.seq}\n`);
        return event;
      });
    },
    text: () => text,
    lastId: () => [...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1],
    ended: new Promise((resolve) => answer.once('close', resolve)),
    close: () => call?.destroy(),
  };
  open.push(stream);
  return stream;
}

const sell = (amount: number) =>
  shop.call(200, 'POST', '/entry/quick-sale', { product_name: 'Tea', amount });
const amountsOf = (events: z.infer<typeof eventEntry>[]) =>
  events.map(({ data }) => data.after?.amount);

describe('the event stream', () => {
  it('begins now, and tells a sale as the API shows it', async () => {
    await sell(1);
    const stream = await follow();
    expect(stream.answer.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-request-id': expect.any(String),
    });
    await sell(2.5);
    const [event] = await stream.next(1);
    const { json } = await shop.call(200, 'GET', '/sales/2');
    expect(event).toMatchObject({ type: 'sale.created', actor: 'Till 1', data: { before: null } });
    expect(event?.data.after).toEqual(json);
    // The same as the list tells.
    const { json: listed } = await shop.call(200, 'GET', `/events?after=${(event?.seq ?? 0) - 1}`);
    expect(listed).toEqual([event]);
  });

  it('misses nothing between two lines, by the last id or by after', async () => {
    const first = await follow();
    // A line that was lost before the first message knows its place too.
    await expect.poll(first.lastId).toBeDefined();
    const start = first.lastId();
    first.close();
    for (const amount of [1, 2, 3]) await sell(amount);
    const second = await follow('?types=sale.created', { 'last-event-id': String(start) });
    expect(amountsOf(await second.next(3))).toEqual([1, 2, 3]);
    const place = second.lastId();
    second.close();
    await sell(4);
    const third = await follow(`?after=${place}&types=sale.created`);
    expect(amountsOf(await third.next(1))).toEqual([4]);
    await sell(5);
    expect(amountsOf(await third.next(1))).toEqual([5]);
  });

  it('tells only the types asked for, and refuses one that there is not', async () => {
    const stream = await follow('?after=0&types=sale.deleted,expense.created');
    await sell(1);
    await shop.call(200, 'DELETE', '/sales/1');
    await shop.call(201, 'POST', '/expenses', { description: 'Milk', amount: 2 });
    const types = (await stream.next(2)).map(({ type }) => type);
    expect(types).toEqual(['sale.deleted', 'expense.created']);
    const problem = await shop.refused('/api/v1/events/stream?types=sale.sold');
    expect(problem).toMatchObject({ status: 422, errors: [{ field: 'types' }] });
    expect(problem.detail).toContain('sale.created');
    const headers = { 'last-event-id': 'x' };
    expect((await shop.refused('/api/v1/events/stream', { headers })).status).toBe(422);
  });

  it('says that it stands when there is nothing to tell', async () => {
    const stream = await follow();
    await expect
      .poll(() => stream.text().match(/^: still here$/gm)?.length ?? 0)
      .toBeGreaterThan(2);
  });

  it('loses and reorders nothing for a slow reader while others are served', async () => {
    const slow = await follow('?after=0&types=sale.created');
    slow.answer.pause();
    const note = 'n'.repeat(2000);
    const { sales } = shop.client;
    for (let amount = 1; amount <= 600; amount++)
      await sales.create({ product_name: 'Tea', amount, note });
    const quick = await follow('?after=0&types=sale.created');
    expect(amountsOf(await quick.next(600)).at(-1)).toBe(600);
    slow.answer.resume();
    expect(amountsOf(await slow.next(600))).toEqual(Array.from({ length: 600 }, (_, i) => i + 1));
  });

  it('feeds many readers at once', async () => {
    const streams = await Promise.all(
      Array.from({ length: 60 }, () => follow('?types=sale.created')),
    );
    await sell(7);
    for (const stream of streams) expect(amountsOf(await stream.next(1))).toEqual([7]);
  });

  it('loses nothing for any of them when much happens at once', async () => {
    const query = '?types=sale.created';
    const streams = await Promise.all(Array.from({ length: 80 }, () => follow(query)));
    const amounts = Array.from({ length: 40 }, (_, index) => index + 1);
    for (let first = 0; first < 40; first += 8)
      await Promise.all(amounts.slice(first, first + 8).map(sell));
    const seqs = (events: z.infer<typeof eventEntry>[]) => events.map(({ seq }) => seq);
    const [reader, ...others] = streams;
    const told = (await reader?.next(40)) ?? [];
    expect(amountsOf(told).sort((one, two) => Number(one) - Number(two))).toEqual(amounts);
    for (const stream of others) expect(seqs(await stream.next(40))).toEqual(seqs(told));
  });

  it('finds the few events asked for in a long log, and the list does so in a thread of its own', async () => {
    await sell(1);
    const { sqlite } = shop.core.database;
    sqlite.exec(`
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
      INSERT INTO event (id, type, entity, entity_id, after, actor_kind, actor_name, source, correlation_id, occurred_at)
        SELECT 'E' || i, 'setting.updated', 'setting', 'shop_name', '{}', 'owner', 'You', 'window', 'c' || i, 0 FROM n`);
    await sell(2);
    const stream = await follow('?after=0&types=sale.created');
    expect(amountsOf(await stream.next(2))).toEqual([1, 2]);
    await sell(3);
    expect(amountsOf(await stream.next(1))).toEqual([3]);

    const asked: string[] = [];
    const prepare = sqlite.prepare.bind(sqlite);
    sqlite.prepare = ((text: string) => {
      asked.push(text);
      return prepare(text);
    }) as typeof sqlite.prepare;
    for (const query of [
      'types=sale.created',
      'types=sale.created&after=0',
      'entity=sale',
      'q=tea',
    ]) {
      const { json, headers } = await shop.call(200, 'GET', `/events?${query}`);
      const found = z
        .array(eventEntry)
        .parse(json)
        .filter(({ type }) => type === 'sale.created');
      expect(amountsOf(found).sort(), query).toEqual(query === 'q=tea' ? [2, 3] : [1, 2, 3]);
      expect(headers['x-total-count'], query).toBe(query === 'q=tea' ? '2' : '3');
    }
    // Of whatever kind: no index begins with the id alone.
    const { json } = await shop.call(200, 'GET', '/events?entity_id=1');
    expect(
      z
        .array(eventEntry)
        .parse(json)
        .map(({ type }) => type),
    ).toContain('sale.created');
    expect(
      asked.filter((text) => /event"? where/i.test(text) && !/"seq" in \(/.test(text)),
    ).toEqual([]);
  });

  it('does not go on from a place that this log has not reached', async () => {
    await sell(1);
    const ahead = { 'last-event-id': '5000' };
    const places: [string, Record<string, string>, string][] = [
      ['/api/v1/events/stream', ahead, 'Last-Event-ID'],
      ['/api/v1/events/stream?after=5000', {}, 'after'],
      ['/api/v1/events?after=5000', {}, 'after'],
    ];
    for (const [path, headers, field] of places) {
      const problem = await shop.refused(path, { headers });
      expect(problem).toMatchObject({ status: 422, errors: [{ field }] });
      expect(problem.detail).toContain('another shop');
    }
    const { json } = await shop.call(200, 'GET', '/events');
    const newest = z.array(eventEntry).parse(json)[0]?.seq;
    expect((await shop.call(200, 'GET', `/events?after=${newest}`)).json).toEqual([]);
  });

  it('needs a token that may read, in the header, for as long as it counts', async () => {
    const query = `/api/v1/events/stream?token=${shop.token}`;
    expect((await shop.refused(query, { headers: { authorization: null } })).status).toBe(401);
    const { token } = await shop.newToken('Writer', ['write']);
    const headers = { authorization: `Bearer ${token}` };
    expect((await shop.refused('/api/v1/events/stream', { headers })).status).toBe(403);
    const stream = await follow();
    await shop.client.tokens.revoke({ id: shop.tokenId });
    await stream.ended;
    expect(stream.answer.complete).toBe(true);
  });

  it('ends at once when its token is revoked, not only when it next says that it stands', async () => {
    await shop.close();
    shop = await openHttpShop();
    const stream = await follow();
    const started = performance.now();
    await shop.client.tokens.revoke({ id: shop.tokenId });
    await stream.ended;
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('ends with the server, at once', async () => {
    const stream = await follow();
    const started = performance.now();
    await shop.server.stop();
    await stream.ended;
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

describe('the record in an event', () => {
  it('is the record as the API shows it, before and after', async () => {
    await shop.call(201, 'POST', '/customers', { id: 'C1', name: 'Ada', email: 'ada@example.com' });
    await shop.call(201, 'POST', '/products', { name: 'Mug', price: 12, cost: 4.25 });
    await shop.call(201, 'POST', '/expenses', { description: 'Rent', amount: 900.5 });
    await shop.call(201, 'POST', '/sales', {
      customer_id: 'C1',
      discount: 1,
      tip: 0.5,
      lines: [
        { product_name: 'Mug', quantity: 2, amount: 24, tax: 2.4 },
        { product_name: 'Cheese', quantity: 0.255, amount: 5.1 },
      ],
    });
    const shown: Record<string, unknown> = {};
    for (const [entity, path] of Object.entries({
      customer: '/customers/C1',
      product: '/products/1',
      expense: '/expenses/1',
      sale: '/sales/1',
    }))
      shown[entity] = (await shop.call(200, 'GET', path)).json;
    const { json } = await shop.call(200, 'GET', '/events?after=1');
    const events = z.array(eventEntry).parse(json);
    for (const entity of ['customer', 'product', 'expense', 'sale']) {
      const after = events.find((event) => event.type === `${entity}.created`)?.data.after;
      expect(Object.keys(after ?? {}).length, entity).toBeGreaterThan(8);
      expect(shown[entity], entity).toMatchObject(after ?? {});
    }
    await shop.call(200, 'PUT', '/sales/1', { tip: 2 });
    const { json: list } = await shop.call(200, 'GET', '/events?after=1&types=sale.updated');
    const [updated] = z.array(eventEntry).parse(list);
    expect(updated?.data.before).toMatchObject({ tip: 0.5, version: 1 });
    expect(updated?.data.after).toMatchObject({ tip: 2, version: 2 });
  });

  it('tells no part of a token', async () => {
    const { json } = await shop.call(200, 'GET', '/events?after=0&types=token.created');
    expect(JSON.stringify(json)).not.toContain('hint');
    expect(JSON.stringify(json)).not.toContain(shop.token.slice(-4));
  });
});

describe('a restart', () => {
  it('loses no event for who goes on from its last id', async () => {
    const stream = await follow('?types=sale.created');
    await sell(1);
    await stream.next(1);
    const place = String(stream.lastId());
    await sell(2);
    await shop.server.stop();
    await shop.core.close();
    const { dataDir } = shop;
    shop = await openHttpShop({ dataDir });
    await sell(3);
    const resumed = await follow('?types=sale.created', { 'last-event-id': place });
    expect(amountsOf(await resumed.next(2))).toEqual([2, 3]);
    await sell(4);
    expect(amountsOf(await resumed.next(1))).toEqual([4]);
  });
});
