import { expect, it } from 'vitest';
import { asBytes, importBytes } from '../support/import-file.ts';
import { openTestCore } from '../support/test-core.ts';

it('bad rows run nothing in a spreadsheet, and import as they were once corrected', async () => {
  const shop = await openTestCore();
  try {
    const file = [
      'date,product_name,amount,customer_id',
      'soon,=HYPERLINK(1),-5.00,="00123"',
      'soon,-10% off,2.00,@home',
      '',
    ].join('\n');
    const { id } = await importBytes(shop, asBytes(file), { kind: 'sales' });
    const { csv } = await shop.client.imports.errorsCsv({ id });
    const [, first = '', second = ''] = csv.split('\n');
    expect(first).toContain(`"'=HYPERLINK(1)",-5.00,"=""00123"""`);
    expect(second).toContain(`"'-10% off",2.00,"'@home"`);
    await importBytes(shop, asBytes(csv.replaceAll('soon', '2026-05-01')), { kind: 'sales' });
    const { body } = await shop.client.sales.list({ sort: 'amount' });
    expect(body.map((sale) => [sale.product_name, sale.customer_id])).toEqual([
      ['=HYPERLINK(1)', '00123'],
      ['-10% off', '@home'],
    ]);
  } finally {
    await shop.close();
  }
});
