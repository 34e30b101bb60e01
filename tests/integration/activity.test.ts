import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

async function newest() {
  const [entry] = (await shop.client.events.list({ limit: 1 })).body;
  if (!entry) throw new Error('the trail is empty');
  return entry;
}

describe('the activity trail says in words', () => {
  it('what was sold', async () => {
    const sale = await shop.client.sales.create({ product_name: 'Flat white', amount: 3.2 });
    expect(await newest()).toMatchObject({
      type: 'sale.created',
      entity: 'sale',
      entity_id: String(sale.id),
      summary: 'Sale 1: Flat white, €3.20',
      changes: [],
      actor: 'You',
      source: 'window',
      occurred_at: '2026-05-05T10:00:00.000Z',
    });
    await shop.client.sales.create({
      lines: [
        { product_name: 'Tea', amount: 2 },
        { product_name: 'Cake', amount: 4.5 },
        { product_name: 'Jam', amount: 5 },
      ],
    });
    expect((await newest()).summary).toBe('Sale 2: Tea + 2 more, €11.50');
  });

  it('what came back', async () => {
    await shop.client.sales.create({ product_name: 'Mug', amount: 12, kind: 'refund' });
    expect((await newest()).summary).toBe('Refund 1: Mug, -€12.00');
  });

  it('what of a sale was changed, from what to what', async () => {
    const { id } = await shop.client.sales.create({ product_name: 'Mug', amount: 12 });
    await shop.client.sales.update({ id, amount: 10.5, note: 'chipped', staff: 'Ada' });
    const entry = await newest();
    expect(entry.summary).toMatch(
      /^Sale 1: Mug, €10\.50 changed: Amount €12\.00 → €10\.50, .+ more$/,
    );
    expect(entry.changes).toContainEqual({ field: 'Amount', before: '€12.00', after: '€10.50' });
    expect(entry.changes).toContainEqual({ field: 'Note', before: null, after: 'chipped' });
    expect(entry.changes).toContainEqual({ field: 'Staff', before: null, after: 'Ada' });
    expect(entry.changes.map(({ field }) => field)).not.toContain('Ticket number');
  });

  it('what was deleted and taken back', async () => {
    const { id } = await shop.client.expenses.create({ description: 'Rent', amount: 900 });
    expect((await newest()).summary).toBe('Expense: Rent, €900.00');
    await shop.client.expenses.remove({ id });
    expect((await newest()).summary).toBe('Expense: Rent, €900.00 deleted');
    await shop.client.expenses.restore({ id });
    expect((await newest()).summary).toBe('Expense: Rent, €900.00 restored');
  });

  it('who and what is new', async () => {
    await shop.client.customers.create({ id: 'C1', name: 'Ada Lovelace' });
    expect((await newest()).summary).toBe('New customer Ada Lovelace (C1)');
    await shop.client.customers.update({ id: 'C1', email: 'ada@example.com' });
    expect((await newest()).summary).toBe(
      'Customer Ada Lovelace (C1) changed: E-mail empty → ada@example.com',
    );
    await shop.client.products.create({ name: 'Mug', sku: 'M-1', price: 12 });
    expect((await newest()).summary).toBe('New product Mug (M-1)');
  });

  it('what was set, and which tool was let in', async () => {
    await shop.client.settings.update({ shop_name: 'Ada & Co', api_enabled: false });
    expect(await newest()).toMatchObject({
      summary: 'Settings changed: Shop name My shop → Ada & Co, Connections from tills on → off',
    });
    const { details } = await shop.client.tokens.create({
      name: 'Till 1',
      scopes: ['read', 'write'],
    });
    expect((await newest()).summary).toBe('Token "Till 1" created: it may read, write');
    await shop.client.tokens.revoke({ id: details.id });
    expect((await newest()).summary).toBe('Token "Till 1" revoked');
  });

  it('amounts in the shop’s own currency', async () => {
    await shop.client.settings.update({ currency: 'JPY' });
    await shop.client.sales.create({ product_name: 'Tea', amount: 350 });
    expect((await newest()).summary).toBe('Sale 1: Tea, ¥350');
  });

  it('when someone became a VIP', async () => {
    await shop.client.customers.create({ id: 'C1', name: 'Ada' });
    await shop.client.sales.create({ product_name: 'Ring', amount: 600, customer_id: 'C1' });
    const summaries = (await shop.client.events.list({})).body.map((entry) => entry.summary);
    expect(summaries).toContain('Customer Ada (C1) is now a VIP');
  });
});

