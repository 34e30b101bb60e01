import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DATABASE_FILE } from '../../src/main/core/core.ts';
import { openTestCore, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

it('what was sold reaches the file beside the sales, long before SQLite would stop for it', async () => {
  const { sqlite } = shop.core.database;
  // Never by itself: whatever arrives was brought by the other thread.
  sqlite.pragma('wal_autocheckpoint = 0');
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  const file = join(shop.dataDir, DATABASE_FILE);
  const before = statSync(file).size;
  for (let sale = 0; sale < 60; sale++)
    await shop.client.sales.create({ product_name: `Product ${sale}`, amount: 1 });
  await vi.waitFor(() => expect(statSync(file).size).toBeGreaterThan(before), 10_000);
  expect(shop.core.kpis.verify().clean).toBe(true);
});
