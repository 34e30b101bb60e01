/** The sums of an import are made before its rows are stored: they must be those of the rows. */
import { expect, test } from 'vitest';
import { asBytes, uploadBytes } from '../support/import-file.ts';
import { openTestCore, type TestCore } from '../support/test-core.ts';

const HEADER = 'date,time,ticket,sku,product_name,quantity,amount,discount,cost,customer_id\n';

async function checked(shop: TestCore, text: string) {
  const upload_id = await uploadBytes(shop, asBytes(text));
  const { mapping } = await shop.client.imports.preview({ upload_id, kind: 'sales' });
  const order = { upload_id, kind: 'sales', mapping } as const;
  for await (const message of await shop.client.imports.check(order)) {
    if (message.type === 'refused') throw new Error(message.reason);
  }
  return order;
}

async function started(shop: TestCore, order: Awaited<ReturnType<typeof checked>>) {
  const { id } = await shop.client.imports.start(order);
  await shop.core.services.imports.finished(id);
  return shop.client.imports.get({ id });
}

function costs(shop: TestCore): unknown[] {
  return shop.core.database.sqlite
    .prepare('SELECT cost_minor FROM sale_line ORDER BY id')
    .pluck()
    .all();
}

test('a cost that changed after the check counts in lines and in sums', async () => {
  const shop = await openTestCore({ settings: { currency: 'EUR' } });
  const tea = await shop.client.products.create({ name: 'Tea', sku: 'T', cost: 1 });
  const order = await checked(
    shop,
    `${HEADER}2026-02-01,09:00,A,T,Tea,3,9.00,,,\n2026-02-01,09:05,B,T,Tea,1,3.00,,0.20,\n2026-02-01,09:06,B,N,New,1,3.00,,,\n`,
  );
  await shop.client.products.update({ id: tea.id, cost: 1.5 });
  await started(shop, order);
  expect(costs(shop)).toEqual([450, 20, null]);
  expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
  await shop.close();
});

test('a long day in the order of no clock, with returns of nothing, adds up', async () => {
  const shop = await openTestCore({ settings: { currency: 'EUR' } });
  await shop.client.products.create({ name: 'Tea', sku: 'P1', cost: 0.33 });
  const rows = Array.from({ length: 7000 }, (_, row) => {
    const day = row % 3 === 0 ? '2026-02-01' : row % 50 === 1 ? '2026-01-31' : '2026-02-02';
    const minute = String((row * 7919) % 60).padStart(2, '0');
    const quantity = row % 11 === 0 ? -2 : 1 + (row % 3);
    const amount = row % 11 === 0 ? (row % 2 === 0 ? '0.00' : '-4.20') : `${row % 90}.10`;
    const discount = row % 5 === 0 && row % 11 !== 0 ? '0.05' : '';
    const buyer = row % 4 === 0 ? `C${row % 9}` : '';
    return `${day},10:${minute},N${row >> 1}-${day},P${row % 40},Product ${row % 40},${quantity},${amount},${discount},,${buyer}\n`;
  });
  const batch = await started(shop, await checked(shop, HEADER + rows.join('')));
  expect(batch).toMatchObject({ status: 'done', imported_rows: 7000, bad_rows: 0 });
  expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
  await shop.client.imports.undo({ id: batch.id });
  await shop.core.services.imports.finished(batch.id);
  expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
  await shop.close();
});
