import { existsSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shippedMigrations } from '../../src/main/core/db/migrate.ts';
import { fillShop } from './shop.ts';

/** A full shop, made once: filling takes longer than measuring. @returns its folder, not to be written to */
export async function storedShop(sales: number): Promise<string> {
  // Another one for each shape of the file.
  const kept = join(tmpdir(), `tillwise-bench-shop-${shippedMigrations().length}-${sales}`);
  if (existsSync(kept)) return kept;
  console.log(`filling a shop with ${sales} sales, once`);
  const filling = mkdtempSync(join(tmpdir(), 'tillwise-bench-'));
  await fillShop(filling, sales);
  renameSync(filling, kept);
  return kept;
}
