import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { absent, sampleFile, unpack } from '../fixtures/sample-data.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { openTestCore, type TestCore } from '../support/test-core.ts';

const UCI = 'uci_online_retail.csv.gz';
const packed = sampleFile(UCI);

/** Net sales by month from December 2010, as published with the file. */
const BY_MONTH = [
  748957.02, 560000.26, 498062.65, 683267.08, 493207.12, 723333.51, 691123.12, 681300.11, 682680.51,
  1019687.62, 1070704.67, 1461756.25, 433668.01,
];

function value<Row>({ core }: TestCore, sql: string): Row | undefined {
  return core.database.sqlite.prepare<[], Row>(sql).get();
}

test.skipIf(!packed)(
  packed ? 'a year of real sales, to the cent' : `skipped: ${absent(UCI)}`,
  async () => {
    const csv = join(tempFolder(), 'online_retail.csv');
    await unpack(packed ?? '', csv);
    const shop = await openTestCore({
      settings: { currency: 'GBP', time_zone: 'Europe/London' },
    });
    const file = new File([await openAsBlob(csv)], 'online_retail.csv');
    const result = await shop.client.data.uploadSalesCsv({ file });

    expect(result).toMatchObject({ processed_count: 541_909, total_rows: 541_909, error_count: 0 });
    expect(await shop.client.imports.get({ id: result.import_id ?? 0 })).toMatchObject({
      tickets: 25_900,
      new_customers: 4372,
      new_products: 4070,
      net_sales: 9747747.93,
      first_date: '2010-12-01',
      last_date: '2011-12-09',
    });
    const report = await shop.client.dashboard.report({
      start_date: '2010-12-01',
      end_date: '2011-12-31',
      compare: 'none',
      top: 5,
    });
    expect(report.trend.map(({ net_sales }) => net_sales)).toEqual(BY_MONTH);
    const numbers = new Map(
      report.top_products.map(({ product_id, net_sales }) => [product_id, net_sales]),
    );
    const skus: [string, number][] = [];
    for (const [id, net] of numbers)
      skus.push([(await shop.client.products.get({ id })).sku ?? '', net]);
    expect(skus).toEqual([
      ['DOT', 206245.48],
      ['22423', 164762.19],
      ['47566', 98302.98],
      ['85123A', 97894.5],
      ['85099B', 92356.03],
    ]);
    expect(
      value(
        shop,
        `SELECT SUM(MAX(net_minor, 0)) AS positive, SUM(MIN(net_minor, 0)) AS negative FROM sale_line`,
      ),
    ).toEqual({ positive: 1_066_668_454, negative: -91_893_661 });
    expect(
      value(shop, `SELECT SUM(kind = 'sale') AS sales, COUNT(*) AS tickets FROM sale`),
    ).toEqual({
      sales: 22_064,
      tickets: 25_900,
    });
    expect(value(shop, 'SELECT MIN(sold_at) AS first, MAX(sold_at) AS last FROM sale')).toEqual({
      first: Date.parse('2010-12-01T08:26:00Z'),
      last: Date.parse('2011-12-09T12:50:00Z'),
    });
    expect(
      await shop.client.dashboard.kpis({ start_date: '2010-12-01', end_date: '2011-12-31' }),
    ).toMatchObject({ revenue: 9747747.93, repeat_customers: 2845, total_customers: 4372 });
    expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
    await shop.close();
  },
  1_200_000,
);

describe('other people’s samples', () => {
  const samples: [string, 'sales' | 'customers', Record<string, unknown>][] = [
    [
      'sample_phone_store_sales.csv',
      'sales',
      { imported_rows: 50, bad_rows: 0, net_sales: 45518.81 },
    ],
    ['sample_customers.csv', 'customers', { imported_rows: 50, bad_rows: 0, new_customers: 50 }],
    [
      'superstore.csv',
      'sales',
      { imported_rows: 9994, bad_rows: 0, tickets: 5009, new_customers: 793 },
    ],
    ['supermarket_sales.csv', 'sales', { imported_rows: 1000, bad_rows: 0, net_sales: 307587.38 }],
  ];

  for (const [name, kind, expected] of samples) {
    const path = sampleFile(name);
    test.skipIf(!path)(
      path ? name : `skipped: ${absent(name)}`,
      async () => {
        const shop = await openTestCore({ settings: { currency: 'USD' } });
        const file = new File([await openAsBlob(path ?? '')], name);
        const upload =
          kind === 'sales' ? shop.client.data.uploadSalesCsv : shop.client.data.uploadCustomersCsv;
        const { import_id } = await upload({ file });
        expect(await shop.client.imports.get({ id: import_id ?? 0 })).toMatchObject(expected);
        expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
        await shop.close();
      },
      300_000,
    );
  }
});
