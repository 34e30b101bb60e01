import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { importKind } from '../../src/shared/schemas/import.ts';
import { importBytes, uploadBytes } from '../support/import-file.ts';
import { openTestCore, type TestCore } from '../support/test-core.ts';

// What is right does not depend on how fast the machine is.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const FORMATS = fileURLToPath(new URL('../../src/main/core/imports/formats', import.meta.url));

/** What stands in a fixture's expected.json; amounts in major units. */
const expectation = z.strictObject({
  shop: z.object({ currency: z.string(), time_zone: z.string() }),
  kind: importKind,
  recognised_as: z.string(),
  batch: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Sums over all stored rows. */
  sums: z.record(z.string(), z.number()).optional(),
  excluded: z.record(z.string(), z.number()).optional(),
  /** Part of the mapping that is found out from the file. */
  mapping: z.record(z.string(), z.string()).optional(),
  questions: z.array(z.string()).optional(),
  tenders: z.record(z.string(), z.number()).optional(),
  products: z.array(z.string()).optional(),
  customers: z.array(z.string()).optional(),
  categories: z.array(z.string()).optional(),
  descriptions: z.array(z.string()).optional(),
  numbers: z.array(z.string()).optional(),
  /** Number of a refund → that of the sale it takes back. */
  taken_back: z.record(z.string(), z.string()).optional(),
  lines: z.array(z.tuple([z.string(), z.string(), z.number(), z.number()])).optional(),
  /** Name, SKU, category, price and cost of every product. */
  goods: z
    .array(
      z.tuple([
        z.string(),
        z.string().nullable(),
        z.string().nullable(),
        z.number().nullable(),
        z.number().nullable(),
      ]),
    )
    .optional(),
  /** Column, value and suggestion. */
  errors: z.array(z.tuple([z.string(), z.string(), z.string().nullable()])).optional(),
});

const SUMS: Readonly<Record<string, string>> = {
  tax: 'SELECT SUM(tax_minor) FROM sale',
  tip: 'SELECT SUM(tip_minor) FROM sale',
  shipping: 'SELECT SUM(shipping_minor) FROM sale',
  discount: 'SELECT SUM(discount_minor) FROM sale',
  cost: 'SELECT SUM(cost_minor) FROM sale_line',
  refund_tickets: "SELECT 100 * COUNT(*) FROM sale WHERE kind = 'refund'",
  expenses: 'SELECT SUM(amount_minor) FROM expense',
};

