import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { asBytes, uploadBytes } from '../support/import-file.ts';
import { openTestCore, type TestCore } from '../support/test-core.ts';

vi.setConfig({ testTimeout: 60_000 });

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore({ settings: { currency: 'EUR', time_zone: 'Europe/Berlin' } });
});
afterEach(() => shop.close());

it('a file that was checked is read anew when the settings that it was read with have changed', async () => {
  const upload_id = await uploadBytes(
    shop,
    asBytes('date,ticket,product_name,quantity,amount\n2026-03-02T02:30:00,1,Tea,1,1200\n'),
  );
  const { kind, mapping } = await shop.client.imports.preview({ upload_id });
  const looked = { upload_id, kind, mapping };
  for await (const _ of await shop.client.imports.check(looked)) {
    // To its end.
  }
  await shop.client.settings.update({ currency: 'JPY', day_end_hour: 4 });
  const { id } = await shop.client.imports.start(looked);
  await shop.core.services.imports.finished(id);
  expect((await shop.client.sales.list({})).body).toMatchObject([
    { amount: 1200, date: '2026-03-01' },
  ]);
});
