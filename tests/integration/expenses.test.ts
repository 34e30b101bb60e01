import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestCore, refusal, type TestCore, TODAY } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

describe('expenses', () => {
  it('are created, read, changed, deleted and restored, each with its event', async () => {
    const { expenses } = shop.client;
    const made = await expenses.create({
      description: ' Rent  May ',
      amount: 850,
      category: 'Rent',
    });
    expect(made).toMatchObject({
      date: TODAY,
      description: 'Rent May',
      amount: 850,
      category: 'Rent',
      supplier: null,
    });
    const changed = await expenses.update({ id: made.id, amount: 900, category: '' });
    expect(changed).toMatchObject({ amount: 900, category: null, description: 'Rent May' });
    await expenses.remove({ id: made.id });
    expect(await refusal(expenses.get({ id: made.id }))).toMatchObject({ status: 404 });
    expect(await expenses.restore({ id: made.id })).toMatchObject({ amount: 900 });
    expect(shop.events().map((event) => event.type)).toEqual([
      'expense.created',
      'expense.updated',
      'expense.deleted',
      'expense.restored',
    ]);
  });

  it('are found, filtered, sorted and counted', async () => {
    const { expenses } = shop.client;
    const add = (description: string, amount: number, date: string, category?: string) =>
      expenses.create({ description, amount, date, category });
    await add('Rent', 800, '2026-03-01', 'Premises');
    await add('Milk', 20, '2026-03-02', 'Goods');
    await add('Beans', 90, '2026-04-01', 'Goods');
    await add('Odds 50%', 5, '2026-04-02');
    const found = async (query: Parameters<typeof expenses.list>[0]) => {
      const page = await expenses.list(query);
      expect(page.headers['x-total-count']).toBe(String(page.body.length));
      return page.body.map((row) => row.description);
    };
    expect(await found({})).toEqual(['Odds 50%', 'Beans', 'Milk', 'Rent']);
    expect(await found({ sort: 'amount' })).toEqual(['Odds 50%', 'Milk', 'Beans', 'Rent']);
    expect(await found({ category: 'goods' })).toEqual(['Beans', 'Milk']);
    expect(await found({ category: 'Uncategorized' })).toEqual(['Odds 50%']);
    expect(await found({ q: '0%' })).toEqual(['Odds 50%']);
    expect(await found({ q: 'good' })).toEqual(['Beans', 'Milk']);
    expect(await found({ start_date: '2026-03-02', end_date: '2026-04-01' })).toEqual([
      'Beans',
      'Milk',
    ]);
  });

  it('without a category are one with those that somebody filed under Uncategorized', async () => {
    const { expenses, dashboard } = shop.client;
    await expenses.create({ description: 'Milk', amount: 3 });
    await expenses.create({ description: 'Bulbs', amount: 4, category: 'uncategorized' });
    await expenses.create({ description: 'Rent', amount: 5, category: 'Rent' });
    const breakdown = [
      { category: 'Uncategorized', total_amount: 7, expense_count: 2 },
      { category: 'Rent', total_amount: 5, expense_count: 1 },
    ];
    expect(await expenses.byCategory({})).toEqual(breakdown);
    expect(await dashboard.expenseBreakdown({ days: 365 })).toEqual(breakdown);
    for (const category of ['Uncategorized', 'uncategorized']) {
      const { body, headers } = await expenses.list({ category, sort: 'amount' });
      expect(body.map(({ description }) => description)).toEqual(['Milk', 'Bulbs']);
      expect(headers['x-total-count']).toBe('2');
    }
  });

  it('are found whatever the case, beyond A to Z too', async () => {
    for (const description of ['Übernachtung Éclair', 'ÜBERSETZUNG', 'übrig', 'Milch'])
      await shop.client.expenses.create({ description, amount: 1, supplier: 'Čevapčići Ö' });
    const found = async (q: string) =>
      (await shop.client.expenses.list({ q })).body.map(({ description }) => description).sort();
    expect(await found('über')).toEqual(['ÜBERSETZUNG', 'Übernachtung Éclair']);
    expect(await found('Üb')).toEqual(['ÜBERSETZUNG', 'Übernachtung Éclair', 'übrig']);
    expect(await found('übernachtung éclair')).toEqual(['Übernachtung Éclair']);
    expect(await found('čevapčići ö')).toHaveLength(4);
    const trail = await shop.client.events.list({ q: 'ÜBERNACHTUNG' });
    expect(trail.body.map(({ summary }) => summary)).toEqual([
      expect.stringContaining('Übernachtung'),
    ]);
  });

  it('go on page by page without a gap, also while others are written', async () => {
    const { expenses } = shop.client;
    for (let day = 1; day <= 9; day++)
      await expenses.create({
        description: `e${day}`,
        amount: day % 3 || 3,
        date: `2026-04-0${day}`,
      });
    for (const sort of ['date', '-date', 'amount', '-amount'] as const) {
      const all = (await expenses.list({ sort })).body.map((row) => row.id);
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await expenses.list({ sort, limit: 2, cursor });
        seen.push(...page.body.map((row) => row.id));
        cursor = page.headers['x-next-cursor'];
      } while (cursor);
      expect(seen).toEqual(all);
    }
  });
});
