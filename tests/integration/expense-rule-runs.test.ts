/** Rules applied to many earlier expenses: in pieces, to be stopped, interrupted and taken back. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asBytes, importBytes } from '../support/import-file.ts';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

const EXPENSES = 3000;

let shop: TestCore;
let dataDir: string;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tillwise-test-'));
  shop = await openTestCore({ dataDir });
  const rows = Array.from({ length: EXPENSES }, (_, at) => `2026-05-01,Shell ${at},1.00,`);
  const bank = ['date,description,amount,category', ...rows, ''].join('\n');
  await importBytes(shop, asBytes(bank), { kind: 'expenses' });
  await shop.client.expenseRules.create({ text: 'shell', category: 'Fuel' });
});
afterEach(() => shop.close());

const counted = async (category: string) =>
  (await shop.client.expenses.byCategory({})).find((row) => row.category === category)
    ?.expense_count ?? 0;

/** Waits until some expenses are changed, and not all. */
async function inTheMiddle(): Promise<number> {
  for (;;) {
    const run = await shop.client.expenseRules.unfinishedRun();
    if (run && run.progress > 0 && run.progress < 1) return run.id;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Ends the shop in the middle of a call, and opens it again. */
async function interrupt(call: Promise<unknown>): Promise<number> {
  const refused = refusal(call);
  const id = await inTheMiddle();
  await shop.core.close();
  expect((await refused).message).toContain('closed in the middle');
  shop = await openTestCore({ dataDir });
  return id;
}

const events = () =>
  shop
    .events()
    .map(({ type }) => type)
    .filter((type) => type.startsWith('expense_rule.appl'));

describe('rules applied to thousands of expenses', () => {
  it('let others have their turn, tell how far they are, and are one event', async () => {
    let over = false;
    const applying = shop.client.expenseRules.apply({}).finally(() => {
      over = true;
    });
    const id = await inTheMiddle();
    expect(await shop.client.expenseRules.unfinishedRun()).toMatchObject({ state: 'applying' });
    await shop.client.entry.quickSale({ product_name: 'Tea', amount: 3 });
    expect(over).toBe(false);
    const early = await refusal(shop.client.expenseRules.undo({ id }));
    expect(early.message).toBe('The rules are still being applied. Cancel that instead.');
    expect(await applying).toMatchObject({ id, expenses: EXPENSES, state: 'done', progress: 1 });
    expect(await counted('Fuel')).toBe(EXPENSES);
    expect(shop.core.kpis.verify().differences).toEqual([]);
    expect(events()).toEqual(['expense_rule.applied']);
    expect(await shop.client.expenseRules.unfinishedRun()).toBeNull();
  });

  it('leave nothing behind when they are cancelled', async () => {
    const applying = refusal(shop.client.expenseRules.apply({}));
    const id = await inTheMiddle();
    expect(await shop.client.expenseRules.cancel({ id })).toMatchObject({ state: 'taken_back' });
    expect((await applying).message).toBe('This was cancelled. Nothing of it stayed.');
    expect(await counted('Fuel')).toBe(0);
    expect(await counted('Uncategorized')).toBe(EXPENSES);
    expect(shop.core.kpis.verify().differences).toEqual([]);
    expect((await refusal(shop.client.expenseRules.cancel({ id }))).status).toBe(409);
    expect(await shop.client.expenseRules.apply({})).toMatchObject({ expenses: EXPENSES });
  });

  it('go on where Tillwise ended in the middle', async () => {
    const id = await interrupt(shop.client.expenseRules.apply({}));
    expect(await shop.client.expenseRules.unfinishedRun()).toMatchObject({
      id,
      state: 'interrupted',
    });
    const before = await counted('Fuel');
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(EXPENSES);
    const another = await refusal(shop.client.expenseRules.apply({}));
    expect(another.message).toBe(
      'Applying the rules was interrupted before. Finish that first, or take it back.',
    );
    // One that was placed before is set back by hand meanwhile: it counts once.
    const { body } = await shop.client.expenses.list({ category: 'Fuel', limit: 1 });
    await shop.client.expenses.update({ id: body[0]?.id ?? 0, category: null });
    expect(await shop.client.expenseRules.finish({ id })).toMatchObject({
      expenses: EXPENSES,
      state: 'done',
    });
    expect(await counted('Fuel')).toBe(EXPENSES);
    expect(events()).toEqual(['expense_rule.applied']);
    await shop.client.expenseRules.undo({ id });
    expect(await counted('Uncategorized')).toBe(EXPENSES);
    expect(shop.core.kpis.verify().differences).toEqual([]);
  });

  it('or are taken back there, exactly', async () => {
    const id = await interrupt(shop.client.expenseRules.apply({}));
    const placed = await counted('Fuel');
    expect((await shop.client.expenseRules.undo({ id })).message).toBe(
      `${placed} expenses have the former category again.`,
    );
    expect(await counted('Fuel')).toBe(0);
    expect(shop.core.kpis.verify().differences).toEqual([]);
    expect(await shop.client.expenseRules.unfinishedRun()).toBeNull();
    expect((await refusal(shop.client.expenseRules.finish({ id }))).status).toBe(409);
  });

  it('are finished once when that is asked for twice, and not after all when taken back', async () => {
    const finish = (id: number) => shop.client.expenseRules.finish({ id });
    const id = await interrupt(shop.client.expenseRules.apply({}));
    const [first, second] = await Promise.allSettled([finish(id), finish(id)]);
    expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected']);
    expect(events()).toEqual(['expense_rule.applied']);
    expect(await counted('Fuel')).toBe(EXPENSES);
    await shop.client.expenseRules.undo({ id });

    const other = await interrupt(shop.client.expenseRules.apply({}));
    const finished = refusal(finish(other));
    await shop.client.expenseRules.undo({ id: other });
    expect((await finished).status).toBe(409);
    expect(await counted('Fuel')).toBe(0);
    expect(await shop.client.expenseRules.unfinishedRun()).toBeNull();
    expect(shop.core.kpis.verify().differences).toEqual([]);
  });

  it('are taken back to the end when Tillwise ended in the middle of that', async () => {
    const { id } = await shop.client.expenseRules.apply({});
    await interrupt(shop.client.expenseRules.undo({ id }));
    expect(await shop.client.expenseRules.unfinishedRun()).toMatchObject({
      state: 'half_taken_back',
    });
    expect((await refusal(shop.client.expenseRules.finish({ id }))).status).toBe(409);
    expect((await shop.client.expenseRules.undo({ id })).message).toBe(
      `${EXPENSES} expenses have the former category again.`,
    );
    expect(await counted('Uncategorized')).toBe(EXPENSES);
    expect(shop.core.kpis.verify().differences).toEqual([]);
    expect(events()).toEqual(['expense_rule.applied', 'expense_rule.application_undone']);
  });
});
