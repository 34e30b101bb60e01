/** The power goes while a till is posting: what was answered is stored, and the figures are right. */
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { createCore } from '../../src/main/core/core.ts';
import { launchTillwise } from './support/launch.ts';
import { startRaw } from './support/raw-launch.ts';
import { seedShop } from './support/seeded-shop.ts';

test('killed in the middle of writing, it starts again with every acknowledged sale', async () => {
  const shop = await seedShop((api) =>
    api.post('/sales', { product_name: 'Flat white', amount: 3.2, external_id: 'first' }),
  );
  try {
    const acknowledged = ['first'];
    const killed = startRaw(shop.dataDir);
    // Its address is there as soon as it listens.
    await expect(async () => shop.api()).toPass({ timeout: 30_000 });
    const api = shop.api();
    const posting = (async () => {
      for (let count = 0; ; count += 1) {
        const external_id = `sale-${count}`;
        await api.post('/sales', { product_name: 'Espresso', amount: 2, external_id });
        acknowledged.push(external_id);
      }
    })();
    posting.catch(() => {
      // The line breaks when the process dies: that is the end of the loop.
    });
    await expect.poll(() => acknowledged.length, { timeout: 30_000 }).toBeGreaterThan(100);
    await killed.kill();
    await expect(posting).rejects.toThrow();

    const again = await launchTillwise({ dataDir: shop.dataDir });
    try {
      const shown = again.page.getByTestId('kpi-transactions').getByTestId('kpi-value');
      await expect(shown).toBeVisible();
      // One more may be stored than was answered: the one under way.
      expect([acknowledged.length, acknowledged.length + 1]).toContain(
        Number((await shown.textContent())?.replaceAll(/\D/g, '')),
      );
    } finally {
      await again.close();
    }
    const { stored, figures } = inspect(shop.dataDir);
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    expect(stored.size - acknowledged.length).toBeLessThanOrEqual(1);
    expect(figures).toMatchObject({ clean: true, differences: [] });
  } finally {
    shop.remove();
  }
});

/** What the data file holds, read by an engine of its own. */
function inspect(dataDir: string) {
  const quiet = { info: () => {}, warn: () => {}, error: () => {} };
  const core = createCore({ dataDir, clock: Date.now, log: quiet });
  try {
    const rows = core.database.sqlite
      .prepare('SELECT external_id FROM sale WHERE deleted_at IS NULL')
      .pluck()
      .all();
    return { stored: new Set(z.array(z.string()).parse(rows)), figures: core.kpis.verify() };
  } finally {
    core.database.sqlite.close();
  }
}
