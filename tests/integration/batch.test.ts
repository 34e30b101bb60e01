import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerNotes } from '../../src/main/core/context.ts';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

const ticket = (index: number) => ({
  external_id: `t-${index}`,
  tender: 'card',
  lines: [{ product_name: `Product ${index % 7}`, quantity: 2, amount: 4.2 }],
});

function till(key: string) {
  const notes: AnswerNotes = {};
  const client = createRouterClient(shop.core.router, {
    context: {
      actor: { kind: 'token', name: 'Till' },
      source: 'api',
      tokenId: 1,
      idempotency: { key, fingerprint: 'body' },
      notes,
    },
  });
  return { client, notes };
}

const count = (table: string) => shop.contents()[table]?.length;

describe('a batch of tickets', () => {
  it('stores the good ones and says of each bad one what is wrong', async () => {
    const sales = [
      ticket(0),
      { ...ticket(1), lines: [{ product_name: 'Tea', amount: 1.234 }] },
      { external_id: 't-2', lines: 'none' },
      'not a ticket',
      ticket(0),
      { ...ticket(5), customer_id: 'NOBODY', lines: [{ product_name: 'Only here', amount: 1 }] },
      ticket(6),
    ];
    const answer = await shop.client.sales.batch({ sales });
    expect(answer).toMatchObject({ created: 2, existing: 1, refused: 4 });
    expect(answer.results.map(({ index, status }) => [index, status])).toEqual([
      [0, 201],
      [1, 422],
      [2, 422],
      [3, 422],
      [4, 200],
      [5, 422],
      [6, 201],
    ]);
    expect(answer.results[4]?.id).toBe(answer.results[0]?.id);
    expect(answer.results[1]).toMatchObject({
      id: null,
      external_id: 't-1',
      errors: [{ field: 'lines.0.amount' }],
    });
    expect(answer.results[2]).toMatchObject({ external_id: 't-2', errors: [{ field: 'lines' }] });
    expect(count('sale')).toBe(2);
    // What a refused ticket made on the way is gone with it, its event too.
    const names = (await shop.client.products.list({})).body.map((product) => product.name);
    expect(names.sort()).toEqual(['Product 0', 'Product 6']);
    const types = shop.events().map((event) => event.type);
    expect(types.filter((type) => type === 'sale.created')).toHaveLength(2);
    expect(types.filter((type) => type === 'product.created')).toHaveLength(2);
  });

  it('takes a thousand, with one event for each and right figures', async () => {
    const sales = Array.from({ length: 1000 }, (_, index) => ticket(index));
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const answer = await shop.client.sales.batch({ sales });
    clearInterval(timer);
    expect(answer).toMatchObject({ created: 1000, refused: 0 });
    expect(answer.results.map((result) => result.index)).toEqual(sales.map((_, index) => index));
    // A queue is stored in its order, each ticket once.
    const ids = answer.results.map((result) => result.id ?? 0);
    expect(ids).toEqual([...new Set(ids)].sort((one, other) => one - other));
    await expect(shop.client.sales.get({ id: ids[500] ?? 0 })).resolves.toMatchObject({
      external_id: 't-500',
    });
    const created = shop.events().filter((event) => event.type === 'sale.created');
    expect(created).toHaveLength(1000);
    expect((await shop.client.dashboard.kpis({})).revenue).toBe(4200);
    expect(turns).toBeGreaterThan(0);
  });

  it('that the disk broke off says how much of it is stored, and goes on when it is sent again', async () => {
    const { sqlite } = shop.core.database;
    await shop.client.sales.create(ticket(0));
    const pages = Number(sqlite.pragma('page_count', { simple: true }));
    sqlite.pragma(`max_page_count = ${pages + 700}`);
    const sales = Array.from({ length: 1000 }, (_, index) => ({
      ...ticket(index),
      external_id: undefined,
      note: 'x'.repeat(1000),
    }));
    const all = sales.map((sale, index) => {
      if (index === 5) return { ...sale, lines: [{ product_name: 'Tea', amount: 1.234 }] };
      return index === 6 ? 'not a ticket' : sale;
    });
    const refused = await refusal(till('b1').client.sales.batch({ sales: all }));
    const stored = (count('sale') ?? 0) - 1;
    expect(stored).toBeGreaterThan(10);
    expect(refused.status).toBe(503);
    // A till that goes on behind them must not lose those that were refused.
    expect(refused.message).toContain(
      `Of the first ${stored + 2} of 1000 tickets ${stored} are stored and 2 refused.`,
    );
    expect(refused.fields).toEqual(['sales.5.lines.0.amount', 'sales.6', `sales.${stored + 2}`]);
    sqlite.pragma('max_page_count = 1000000');
    expect(await till('b1').client.sales.batch({ sales: all })).toMatchObject({
      created: 998,
      refused: 2,
    });
    expect(count('sale')).toBe(999);
  });

  it('of none or of more than a thousand is refused', async () => {
    expect(await refusal(shop.client.sales.batch({ sales: [] }))).toMatchObject({ status: 422 });
    const sales = Array.from({ length: 1001 }, (_, index) => ticket(index));
    expect(await refusal(shop.client.sales.batch({ sales }))).toMatchObject({ fields: ['sales'] });
    expect(count('sale')).toBe(0);
  });

  it('that is sent again gets its first answer', async () => {
    const sales = Array.from({ length: 300 }, (_, index) => ({
      ...ticket(index),
      external_id: undefined,
    }));
    const first = till('b1');
    const answer = await first.client.sales.batch({ sales });
    expect(first.notes).toEqual({});
    const again = till('b1');
    expect(await again.client.sales.batch({ sales })).toEqual(answer);
    expect(again.notes).toEqual({ replayed: true });
    expect(count('sale')).toBe(300);
  });

  it('that broke off goes on behind what was stored', async () => {
    const sales = Array.from({ length: 1000 }, (_, index) => ({
      ...ticket(index),
      external_id: undefined,
    }));
    const answer = await till('b1').client.sales.batch({ sales });
    const { sqlite } = shop.core.database;
    // Each transaction has a key of its own that ends with the place of its first ticket.
    const places = sqlite
      .prepare<[], string>(`SELECT key FROM idempotency_key WHERE key LIKE 'b1%' ORDER BY id`)
      .pluck()
      .all()
      .map((key) => Number(key.split('\n')[1]));
    expect(places.length).toBeGreaterThan(1);
    const kept = places[1] ?? 0;
    // As after a power cut between the first transaction and the second.
    sqlite.exec(`DELETE FROM idempotency_key WHERE id > 1;
      DELETE FROM sale_tender WHERE sale_id > ${kept}; DELETE FROM sale_line WHERE sale_id > ${kept};
      DELETE FROM sale WHERE id > ${kept}`);
    const again = till('b1');
    const resumed = await again.client.sales.batch({ sales });
    expect(again.notes).toEqual({});
    expect(resumed.results.slice(0, kept)).toEqual(answer.results.slice(0, kept));
    expect(resumed.created).toBe(1000);
    expect(count('sale')).toBe(1000);
  });
});
