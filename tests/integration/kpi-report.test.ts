/** The dashboard's answers, through the same door as the window. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createContext, OWNER } from '../../src/main/core/context.ts';
import { NOW, openTestCore, type TestCore, TODAY } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

const sell = (amount: number, date?: string, more: Record<string, unknown> = {}) =>
  shop.client.sales.create({ product_name: 'Tea', amount, date, ...more });
const report = (
  start: string,
  end: string,
  compare?: 'previous_period' | 'previous_year' | 'none',
) =>
  shop.client.dashboard.report({
    start_date: start,
    end_date: end,
    ...(compare ? { compare } : {}),
  });

describe('comparison', () => {
  test('a finished period stands beside as many days before it', async () => {
    await sell(10, '2026-04-10');
    await sell(30, '2026-04-12');
    const { compared_with, kpis } = await report('2026-04-12', '2026-04-13');
    expect(compared_with).toEqual({ start_date: '2026-04-10', end_date: '2026-04-11', days: 2 });
    expect(kpis.net_sales).toEqual({ value: 30, compared: 10, change: 2 });
    expect(kpis.active_customers).toEqual({ value: 0, compared: 0, change: null });
    expect(kpis.customers).toEqual({ value: 0, compared: null, change: null });
  });

  test('a running day is compared up to the same hour', async () => {
    // It is 10:00 in the shop.
    await sell(50, `${TODAY}T09:30:00Z`);
    await sell(20, '2026-05-04T08:00:00Z');
    await sell(5, '2026-05-04T10:59:00Z');
    await sell(900, '2026-05-04T11:00:00Z');
    const { kpis, compared_trend } = await report(TODAY, TODAY);
    expect(kpis.net_sales).toEqual({ value: 50, compared: 25, change: 1 });
    expect(kpis.transactions.compared).toBe(2);
    expect(compared_trend.map((point) => point.net_sales)).toEqual([25]);
    expect(kpis.active_customers.compared).toBeNull();
    shop.time.now = NOW + 3_600_000;
    expect((await report(TODAY, TODAY)).kpis.net_sales.compared).toBe(925);
  });

  test('hours after midnight are late when the day ends at 4', async () => {
    await shop.client.settings.update({ day_end_hour: 4 });
    await sell(50, `${TODAY}T09:30:00Z`);
    await sell(20, '2026-05-04T09:00:00Z');
    await sell(7, '2026-05-05T01:00:00Z');
    expect((await report(TODAY, TODAY)).kpis.net_sales.compared).toBe(20);
    shop.time.now = Date.parse('2026-05-06T01:30:00Z');
    expect((await report(TODAY, TODAY)).kpis.net_sales.compared).toBe(27);
  });

  test('the hour is the one on the wall, also in a zone that is half an hour off', async () => {
    await shop.client.settings.update({ time_zone: 'Asia/Kolkata' });
    await sell(20, '2026-05-04T16:15:00+05:30');
    shop.time.now = Date.parse('2026-05-05T15:59:00+05:30');
    expect((await report(TODAY, TODAY)).kpis.net_sales.compared).toBe(0);
    shop.time.now = Date.parse('2026-05-05T16:01:00+05:30');
    expect((await report(TODAY, TODAY)).kpis.net_sales.compared).toBe(20);
  });

  test('sales without a time stay in the compared day', async () => {
    await sell(20, '2026-05-04');
    expect((await report(TODAY, TODAY)).kpis.net_sales.compared).toBe(20);
  });

  test('a running month is compared with as many days as have passed', async () => {
    const { compared_with } = await report('2026-05-01', '2026-05-31');
    expect(compared_with).toEqual({ start_date: '2026-04-26', end_date: '2026-04-30', days: 5 });
  });

  test('the year before, and no comparison at all', async () => {
    await sell(10, '2025-04-12');
    await sell(15, '2026-04-12');
    const year = await report('2026-04-12', '2026-04-12', 'previous_year');
    expect(year.kpis.net_sales).toEqual({ value: 15, compared: 10, change: 0.5 });
    const none = await report('2026-04-12', '2026-04-12', 'none');
    expect(none.compared_with).toBeNull();
    expect(none.compared_trend).toEqual([]);
    expect(none.kpis.net_sales).toEqual({ value: 15, compared: null, change: null });
  });

  test('a margin is 0 without sales, and not compared with one', async () => {
    await sell(10, '2026-04-12');
    const { kpis } = await report('2026-04-12', '2026-04-12');
    expect(kpis.profit_margin).toEqual({ value: 1, compared: null, change: null });
    expect((await report('2026-04-20', '2026-04-20')).kpis.profit_margin.value).toBe(0);
    expect((await report('2026-04-20', '2026-04-20')).kpis.gross_margin.value).toBeNull();
  });
});

describe('trend', () => {
  test('every day of a short period, empty ones too', async () => {
    await sell(10, '2026-04-02');
    await shop.client.expenses.create({ description: 'Milk', amount: 4, date: '2026-04-03' });
    const { grain, trend } = await report('2026-04-01', '2026-04-04');
    expect(grain).toBe('day');
    expect(trend.map((point) => [point.date, point.net_sales, point.net_profit])).toEqual([
      ['2026-04-01', 0, 0],
      ['2026-04-02', 10, 10],
      ['2026-04-03', 0, -4],
      ['2026-04-04', 0, 0],
    ]);
  });

  test('months in a long one, the first and last cut to the period', async () => {
    await sell(1, '2026-01-14');
    await sell(2, '2026-01-15');
    await sell(4, '2026-02-28');
    await sell(8, '2026-04-20');
    await sell(16, '2026-04-21');
    const { grain, trend, kpis } = await report('2026-01-15', '2026-04-20');
    expect(grain).toBe('month');
    expect(trend.map((point) => [point.date, point.net_sales])).toEqual([
      ['2026-01-01', 2],
      ['2026-02-01', 4],
      ['2026-03-01', 0],
      ['2026-04-01', 8],
    ]);
    expect(kpis.net_sales.value).toBe(14);
  });

  test('a customer who comes twice in a month is active once in it', async () => {
    await shop.client.customers.create({ id: 'A', name: 'Ann' });
    await sell(1, '2026-01-15', { customer_id: 'A' });
    await sell(1, '2026-01-20', { customer_id: 'A' });
    await sell(1, '2026-02-20', { customer_id: 'A' });
    const { trend, kpis } = await report('2026-01-10', '2026-04-20');
    expect(trend.map((point) => point.active_customers)).toEqual([1, 1, 0, 0]);
    expect(kpis.active_customers.value).toBe(1);
  });
});

describe('customers', () => {
  test('new, returning and their money, purchase by purchase', async () => {
    for (const id of ['A', 'B', 'C']) await shop.client.customers.create({ id, name: id });
    await sell(100, '2026-03-01', { customer_id: 'A' });
    await sell(10, '2026-04-02', { customer_id: 'A' });
    await sell(20, '2026-04-02', { customer_id: 'B' });
    await sell(5, '2026-04-09', { customer_id: 'B' });
    await sell(7, '2026-04-03', { customer_id: 'C' });
    await sell(3, '2026-04-03');
    const { kpis, customer_mix } = await report('2026-04-01', '2026-04-30');
    expect(kpis.active_customers.value).toBe(3);
    expect(kpis.new_customers.value).toBe(2);
    expect(kpis.returning_customers.value).toBe(2);
    expect(kpis.repeat_customers.value).toBe(2);
    expect(kpis.repeat_rate.value).toBeCloseTo(2 / 3);
    expect(customer_mix).toEqual({
      new: 2,
      returning: 2,
      new_net_sales: 27,
      returning_net_sales: 15,
      anonymous_net_sales: 3,
    });
  });

  test('a refund never makes a guest returning', async () => {
    await shop.client.customers.create({ id: 'A', name: 'Ann' });
    await sell(10, '2026-04-02', { customer_id: 'A' });
    await sell(10, '2026-04-03', { customer_id: 'A', kind: 'refund' });
    const { kpis } = await report('2026-04-01', '2026-04-30');
    expect(kpis.returning_customers.value).toBe(0);
    expect(kpis.repeat_customers.value).toBe(0);
    expect(kpis.net_sales.value).toBe(0);
    expect(kpis.transactions.value).toBe(1);
  });

  test('an earlier sale typed later moves the first day', async () => {
    await shop.client.customers.create({ id: 'A', name: 'Ann' });
    await sell(10, '2026-04-10', { customer_id: 'A' });
    expect((await report('2026-04-10', '2026-04-10')).kpis.new_customers.value).toBe(1);
    const earlier = await sell(10, '2026-04-01', { customer_id: 'A' });
    expect((await report('2026-04-10', '2026-04-10')).kpis.new_customers.value).toBe(0);
    await shop.client.sales.remove({ id: earlier.id });
    expect((await report('2026-04-10', '2026-04-10')).kpis.new_customers.value).toBe(1);
  });

  test('a deleted customer counts nowhere, the money stays', async () => {
    await shop.client.customers.create({ id: 'A', name: 'Ann' });
    await sell(900, '2026-04-10', { customer_id: 'A' });
    await shop.client.customers.remove({ id: 'A' });
    const without = await report('2026-04-10', '2026-04-10');
    expect(without.kpis.net_sales.value).toBe(900);
    expect(without.kpis.active_customers.value).toBe(0);
    expect(without.kpis.vip_customers.value).toBe(0);
    expect(without.customer_mix.anonymous_net_sales).toBe(900);
    await shop.client.customers.restore({ id: 'A' });
    expect((await report('2026-04-10', '2026-04-10')).kpis.vip_customers.value).toBe(1);
  });
});

describe('VIP', () => {
  const announced = () =>
    shop.events().filter((event) => event.type === 'customer.vip_threshold_reached');

  test('crossing the threshold is announced once, in the same write', async () => {
    await shop.client.customers.create({ id: 'A', name: 'Ann' });
    await sell(500, '2026-04-01', { customer_id: 'A' });
    expect(announced()).toEqual([]);
    const crossing = await sell(0.01, '2026-04-02', { customer_id: 'A' });
    const [event] = announced();
    expect(event).toMatchObject({ entity: 'customer', entity_id: 'A' });
    const sale = shop
      .events()
      .find((entry) => entry.type === 'sale.created' && entry.entity_id === String(crossing.id));
    expect(event?.correlation_id).toBe(sale?.correlation_id);
    await shop.client.sales.remove({ id: crossing.id });
    await shop.client.sales.restore({ id: crossing.id });
    expect(announced()).toHaveLength(1);
  });

  test('are as many as the sales say after each write, also one that failed', async () => {
    const count = async () => (await shop.client.dashboard.customerAnalytics({})).vip_customers;
    await shop.client.customers.create({ id: 'A', name: 'Ann' });
    expect(await count()).toBe(0);
    const sale = await sell(600, '2026-04-01', { customer_id: 'A' });
    expect(await count()).toBe(1);
    const { core } = shop;
    const ctx = createContext(() => NOW, OWNER, 'window');
    expect(() =>
      core.write(ctx, () => {
        core.services.sales.remove(ctx, sale.id);
        throw new Error('changed my mind');
      }),
    ).toThrow('changed my mind');
    expect(await count()).toBe(1);
    await shop.client.sales.remove({ id: sale.id });
    expect(await count()).toBe(0);
  });

  test('the threshold follows the settings', async () => {
    await shop.client.customers.create({ id: 'A', name: 'Ann' });
    await sell(100, '2026-04-01', { customer_id: 'A' });
    expect((await shop.client.dashboard.customerAnalytics({})).vip_customers).toBe(0);
    await shop.client.settings.update({ vip_threshold: 99.99 });
    expect((await shop.client.dashboard.customerAnalytics({})).vip_customers).toBe(1);
  });
});

describe('the simple calls', () => {
  test('without data', async () => {
    expect(await shop.client.dashboard.kpis({})).toEqual({
      revenue: 0,
      profit_margin: 0,
      top_products: [],
      repeat_customers: 0,
      total_customers: 0,
      avg_order_value: 0,
      calculated_at: new Date(NOW).toISOString(),
      period_days: 30,
    });
    expect(await shop.client.dashboard.customerAnalytics({})).toEqual({
      total_customers: 0,
      new_customers: 0,
      repeat_customers: 0,
      vip_customers: 0,
      repeat_rate: 0,
    });
    expect(await shop.client.dashboard.productPerformance({})).toEqual([]);
    expect(await shop.client.dashboard.expenseBreakdown({})).toEqual([]);
    expect(await shop.client.dashboard.span()).toEqual({
      today: TODAY,
      first_date: null,
      last_date: null,
    });
  });

  test('with data', async () => {
    await shop.client.customers.create({ id: 'A', name: 'Ann' });
    await sell(10, '2026-05-01', { customer_id: 'A' });
    await sell(20.01, undefined, { customer_id: 'A', quantity: 2 });
    await sell(99, '2026-01-01', { product_name: 'Old' });
    await shop.client.expenses.create({ description: 'Rent', amount: 5, category: 'Rent' });
    await shop.client.expenses.create({ description: 'Tip jar', amount: 1 });
    expect(await shop.client.dashboard.kpis({ days: 30 })).toMatchObject({
      revenue: 30.01,
      // (30.01 − 6) ÷ 30.01
      profit_margin: 80.01,
      top_products: [{ product_name: 'Tea', total_sales: 3, total_revenue: 30.01 }],
      repeat_customers: 1,
      total_customers: 1,
      avg_order_value: 15.01,
    });
    expect(await shop.client.dashboard.expenseBreakdown({ days: 30 })).toEqual([
      { category: 'Rent', total_amount: 5, expense_count: 1 },
      { category: 'Uncategorized', total_amount: 1, expense_count: 1 },
    ]);
    expect(await shop.client.expenses.byCategory({})).toHaveLength(2);
    const trend = await shop.client.dashboard.revenueTrend({ days: 7 });
    expect(trend).toHaveLength(7);
    expect(trend.at(-1)).toEqual({ date: TODAY, revenue: 20.01, transactions: 1 });
    expect(trend[2]).toEqual({ date: '2026-05-01', revenue: 10, transactions: 1 });
  });

  test('best products are of all time unless a period is given, deleted ones named', async () => {
    await sell(99, '2020-01-01', { product_name: 'Old' });
    await sell(10, '2026-05-01');
    const [old] = await shop.client.dashboard.productPerformance({ limit: 1 });
    expect(old).toEqual({ product_name: 'Old', total_sales: 1, total_revenue: 99 });
    const products = (await shop.client.products.list({})).body;
    const tea = products.find((product) => product.name === 'Tea');
    await shop.client.products.remove({ id: tea?.id ?? 0 });
    expect(await shop.client.dashboard.productPerformance({ days: 30 })).toEqual([
      { product_name: 'Tea', total_sales: 1, total_revenue: 10 },
    ]);
  });
});

describe('answers are kept until something is written', () => {
  test('the same question is answered by the same object; a write, a new name and the clock end it', async () => {
    const sale = await sell(10, '2026-05-01');
    const { kpis } = shop.core;
    const ctx = (now: number) => ({
      actor: { kind: 'owner' as const, name: 'You' },
      source: 'window' as const,
      correlationId: 'x',
      now,
    });
    const first = kpis.kpis(ctx(NOW), {});
    expect(kpis.kpis(ctx(NOW + 1000), {})).toBe(first);
    await shop.client.sales.update({ id: sale.id, amount: 11 });
    expect(kpis.kpis(ctx(NOW), {}).revenue).toBe(11);
    const [product] = (await shop.client.products.list({})).body;
    await shop.client.products.update({ id: product?.id ?? 0, name: 'Green tea' });
    expect(kpis.kpis(ctx(NOW), {}).top_products[0]?.product_name).toBe('Green tea');
    const later = kpis.kpis(ctx(NOW + 86_400_000 * 40), {});
    expect(later.revenue).toBe(0);
  });

  test('what a failed write would have changed is not answered', async () => {
    await sell(10, '2026-05-01');
    const before = await shop.client.dashboard.productPerformance({ days: 30 });
    const ctx = {
      actor: { kind: 'owner' as const, name: 'You' },
      source: 'window' as const,
      correlationId: 'x',
      now: NOW,
    };
    const sale = shop.core.services.sales.get(1);
    expect(() =>
      shop.core.write(ctx, (tx) => {
        shop.core.kpis.applySales(tx, [sale], 1);
        const inside = shop.core.kpis.productPerformance(ctx, { limit: 10, days: 30 });
        expect(inside[0]?.total_revenue).toBe(20);
        throw new Error('the disk is full');
      }),
    ).toThrow();
    expect(await shop.client.dashboard.productPerformance({ days: 30 })).toEqual(before);
    expect(shop.core.kpis.verify().clean).toBe(true);
  });
});
