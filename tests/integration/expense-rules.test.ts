import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asBytes, importBytes, uploadBytes } from '../support/import-file.ts';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

const BANK = [
  'date,description,amount,category',
  '2026-05-01,SHELL OIL 57442,40.00,',
  '2026-05-02,CARD PAYMENT TO TESCO STORES 3321,12.50,',
  '2026-05-02,SHELL CAFE 12,4.20,Meals',
  '2026-05-03,Shell 0815,35.00,Other',
  '',
].join('\n');

const categories = async () =>
  Object.fromEntries(
    (await shop.client.expenses.list({ limit: 100 })).body.map(({ description, category }) => [
      description,
      category,
    ]),
  );

describe('a rule for expenses', () => {
  it('is added at the end, changed, put elsewhere, deleted and restored, each with its event', async () => {
    const { expenseRules } = shop.client;
    const shell = await expenseRules.create({ text: ' Shell ', category: 'Fuel' });
    const tesco = await expenseRules.create({ text: 'Tesco', category: 'Supplies' });
    expect((await expenseRules.list()).map(({ text }) => text)).toEqual(['Shell', 'Tesco']);
    expect(await expenseRules.update({ id: tesco.id, category: 'Groceries' })).toMatchObject({
      text: 'Tesco',
      category: 'Groceries',
      version: 2,
    });
    const turned = await expenseRules.reorder({ ids: [tesco.id, shell.id] });
    expect(turned.map(({ text }) => text)).toEqual(['Tesco', 'Shell']);
    await expenseRules.remove({ id: tesco.id });
    expect((await expenseRules.list()).map(({ text }) => text)).toEqual(['Shell']);
    await expenseRules.restore({ id: tesco.id });
    expect((await expenseRules.list()).map(({ text }) => text)).toEqual(['Tesco', 'Shell']);
    const { body } = await shop.client.events.list({ limit: 3 });
    expect(body.map(({ summary }) => summary)).toEqual([
      'Expense rule "Tesco" → Groceries restored',
      'Expense rule "Tesco" → Groceries deleted',
      'Expense rules put into another order',
    ]);
  });

  it('is there once for a text, and an order names every rule once', async () => {
    const { expenseRules } = shop.client;
    const { id } = await expenseRules.create({ text: 'Shell', category: 'Fuel' });
    const twice = await refusal(expenseRules.create({ text: ' SHELL', category: 'Travel' }));
    expect(twice).toMatchObject({ status: 409, fields: ['text'] });
    expect(twice.message).toContain('Fuel');
    expect((await refusal(expenseRules.create({ text: 'x', category: 'Fuel' }))).status).toBe(422);
    for (const ids of [[], [id, id], [id, 99]])
      expect((await refusal(expenseRules.reorder({ ids }))).fields).toEqual(['ids']);
  });
});

describe('expenses that are there already', () => {
  beforeEach(async () => {
    await importBytes(shop, asBytes(BANK), { kind: 'expenses' });
    await shop.client.expenseRules.create({ text: 'shell', category: 'Fuel' });
  });

  it('are shown, placed in one step, and taken back in one step', async () => {
    const { expenseRules } = shop.client;
    const found = await expenseRules.matches({});
    expect(found).toMatchObject({
      expenses: 1,
      examples: [{ description: 'SHELL OIL 57442', amount: 40, from: null, to: 'Fuel' }],
    });
    expect((await expenseRules.matches({ reach: 'vague' })).expenses).toBe(2);

    const before = await shop.client.expenses.byCategory({});
    const run = await expenseRules.apply({ reach: 'vague' });
    expect(run).toMatchObject({ expenses: 2, undone_at: null });
    expect(await categories()).toEqual({
      'SHELL OIL 57442': 'Fuel',
      'CARD PAYMENT TO TESCO STORES 3321': null,
      'SHELL CAFE 12': 'Meals',
      'Shell 0815': 'Fuel',
    });
    expect(await shop.client.expenses.byCategory({})).toContainEqual({
      category: 'Fuel',
      total_amount: 75,
      expense_count: 2,
    });
    expect(shop.core.kpis.verify().differences).toEqual([]);
    const [event] = (await shop.client.events.list({ limit: 1 })).body;
    expect(event?.summary).toBe('Expense rules gave 2 expenses a category');

    expect((await expenseRules.undo({ id: run.id })).message).toContain('2 expenses have');
    expect(await shop.client.expenses.byCategory({})).toEqual(before);
    expect(shop.core.kpis.verify().differences).toEqual([]);
    expect((await refusal(expenseRules.undo({ id: run.id }))).status).toBe(409);
  });

  it('keep what was changed by hand when the step is taken back', async () => {
    const { expenseRules, expenses } = shop.client;
    const run = await expenseRules.apply({ reach: 'vague' });
    const { body } = await expenses.list({ q: '57442' });
    await expenses.update({ id: body[0]?.id ?? 0, category: 'Van' });
    expect((await expenseRules.undo({ id: run.id })).message).toBe(
      '1 expense has the former category again. 1 changed since then stays as now.',
    );
    expect(await categories()).toMatchObject({ 'SHELL OIL 57442': 'Van', 'Shell 0815': 'Other' });
    expect(shop.core.kpis.verify().differences).toEqual([]);
  });

  it('may be gone, or their category may be, when the step is taken back', async () => {
    const { expenseRules, imports } = shop.client;
    const run = await expenseRules.apply({ reach: 'vague' });
    const [batch] = await imports.list();
    await shop.client.expenses.create({ description: 'Shell', amount: 1 });
    await imports.undo({ id: batch?.id ?? 0, edited: 'remove' });
    await shop.core.services.imports.finished(batch?.id ?? 0);
    expect((await expenseRules.undo({ id: run.id })).message).toContain('0 expenses');
    expect(shop.core.kpis.verify().differences).toEqual([]);
  });

  it('leave nothing behind when the rules change none of them', async () => {
    await shop.client.expenseRules.apply({ reach: 'vague' });
    const before = shop.contents();
    expect((await refusal(shop.client.expenseRules.apply({}))).status).toBe(409);
    expect(shop.contents()).toEqual(before);
  });
});

