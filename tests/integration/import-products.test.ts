import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { asBytes, importBytes, uploadBytes } from '../support/import-file.ts';
import { openTestCore, type TestCore } from '../support/test-core.ts';

// What is right does not depend on how fast the machine is.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore({ settings: { currency: 'EUR' } });
});
afterEach(() => shop.close());

const HEADER = 'sku,barcode,name,category,price,cost\n';
const goods = () =>
  shop.core.database.sqlite
    .prepare(
      `SELECT p.sku, p.barcode, p.name, c.name AS category, p.price_minor, p.cost_minor, p.version, p.updated_at
       FROM product p LEFT JOIN category c ON c.id = p.category_id WHERE p.deleted_at IS NULL ORDER BY p.name`,
    )
    .all();

test('a known product is met by its SKU, its barcode, then its name; undo puts it back', async () => {
  await shop.client.products.create({ name: 'Flat white', sku: 'COF-02', price: 3.2 });
  await shop.client.products.create({
    name: 'Beans',
    barcode: '4006381333931',
    category: 'Coffee',
  });
  await shop.client.products.create({ name: 'Croissant' });
  await shop.client.products.create({ name: 'Tea', sku: 'TEA-1' });
  const before = goods();

  const batch = await importBytes(
    shop,
    asBytes(
      `${HEADER}COF-02,,FLAT WHITE,Coffee,3.60,0.80\n,4006381333931,,,14.00,\nBAK-1,,croissant,Bakery,,0.95\nTEA-2,,Tea,,2.50,\nTEA-2,,,,2.60,\n`,
    ),
  );
  expect(batch).toMatchObject({
    kind: 'products',
    status: 'done',
    imported_rows: 5,
    new_products: 1,
  });
  expect(goods()).toMatchObject([
    { name: 'Beans', barcode: '4006381333931', category: 'Coffee', price_minor: 1400 },
    { name: 'FLAT WHITE', sku: 'COF-02', price_minor: 360, cost_minor: 80, category: 'Coffee' },
    { name: 'Tea', sku: 'TEA-1', price_minor: null },
    { name: 'Tea', sku: 'TEA-2', price_minor: 260 },
    { name: 'croissant', sku: 'BAK-1', category: 'Bakery', cost_minor: 95 },
  ]);

  await shop.client.imports.undo({ id: batch.id });
  await shop.core.services.imports.finished(batch.id);
  expect(goods()).toEqual(before);
});

test('a product of a sale is met by its SKU, then its barcode, then its name', async () => {
  const { products, sales } = shop.client;
  await products.create({ name: 'Flat white', sku: 'COF-02' });
  await products.create({ name: 'Beans', barcode: '4006381333931' });
  await products.create({ name: 'Croissant' });
  await products.create({ name: 'Tea', sku: 'TEA-1' });
  await products.create({ name: 'Scone' });
  const lines = [
    'Something large,COF-02,,3.00',
    'Beans for good mornings,,4006381333931,9.00',
    'CROISSANT,BAK-1,,2.00',
    'Tea,TEA-2,,2.50',
    'Croissant,,,2.10',
    // Which of the two the stored one is cannot be told.
    'Scone,SC-1,,1.00',
    'Scone,SC-2,,1.20',
  ];
  const text = [
    'date,product_name,sku,barcode,amount',
    ...lines.map((line) => `2026-03-01,${line}`),
  ];
  const upload_id = await uploadBytes(shop, asBytes(text.join('\n')));
  const { kind, mapping } = await shop.client.imports.preview({ upload_id });
  for await (const message of await shop.client.imports.check({ upload_id, kind, mapping }))
    if (message.type === 'done') expect(message.check.totals.new_products).toBe(3);
  const { id } = await shop.client.imports.start({ upload_id, kind, mapping });
  await shop.core.services.imports.finished(id);
  expect(await shop.client.imports.get({ id })).toMatchObject({
    imported_rows: 7,
    new_products: 3,
  });
  const { body } = await sales.list({ limit: 100 });
  expect(
    body
      .flatMap(({ lines }) => lines.map((line) => [line.net, line.product_name, line.sku]))
      .sort(),
  ).toEqual([
    [1, 'Scone', 'SC-1'],
    [1.2, 'Scone', 'SC-2'],
    [2, 'Croissant', null],
    [2.1, 'Croissant', null],
    [2.5, 'Tea', 'TEA-2'],
    [3, 'Flat white', 'COF-02'],
    [9, 'Beans', null],
  ]);
  expect(await importBytes(shop, asBytes(text.join('\n')))).toMatchObject({
    imported_rows: 0,
    already_there_rows: 7,
  });
});

test('a product that was changed since the import stays as it is now', async () => {
  const tea = await shop.client.products.create({ name: 'Tea', sku: 'TEA-1', price: 2 });
  const batch = await importBytes(shop, asBytes(`${HEADER}TEA-1,,Tea,,2.50,\n`));
  await shop.client.products.update({ id: tea.id, price: 2.8 });
  await shop.client.imports.undo({ id: batch.id });
  await shop.core.services.imports.finished(batch.id);
  expect(await shop.client.products.get({ id: tea.id })).toMatchObject({ price: 2.8 });
});

test('the same customer twice in a file goes again when the import is undone', async () => {
  const text = 'id,name,email\nC1,Ana,ana@example.com\nC1,Ana Silva,ana@example.com\n';
  const upload_id = await uploadBytes(shop, asBytes(text));
  const { kind, mapping } = await shop.client.imports.preview({ upload_id });
  for await (const message of await shop.client.imports.check({ upload_id, kind, mapping }))
    if (message.type === 'done') expect(message.check.totals.new_customers).toBe(1);
  const batch = await importBytes(shop, asBytes(text));
  expect(await shop.client.customers.get({ id: 'C1' })).toMatchObject({ name: 'Ana Silva' });
  await shop.client.imports.undo({ id: batch.id });
  await shop.core.services.imports.finished(batch.id);
  expect((await shop.client.customers.list({})).body).toEqual([]);
});

test('a product that a file of sales names by its SKU alone is called by it, whatever later rows add', async () => {
  await importBytes(
    shop,
    asBytes(
      'date,sku,barcode,category,quantity,amount\n2026-05-01,A1,,,1,5.00\n2026-05-01,A1,4006381333931,Food,1,5.00\n',
    ),
  );
  expect(goods()).toMatchObject([
    { name: 'A1', sku: 'A1', barcode: '4006381333931', category: 'Food' },
  ]);
});

test('a list of goods from elsewhere is taken for products by its columns', async () => {
  const text = 'Artikelnummer;Bezeichnung;Verkaufspreis;EAN\n17;Brötchen;0,45;4006381333931\n';
  const upload_id = await uploadBytes(shop, asBytes(text));
  expect(await shop.client.imports.preview({ upload_id })).toMatchObject({
    kind: 'products',
    missing: [],
    rows: [{ values: { sku: '17', name: 'Brötchen', price: '0.45', barcode: '4006381333931' } }],
  });
  expect(await shop.client.data.uploadTemplate({ kind: 'products' })).toMatchObject({
    columns: ['sku', 'barcode', 'name', 'category', 'price', 'cost'],
  });
});
