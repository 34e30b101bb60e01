/** Dates that are slips of the finger or tricks: refused in words, and never a figure that hangs. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

const tea = { product_name: 'Tea', amount: 3 };

describe('the figures of a span', () => {
  it.each([
    { start_date: '9999-12-31' },
    { start_date: '9999-12-31', days: 30 },
    { end_date: '9999-12-31' },
    { start_date: '3000-01-01' },
  ])('%o are refused at once instead of counted for ever', async (span) => {
    const asked = performance.now();
    const calls = [
      shop.client.dashboard.kpis(span),
      shop.client.dashboard.revenueTrend(span),
      shop.client.dashboard.customerAnalytics(span),
      shop.client.dashboard.productPerformance(span),
      shop.client.dashboard.expenseBreakdown(span),
      shop.client.expenses.byCategory(span),
    ];
    for (const call of calls) {
      const { status, message } = await refusal(call);
      expect([status, message]).toEqual([422, 'Dates after 2999 are not accepted.']);
    }
    expect(performance.now() - asked).toBeLessThan(5_000);
  });

  it('are there for the first and the last date of all', async () => {
    const first = await shop.client.dashboard.kpis({ end_date: '1970-01-01', days: 365 });
    expect(first).toMatchObject({ revenue: 0, period_days: 365 });
    const last = await shop.client.dashboard.kpis({ start_date: '2999-12-31', days: 365 });
    expect(last).toMatchObject({ revenue: 0, period_days: 365 });
    const span = { start_date: '2999-01-01', end_date: '2999-12-31' };
    const report = await shop.client.dashboard.report({ ...span, compare: 'previous_year' });
    expect(report.trend).toHaveLength(12);
  });
});

describe('a sale', () => {
  it('at 24:00 is refused: that would be two days', async () => {
    for (const date of ['2026-05-04T24:00', '2026-05-04T24:00:00Z'])
      expect(await refusal(shop.client.sales.create({ ...tea, date }))).toEqual({
        status: 422,
        message: 'This time does not exist.',
        fields: ['date'],
      });
  });

  it('of 1970 further east, which is 1969 in the shop, is refused', async () => {
    const sale = shop.client.sales.create({ ...tea, date: '1970-01-01T00:00+14:00' });
    expect(await refusal(sale)).toMatchObject({ status: 422, fields: ['date'] });
    expect((await shop.client.dashboard.span()).first_date).toBeNull();
  });

  it('of next to nothing is refused like one of nothing', async () => {
    for (const quantity of [0, 5e-10, -4e-10]) {
      const sale = shop.client.sales.create({ lines: [{ ...tea, quantity }] });
      expect((await refusal(sale)).message).toBe('The quantity must not be 0.');
    }
  });
});

describe('a token', () => {
  it('until the year 9999 is refused in words', async () => {
    const token = { name: 'Till', scopes: ['read' as const], expires_on: '9999-12-31' };
    expect(await refusal(shop.client.tokens.create(token))).toMatchObject({
      status: 422,
      fields: ['expires_on'],
    });
  });
});

describe('a birthday', () => {
  const ana = { id: 'ANA', name: 'Ana' };

  it('may be long before 1970', async () => {
    const { birthday } = await shop.client.customers.create({ ...ana, birthday: '1938-02-28' });
    expect(birthday).toBe('1938-02-28');
  });

  it('may be today, but neither in the future nor before anybody living', async () => {
    for (const birthday of ['2026-05-07', '2090-07-18', '9999-01-01', '1799-12-31', '1990-02-30']) {
      const refused = await refusal(shop.client.customers.create({ ...ana, birthday }));
      expect(refused).toMatchObject({ status: 422, fields: ['birthday'] });
    }
    await shop.client.customers.create({ ...ana, birthday: '2026-05-05' });
  });
});