describe('a corrected category', () => {
  const suggestionFor = async (q: string, category: string) => {
    const { body } = await shop.client.expenses.list({ q });
    const id = body[0]?.id ?? 0;
    await shop.client.expenses.update({ id, category });
    return shop.client.expenseRules.suggest({ expense_id: id });
  };

  it('of an imported expense suggests a rule with the name in its description', async () => {
    await importBytes(shop, asBytes(BANK), { kind: 'expenses' });
    expect(await suggestionFor('3321', 'Groceries')).toEqual({
      text: 'TESCO STORES',
      category: 'Groceries',
    });
  });

  it('suggests nothing that the rules say already, and nothing of what was typed', async () => {
    await importBytes(shop, asBytes(BANK), { kind: 'expenses' });
    await shop.client.expenseRules.create({ text: 'tesco', category: 'Groceries' });
    expect(await suggestionFor('3321', 'groceries')).toBeNull();
    await shop.client.expenses.create({ description: 'Tesco bags', amount: 1 });
    expect(await suggestionFor('bags', 'Supplies')).toBeNull();
  });
});

describe('imported expenses', () => {
  it('without a category of their own get it by the first rule that fits, in the preview too', async () => {
    const { expenseRules, imports } = shop.client;
    await expenseRules.create({ text: 'shell cafe', category: 'Meals' });
    await expenseRules.create({ text: 'SHELL', category: 'Fuel' });
    const upload_id = await uploadBytes(shop, asBytes(BANK));
    const preview = await imports.preview({ upload_id, kind: 'expenses' });
    expect(preview.reasons.join(' ')).toContain('expense rules');
    expect(preview.rows.map(({ values }) => values.category)).toEqual([
      'Fuel',
      '',
      'Meals',
      'Other',
    ]);
    expect(preview.rows.map(({ rule }) => rule)).toEqual(['shell', null, null, null]);
    await importBytes(shop, asBytes(BANK), { kind: 'expenses' });
    expect(await categories()).toEqual({
      'SHELL OIL 57442': 'Fuel',
      'CARD PAYMENT TO TESCO STORES 3321': null,
      'SHELL CAFE 12': 'Meals',
      'Shell 0815': 'Other',
    });
    expect(shop.core.kpis.verify().differences).toEqual([]);
  });

  it('get it by the rules of now, not of when their file was checked', async () => {
    const upload_id = await uploadBytes(shop, asBytes(BANK));
    const { kind, mapping } = await shop.client.imports.preview({ upload_id, kind: 'expenses' });
    for await (const message of await shop.client.imports.check({ upload_id, kind, mapping }))
      if (message.type === 'refused') throw new Error(message.reason);
    await shop.client.expenseRules.create({ text: 'shell oil', category: 'Fuel' });
    const { id } = await shop.client.imports.start({ upload_id, kind, mapping });
    await shop.core.services.imports.finished(id);
    expect((await categories())['SHELL OIL 57442']).toBe('Fuel');
  });

  it('get it from a file that has no column for categories', async () => {
    await shop.client.expenseRules.create({ text: 'shell', category: 'Fuel' });
    const bare = 'date,description,amount\n2026-05-01,Shell 1,40.00\n';
    const upload_id = await uploadBytes(shop, asBytes(bare));
    const preview = await shop.client.imports.preview({ upload_id, kind: 'expenses' });
    expect(preview.rows[0]?.values.category).toBe('Fuel');
    await shop.client.data.uploadExpensesCsv({ file: new File([bare], 'bank.csv') });
    expect(await categories()).toEqual({ 'Shell 1': 'Fuel' });
  });
});
