import { readFileSync } from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerNotes } from '../../src/main/core/context.ts';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

/** A call of its own: another till, another request. */
function till(name: string, key = `key of ${name}`) {
  const notes: AnswerNotes = {};
  const { sales } = createRouterClient(shop.core.router, {
    context: {
      actor: { kind: 'token', name },
      source: 'api',
      tokenId: 1,
      correlationId: `request of ${name}`,
      idempotency: { key, fingerprint: key },
      notes,
    },
  });
  return { sales, notes };
}

const ticket = (amount: number) => ({ lines: [{ product_name: 'Tea', quantity: 1, amount }] });
const tills = (count: number) => Array.from({ length: count }, (_, index) => `till ${index}`);

/** Commits in the write-ahead log: the frames that say how large the file is after them. */
function commits(): number {
  const log = readFileSync(`${shop.core.database.sqlite.name}-wal`);
  const salts = log.subarray(16, 24);
  const frame = 24 + log.readUInt32BE(8);
  let found = 0;
  for (let at = 32; at + frame <= log.length; at += frame) {
    if (!log.subarray(at + 8, at + 16).equals(salts)) break;
    if (log.readUInt32BE(at + 4) > 0) found++;
  }
  return found;
}

describe('sales of tills that send at the same time', () => {
  it('share one commit, and each has its own answer, event and sender', async () => {
    await shop.client.sales.create(ticket(1));
    const before = commits();
    const names = tills(10);
    const answers = await Promise.all(
      names.map((name, index) => till(name).sales.create(ticket(index + 1))),
    );
    expect(commits() - before).toBe(1);
    expect(answers.map(({ amount }) => amount)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(10);
    const events = shop.events().slice(-10);
    expect(events.map((event) => [event.actor_name, event.correlation_id])).toEqual(
      names.map((name) => [name, `request of ${name}`]),
    );
    expect(events.map((event) => event.entity_id)).toEqual(answers.map(({ id }) => String(id)));
    expect(shop.core.kpis.verify().differences).toEqual([]);
    expect((await shop.client.dashboard.kpis({ days: 1 })).revenue).toBe(56);
  });

  it('are told to others only once they are stored', async () => {
    const heard: unknown[] = [];
    shop.core.bus.subscribe('*', (event) => {
      heard.push([event.entityId, shop.core.database.sqlite.inTransaction]);
    });
    const sold = await Promise.all(tills(3).map((name) => till(name).sales.create(ticket(2))));
    await shop.core.bus.idle();
    expect(heard.slice(-3)).toEqual(sold.map(({ id }) => [id, false]));
  });

  it('fail alone: what is refused leaves nothing, and the others are stored', async () => {
    const calls = [
      till('good').sales.create(ticket(3)),
      till('no such sale').sales.create({ ...ticket(3), kind: 'refund', refund_of: 4711 }),
      till('new product, unknown customer').sales.create({
        customer_id: 'NOBODY',
        lines: [{ product_name: 'Never sold', amount: 9 }],
      }),
      till('also good').sales.create(ticket(4)),
    ];
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect((await shop.client.sales.list({})).body).toHaveLength(2);
    expect((await shop.client.products.list({})).body.map(({ name }) => name)).toEqual(['Tea']);
    expect(shop.events().map((event) => event.actor_name)).not.toContain('no such sale');
    expect(shop.core.kpis.verify().differences).toEqual([]);
  });

  it('are one sale when they are the same: the second gets the answer of the first', async () => {
    const [first, second] = [till('a', 'same key'), till('a', 'same key')];
    const external = { ...ticket(5), external_id: 'T-1' };
    const [sold, again, known] = await Promise.all([
      first.sales.create(external),
      second.sales.create(external),
      till('b', 'another key').sales.create(external),
    ]);
    expect(again).toEqual(sold);
    expect(known.id).toBe(sold.id);
    expect([first.notes, second.notes]).toEqual([{}, { replayed: true }]);
    expect((await shop.client.sales.list({})).body).toHaveLength(1);
  });

  it('are all refused when the disk is full, and can be sent again', async () => {
    await shop.client.sales.create(ticket(1));
    const before = shop.contents();
    const { sqlite } = shop.core.database;
    const pages = Number(sqlite.pragma('page_count', { simple: true }));
    sqlite.pragma(`max_page_count = ${pages}`);
    const large = { ...ticket(2), note: 'x'.repeat(2000) };
    const sendAll = () => tills(8).map((name) => till(name).sales.create(large));
    const refusals = await Promise.all(sendAll().map(refusal));
    for (const { status, message } of refusals) {
      expect(status).toBe(503);
      expect(message).toMatch(/nothing was saved/);
    }
    expect(shop.contents()).toEqual(before);
    sqlite.pragma('max_page_count = 1000000');
    const sold = await Promise.all(sendAll());
    expect(new Set(sold.map(({ id }) => id)).size).toBe(8);
    expect(shop.core.kpis.verify().differences).toEqual([]);
  });

  it('never hold up each other for long: more than fit into one commit go into the next', async () => {
    const before = commits();
    const sold = await Promise.all(tills(40).map((name) => till(name).sales.create(ticket(1))));
    expect(new Set(sold.map(({ id }) => id)).size).toBe(40);
    expect(commits() - before).toBeGreaterThanOrEqual(3);
    expect(commits() - before).toBeLessThan(20);
  });
});