const folders = readdirSync(FORMATS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const fixtures = folders.flatMap((folder) =>
  readdirSync(join(FORMATS, folder))
    .filter((name) => name.endsWith('.csv'))
    .map((name) => [name.slice(0, -4), join(FORMATS, folder, name)] as const),
);

/** The table of docs/imports.md: fixture → what it says of it. */
const told = new Map(
  readFileSync(new URL('../../docs/imports.md', import.meta.url), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => /^`.*`$/.test(cells[3] ?? ''))
    .map(([, system, holds, fixture = '', ...figures]) => [
      fixture.slice(1, -1),
      { system, holds, figures: figures.slice(0, 5) },
    ]),
);

test('the documentation tells of every fixture, and of no other', () => {
  expect([...told.keys()].sort()).toEqual(fixtures.map(([name]) => name).sort());
});

test('every system has a definition and a fixture', () => {
  for (const folder of folders) {
    expect(readdirSync(join(FORMATS, folder))).toEqual(
      expect.arrayContaining([`${folder}.csv`, `${folder}.expected.json`, `${folder}.format.ts`]),
    );
  }
});

describe.each(fixtures)('%s', (name, path) => {
  const expected = expectation.parse(
    JSON.parse(readFileSync(path.replace(/\.csv$/, '.expected.json'), 'utf8')),
  );
  const bytes = new Uint8Array(readFileSync(path));
  let shop: TestCore;
  let before: Record<string, unknown[]>;
  let id: number;

  beforeAll(async () => {
    shop = await openTestCore({ settings: expected.shop });
    before = shop.contents();
  });
  afterAll(() => shop.close());

  const names = (sql: string) => shop.core.database.sqlite.prepare<[], string>(sql).pluck().all();
  const tables = <Row>(sql: string) => shop.core.database.sqlite.prepare<[], Row>(sql).raw().all();

  const undo = async (batch: number) => {
    await shop.client.imports.undo({ id: batch });
    await shop.core.services.imports.finished(batch);
  };

  test('is recognised, and read without a question that its system answers', async () => {
    const upload_id = await uploadBytes(shop, bytes);
    const preview = await shop.client.imports.preview({ upload_id });
    expect(preview).toMatchObject({
      kind: expected.kind,
      recognised_as: expected.recognised_as,
      missing: [],
      ...(expected.mapping ? { mapping: expected.mapping } : {}),
    });
    expect(preview.questions.map((question) => question.id)).toEqual(expected.questions ?? []);
    expect(Object.fromEntries(preview.excluded.map(({ reason, rows }) => [reason, rows]))).toEqual(
      expected.excluded ?? {},
    );
    const { kind, mapping } = preview;
    ({ id } = await shop.client.imports.start({ upload_id, kind, mapping }));
    await shop.core.services.imports.finished(id);
  });

  test('all its rows are stored, reported or left out for a reason, to the cent', async () => {
    const batch = await shop.client.imports.get({ id });
    expect(batch).toMatchObject({ status: 'done', ...expected.batch });
    expect(batch.imported_rows + batch.bad_rows + batch.excluded_rows).toBe(batch.total_rows);
    for (const [name, amount] of Object.entries(expected.sums ?? {})) {
      const sum = shop.core.database.sqlite
        .prepare<[], number>(SUMS[name] ?? '')
        .pluck()
        .get();
      expect({ [name]: sum }).toEqual({ [name]: Math.round(amount * 100) });
    }
    expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
  });

  test('comes to what the documentation says', async () => {
    const batch = await shop.client.imports.get({ id });
    const { currency } = await shop.client.settings.get();
    const expenses = shop.core.database.sqlite
      .prepare<[], number | null>('SELECT SUM(amount_minor) / 100.0 FROM expense')
      .pluck()
      .get();
    const money = (amount: number) =>
      `${amount.toLocaleString('en', { minimumFractionDigits: 2 })} ${currency}`;
    const comesTo = {
      sales: () => money(batch.net_sales),
      expenses: () => money(expenses ?? 0),
      products: () => `${batch.imported_rows} products`,
      customers: () => `${batch.imported_rows} customers`,
    };
    expect(told.get(name)).toEqual({
      system: expected.recognised_as,
      holds: batch.kind,
      figures: [
        ...[batch.total_rows, batch.imported_rows, batch.bad_rows, batch.excluded_rows].map(String),
        comesTo[batch.kind](),
      ],
    });
  });

  test('names, lines and payments are those of the file', async () => {
    if (expected.products)
      expect(names('SELECT name FROM product ORDER BY name')).toEqual(expected.products);
    if (expected.customers)
      expect(names('SELECT name FROM customer ORDER BY name')).toEqual(expected.customers);
    if (expected.categories)
      expect(names('SELECT name FROM category ORDER BY name')).toEqual(expected.categories);
    if (expected.descriptions)
      expect(names('SELECT description FROM expense ORDER BY description')).toEqual(
        expected.descriptions,
      );
    if (expected.numbers)
      expect(names('SELECT number FROM sale ORDER BY number')).toEqual(expected.numbers);
    if (expected.taken_back)
      expect(
        Object.fromEntries(
          tables<[string, string]>(
            'SELECT r.number, s.number FROM sale r JOIN sale s ON s.id = r.refund_of_id',
          ),
        ),
      ).toEqual(expected.taken_back);
    if (expected.lines)
      expect(
        tables(
          `SELECT s.number, p.name, l.quantity_milli / 1000, l.net_minor / 100 FROM sale_line l
           JOIN sale s ON s.id = l.sale_id JOIN product p ON p.id = l.product_id
           ORDER BY s.sold_at, l.position`,
        ),
      ).toEqual(expected.lines);
    if (expected.goods)
      expect(
        tables(
          `SELECT p.name, p.sku, c.name, p.price_minor / 100.0, p.cost_minor / 100.0 FROM product p
           LEFT JOIN category c ON c.id = p.category_id ORDER BY p.name`,
        ),
      ).toEqual(expected.goods);
    if (expected.tenders)
      expect(
        Object.fromEntries(
          tables<[string, number]>(
            'SELECT kind, SUM(amount_minor) FROM sale_tender GROUP BY kind',
          ).map(([kind, minor]) => [kind, minor / 100]),
        ),
      ).toEqual(expected.tenders);
    if (expected.errors) {
      const { body } = await shop.client.imports.errors({ id });
      expect(body.map((error) => [error.column, error.value, error.suggestion])).toEqual(
        expected.errors,
      );
    }
  });

  test('the same file again adds nothing', async () => {
    const first = await shop.client.imports.get({ id });
    const again = await importBytes(shop, bytes);
    expect(again).toMatchObject({
      status: 'done',
      imported_rows: 0,
      already_there_rows: first.imported_rows,
      excluded_rows: first.excluded_rows,
      bad_rows: first.bad_rows,
      tickets: 0,
      new_products: 0,
      new_customers: 0,
    });
    await undo(again.id);
  });

  test('undo leaves what was there before', async () => {
    await undo(id);
    const { import_batch: _batch, event: _event, ...rows } = shop.contents();
    for (const [table, stored] of Object.entries(rows))
      if (table in before && !['sqlite_sequence', 'import_error'].includes(table))
        expect([table, stored]).toEqual([table, before[table]]);
  });
});
