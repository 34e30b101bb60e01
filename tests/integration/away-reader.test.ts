import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { AwayReader } from '../../src/main/core/db/away-reader.ts';
import { openTestCore } from '../support/test-core.ts';

test('a question that comes while the idle thread ends is answered by the next one', async () => {
  const shop = await openTestCore();
  const reader = new AwayReader({ file: shop.core.database.sqlite.name, nativeBinding: undefined });
  try {
    for (let round = 0; round < 12; round++) {
      expect(await reader.numbers(sql`SELECT ${round}`)).toEqual([round]);
      reader.rest();
      await pause(round % 4);
    }
  } finally {
    await reader.close();
    await shop.close();
  }
});

test('a question that comes after the end starts no thread any more', async () => {
  const shop = await openTestCore();
  const reader = new AwayReader({ file: shop.core.database.sqlite.name, nativeBinding: undefined });
  expect(await reader.numbers(sql`SELECT 1`)).toEqual([1]);
  await reader.close();
  await expect(reader.numbers(sql`SELECT 2`)).rejects.toThrow('stopped');
  await shop.close();
});