describe('the activity trail', () => {
  it('is read page by page, newest first, without gap or repeat while more comes in', async () => {
    for (let index = 0; index < 7; index++)
      await shop.client.expenses.create({ description: `E${index}`, amount: 1 });
    const seqs: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await shop.client.events.list({ limit: 3, cursor });
      seqs.push(...page.body.map((entry) => entry.seq));
      cursor = page.headers['x-next-cursor'];
      await shop.client.expenses.create({ description: 'meanwhile', amount: 1 });
    } while (cursor);
    expect(seqs).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  it('is followed from a seq on, oldest first: who asks again with the last one misses nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 3 }),
        async (bursts, limit) => {
          const start = (await shop.client.events.list({ limit: 1 })).body[0]?.seq ?? 0;
          let after = start;
          let written = 0;
          const read: number[] = [];
          const poll = async () => {
            const { body } = await shop.client.events.list({ after, limit });
            read.push(...body.map((entry) => entry.seq));
            after = body.at(-1)?.seq ?? after;
            return body.length;
          };
          for (const burst of bursts) {
            for (let index = 0; index < burst; index++, written++)
              await shop.client.expenses.create({ description: 'Milk', amount: 1 });
            await poll();
          }
          while ((await poll()) > 0);
          expect(read).toEqual(Array.from({ length: written }, (_, index) => start + index + 1));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is narrowed to one record, and searched, also for signs that mean something to SQL', async () => {
    const { id } = await shop.client.expenses.create({ description: '50% off_', amount: 1 });
    await shop.client.expenses.create({ description: '50 percent', amount: 1 });
    await shop.client.expenses.update({ id, amount: 2 });
    const one = await shop.client.events.list({ entity: 'expense', entity_id: String(id) });
    expect(one.body.map((entry) => entry.type)).toEqual(['expense.updated', 'expense.created']);
    expect(one.headers['x-total-count']).toBe('2');
    const found = await shop.client.events.list({ q: '50% off_' });
    expect(found.body.map((entry) => entry.entity_id)).toEqual([String(id), String(id)]);
    for (const q of ["'; DROP TABLE event; --", '"', '\\', 'tea AND ('])
      expect((await shop.client.events.list({ q })).body).toEqual([]);
  });

  it('is all there for a search of blanks', async () => {
    await shop.client.expenses.create({ description: 'Rent', amount: 1 });
    const all = await shop.client.events.list({});
    for (const q of ['', ' ', ' \t ']) expect(await shop.client.events.list({ q })).toEqual(all);
    const narrow = { entity: 'expense', entity_id: '1' };
    const one = await shop.client.events.list(narrow);
    expect(await shop.client.events.list({ ...narrow, q: ' ' })).toEqual(one);
  });

  it('refuses a cursor that it did not give', async () => {
    expect(await refusal(shop.client.events.list({ cursor: 'x' }))).toMatchObject({
      status: 422,
      fields: ['cursor'],
    });
  });
});

describe('a token', () => {
  it('is refused with a last day that has passed, and nothing is stored', async () => {
    const problem = await refusal(
      shop.client.tokens.create({ name: 'Till', scopes: ['read'], expires_on: '2026-05-04' }),
    );
    expect(problem).toMatchObject({ status: 422, fields: ['expires_on'] });
    expect(await shop.client.tokens.list()).toEqual([]);
    expect(shop.events()).toEqual([]);
  });

  it('that is revoked twice is revoked once', async () => {
    const { details } = await shop.client.tokens.create({ name: 'Till', scopes: ['read'] });
    const first = await shop.client.tokens.revoke({ id: details.id });
    shop.time.now += 1000;
    expect(await shop.client.tokens.revoke({ id: details.id })).toEqual(first);
    expect(shop.events().map((event) => event.type)).toEqual(['token.created', 'token.revoked']);
    expect(await refusal(shop.client.tokens.revoke({ id: 99 }))).toMatchObject({ status: 404 });
  });

  it('still counts, or no longer, when the shop is opened again', async () => {
    const kept = await shop.client.tokens.create({ name: 'Kept', scopes: ['read'] });
    const lost = await shop.client.tokens.create({ name: 'Lost', scopes: ['read'] });
    await shop.client.tokens.revoke({ id: lost.details.id });
    await shop.core.close();
    shop = await openTestCore({ dataDir: shop.dataDir });
    const { tokens } = shop.core.services;
    expect(tokens.authenticate(kept.token, shop.time.now)?.name).toBe('Kept');
    expect(tokens.authenticate(lost.token, shop.time.now)).toBeUndefined();
    expect(tokens.authenticate('', shop.time.now)).toBeUndefined();
  });
});
