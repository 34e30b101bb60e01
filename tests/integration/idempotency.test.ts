import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerNotes } from '../../src/main/core/context.ts';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

const HOUR_MS = 3_600_000;

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

/** A call of a till that may be sent again. */
function till(key: string, { fingerprint = 'body', tokenId = 1, core = shop.core } = {}) {
  const notes: AnswerNotes = {};
  const client = createRouterClient(core.router, {
    context: {
      actor: { kind: 'token', name: 'Till' },
      source: 'api',
      tokenId,
      idempotency: { key, fingerprint },
      notes,
    },
  });
  return { client, notes };
}

/** As many as stay whatever the clock says. */
function otherCalls(): void {
  shop.core.database.sqlite.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
    INSERT INTO idempotency_key (owner, key, fingerprint, call, answer, created_at)
      SELECT 'other', i, '', '', '', 0 FROM n`);
}

const tea = { product_name: 'Tea', amount: 2 };

describe('a call with an idempotency key', () => {
  it('is done once and gets its first answer again', async () => {
    const first = till('k1');
    const sale = await first.client.sales.create(tea);
    expect(first.notes).toEqual({});
    await shop.client.sales.update({ id: sale.id, amount: 5 });
    const contents = shop.contents();
    const again = till('k1');
    expect(await again.client.sales.create(tea)).toEqual(sale);
    expect(again.notes).toEqual({ replayed: true });
    expect(shop.contents()).toEqual(contents);
  });

  it('is refused when the key was used for another body or another call', async () => {
    await till('k1').client.sales.create(tea);
    const contents = shop.contents();
    const other = till('k1', { fingerprint: 'other body' }).client.sales.create(tea);
    expect(await refusal(other)).toMatchObject({ status: 409, fields: ['Idempotency-Key'] });
    const elsewhere = till('k1').client.entry.quickSale(tea);
    expect(await refusal(elsewhere)).toMatchObject({ status: 409 });
    expect(shop.contents()).toEqual(contents);
  });

  it('leaves the key of another token alone', async () => {
    const one = await till('k1').client.sales.create(tea);
    const two = await till('k1', { tokenId: 2 }).client.sales.create(tea);
    expect(two.id).not.toBe(one.id);
  });

  it('stores no refusal: the corrected call may use the key', async () => {
    const wrong = till('k1', { fingerprint: 'wrong' }).client.sales.create({
      ...tea,
      amount: 1.234,
    });
    expect(await refusal(wrong)).toMatchObject({ status: 422 });
    const right = till('k1', { fingerprint: 'right' });
    expect(await right.client.sales.create(tea)).toMatchObject({ amount: 2 });
    expect(right.notes).toEqual({});
  });

  it('is done once when it arrives many times at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => till('k1').client.sales.create(tea)),
    );
    expect(new Set(answers.map((sale) => sale.id)).size).toBe(1);
    expect((await shop.client.sales.list({})).headers['x-total-count']).toBe('1');
  });

  it('is remembered after a restart, and for a day at least', async () => {
    const sale = await till('k1').client.sales.create(tea);
    otherCalls();
    await shop.core.close();
    const reopened = await openTestCore({ dataDir: shop.dataDir });
    shop = reopened;
    shop.time.now += 24 * HOUR_MS;
    for (const key of ['a', 'b', 'c']) await till(key).client.sales.create(tea);
    const again = till('k1');
    expect(await again.client.sales.create(tea)).toEqual(sale);
    expect(again.notes.replayed).toBe(true);
  });

  it('is forgotten in the end, so that the file does not grow for ever', async () => {
    for (let index = 0; index < 10; index++) await till(`old ${index}`).client.sales.create(tea);
    shop.time.now += 72 * HOUR_MS;
    otherCalls();
    for (let index = 0; index < 3; index++) await till(`new ${index}`).client.sales.create(tea);
    expect(JSON.stringify(shop.contents().idempotency_key)).not.toContain('"old ');
  });

  it('works for every call that makes something', async () => {
    const calls: ((client: ReturnType<typeof till>['client']) => Promise<unknown>)[] = [
      (client) => client.entry.quickSale(tea),
      (client) => client.entry.quickCustomer({ id: 'C1', name: 'Ana' }),
      (client) => client.entry.quickExpense({ description: 'Milk', amount: 3 }),
      (client) => client.customers.create({ id: 'C2', name: 'Bo' }),
      (client) => client.products.create({ name: 'Mug', sku: 'M-1' }),
      (client) => client.expenses.create({ description: 'Rent', amount: 900 }),
      (client) => client.sales.restore({ id: 1 }),
      (client) => client.customers.restore({ id: 'C1' }),
      (client) => client.products.restore({ id: 1 }),
      (client) => client.expenses.restore({ id: 1 }),
    ];
    const first = [];
    for (const [index, call] of calls.entries()) first.push(await call(till(`k${index}`).client));
    const contents = shop.contents();
    for (const [index, call] of calls.entries())
      expect(await call(till(`k${index}`).client)).toEqual(first[index]);
    expect(shop.contents()).toEqual(contents);
  });
});

describe('an external id', () => {
  it('is the same sale for its token, whatever the rest says, and another for another token', async () => {
    const input = { ...tea, external_id: '417' };
    const first = till('k1');
    const sale = await first.client.sales.create(input);
    expect(first.notes).toEqual({});
    const again = till('k2');
    expect(await again.client.sales.create({ ...input, amount: 99 })).toEqual(sale);
    expect(again.notes).toEqual({ existing: true });
    const replayed = till('k2');
    await replayed.client.sales.create({ ...input, amount: 99 });
    expect(replayed.notes).toEqual({ existing: true, replayed: true });
    const other = await till('k1', { tokenId: 2 }).client.sales.create(input);
    expect(other.id).not.toBe(sale.id);
    expect(other).toMatchObject({ source: 'api', external_id: '417' });
  });
});

describe('an id', () => {
  it('never comes to mean another sale', async () => {
    const sale = await shop.client.sales.create(tea);
    const { sqlite } = shop.core.database;
    // As undoing an import does with the newest sales.
    sqlite.exec(
      `DELETE FROM sale_line WHERE sale_id = ${sale.id}; DELETE FROM sale WHERE id = ${sale.id}`,
    );
    const next = await shop.client.sales.create(tea);
    expect(next.id).toBeGreaterThan(sale.id);
    expect(next.number).toBe(String(next.id));
    expect(next.lines[0]?.id).toBeGreaterThan(sale.lines[0]?.id ?? 0);
  });
});

describe('If-Match', () => {
  const withTag = (ifMatch: string) =>
    createRouterClient(shop.core.router, {
      context: { actor: { kind: 'token', name: 'Till' }, source: 'api', tokenId: 1, ifMatch },
    });

  it('lets the change through that was made of the stored version', async () => {
    const { id } = await shop.client.sales.create(tea);
    expect(await withTag('"1-abc"').sales.update({ id, amount: 3 })).toMatchObject({ version: 2 });
    expect(await withTag('"7", "2"').sales.update({ id, amount: 4 })).toMatchObject({ version: 3 });
    expect(await withTag('*').sales.update({ id, amount: 5 })).toMatchObject({ version: 4 });
  });

  it.each(['"1-abc"', '"12"', 'W/"2"', '2', '""', ''])(
    'refuses %s of a sale that is at 2',
    async (tag) => {
      const { id } = await shop.client.sales.create(tea);
      await shop.client.sales.update({ id, amount: 3 });
      const contents = shop.contents();
      expect(await refusal(withTag(tag).sales.update({ id, amount: 4 }))).toMatchObject({
        status: 412,
      });
      expect(await refusal(withTag(tag).sales.remove({ id }))).toMatchObject({ status: 412 });
      expect(shop.contents()).toEqual(contents);
    },
  );

  it('is about the sale, not about the products that change with it', async () => {
    const { id } = await shop.client.sales.create(tea);
    await shop.client.sales.update({ id, amount: 3 });
    await shop.client.products.create({ name: 'Mug' });
    const lines = [{ product_name: 'Mug', sku: 'M-1', amount: 3 }];
    const changed = await withTag('"2"').sales.update({ id, lines });
    expect(changed.lines[0]).toMatchObject({ sku: 'M-1' });
  });

  it('holds for customers, products and expenses too', async () => {
    await shop.client.customers.create({ id: 'C1', name: 'Ana' });
    const { id: product } = await shop.client.products.create({ name: 'Mug' });
    const { id: expense } = await shop.client.expenses.create({ description: 'Rent', amount: 9 });
    const stale = withTag('"5"');
    for (const call of [
      stale.customers.update({ id: 'C1', name: 'Bo' }),
      stale.customers.remove({ id: 'C1' }),
      stale.products.update({ id: product, price: 1 }),
      stale.products.remove({ id: product }),
      stale.expenses.update({ id: expense, amount: 1 }),
      stale.expenses.remove({ id: expense }),
    ])
      expect(await refusal(call)).toMatchObject({ status: 412, fields: ['If-Match'] });
  });
});
