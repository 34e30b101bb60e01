import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

async function sell(amount: number) {
  await shop.client.sales.create({ product_name: 'Tea', amount });
}

it('says in a thread of its own what the same check says here', async () => {
  await sell(12);
  expect(await shop.client.workspace.verify()).toEqual({ ...shop.core.kpis.verify(), clean: true });
  shop.core.database.sqlite.exec('UPDATE rollup_day SET net_minor = net_minor + 5');
  const told = await shop.client.workspace.verify();
  expect(told).toEqual(shop.core.kpis.verify());
  expect(told.differences).toEqual(['rollup_day, day 2026-05-05: net_minor should be 5 less']);
});

it('lets sales be made meanwhile and sees all of each or nothing', async () => {
  const told: string[] = [];
  const check = shop.core.kpis.verifyAway().then((verification) => {
    told.push('checked');
    return verification;
  });
  for (let sale = 0; sale < 20; sale++) await sell(1);
  told.push('sold');
  expect((await check).clean).toBe(true);
  expect(told).toEqual(['sold', 'checked']);
});

it('is asked once for several who ask at the same time, and anew afterwards', async () => {
  const [first, second] = [shop.core.kpis.verifyAway(), shop.core.kpis.verifyAway()];
  expect(await first).toBe(await second);
  await sell(3);
  expect((await shop.core.kpis.verifyAway()).checked).toBeGreaterThan((await first).checked);
});

it('ends when the shop is closed', async () => {
  const check = shop.core.kpis.verifyAway();
  const outcome = expect(check).rejects.toThrow('stopped');
  await shop.core.kpis.close();
  await outcome;
});
