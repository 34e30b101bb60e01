/** Dashboards answer from memory, and yet never with what is no longer so. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';
import { openTestCore } from '../support/test-core.ts';

describe('over HTTP', () => {
  let shop: HttpShop;
  beforeEach(async () => {
    shop = await openHttpShop();
  });
  afterEach(() => shop.close());

  const KPIS = '/api/v1/dashboard/kpis?days=30';
  const revenue = async (path = KPIS) =>
    z.object({ revenue: z.number() }).parse((await shop.ask(path)).json).revenue;
  const sell = (amount: number) =>
    shop.ask('/api/v1/sales', { method: 'POST', json: { product_name: 'Tea', amount } });

  it('a question asked again gets the same answer, and a new one after every write', async () => {
    expect(await revenue()).toBe(0);
    for (let sold = 1; sold <= 5; sold++) {
      await sell(2);
      expect(await revenue()).toBe(2 * sold);
      expect(await revenue()).toBe(2 * sold);
    }
    await shop.client.sales.remove({ id: 1 });
    expect(await revenue()).toBe(8);
  });

  it('questions and sales in any order at the same time never leave an old answer behind', async () => {
    for (let round = 1; round <= 10; round++) {
      await Promise.all([revenue(), sell(1), revenue(), revenue()]);
      expect(await revenue()).toBe(round);
    }
  });

  it('the day turns without a write', async () => {
    await sell(5);
    expect(await revenue('/api/v1/dashboard/kpis?days=1')).toBe(5);
    shop.time.now += 24 * 3_600_000;
    expect(await revenue('/api/v1/dashboard/kpis?days=1')).toBe(0);
  });

  it('a kept answer is still tagged, and not sent to who has it', async () => {
    await sell(5);
    const first = await shop.ask(KPIS);
    const again = await shop.ask(KPIS);
    expect(again.headers.etag).toBe(first.headers.etag);
    const known = { headers: { 'If-None-Match': String(first.headers.etag) } };
    expect(await shop.ask(KPIS, known)).toMatchObject({ status: 304, text: '' });
    await sell(5);
    expect((await shop.ask(KPIS, known)).status).toBe(200);
  });

  it('answers about a hundred years are not kept: they would fill the memory', async () => {
    setFlagsFromString('--expose-gc');
    const gc: () => void = runInNewContext('gc');
    const inUse = () => {
      gc();
      const { heapUsed, external } = process.memoryUsage();
      return (heapUsed + external) / 1024 / 1024;
    };
    const trend = async (day: number) => {
      const end = `2026-01-${String(day).padStart(2, '0')}`;
      const path = `/api/v1/dashboard/revenue-trend?start_date=1970-01-01&end_date=${end}`;
      return (await shop.ask(path)).text.length;
    };
    expect(await trend(1)).toBeGreaterThan(900_000);
    const before = inUse();
    for (let day = 2; day <= 28; day++) await trend(day);
    expect(inUse() - before).toBeLessThan(20);
  });

  it('questions differ by all that is asked, and a refusal is not kept', async () => {
    await sell(5);
    const narrow = '/api/v1/dashboard/kpis?start_date=2026-01-01&end_date=2026-01-31';
    expect([await revenue(), await revenue(narrow), await revenue()]).toEqual([5, 0, 5]);
    const bad = '/api/v1/dashboard/kpis?days=0';
    for (const _time of [1, 2]) expect((await shop.ask(bad)).status).toBe(422);
    expect((await shop.ask(KPIS, { headers: { authorization: null } })).status).toBe(401);
  });
});

it('what dashboards usually ask for is loaded soon after the start', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const shop = await openTestCore();
  try {
    await shop.client.sales.create({ product_name: 'Tea', amount: 7, date: '2026-04-02' });
    await shop.client.sales.create({ product_name: 'Tea', amount: 1, date: '2026-05-05' });
    await vi.advanceTimersByTimeAsync(5000);
    // Nobody else writes to the file: whoever still reads it now reads nothing.
    shop.core.database.sqlite.exec(
      'DELETE FROM rollup_day_product; DELETE FROM rollup_month_product;',
    );
    const { top_products } = await shop.client.dashboard.kpis({ days: 90 });
    expect(top_products).toEqual([{ product_name: 'Tea', total_sales: 2, total_revenue: 8 }]);
  } finally {
    await shop.close();
    vi.useRealTimers();
  }
});
