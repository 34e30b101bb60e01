import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { asBytes, fixture, importBytes, uploadBytes } from '../support/import-file.ts';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

// What is right does not depend on how fast the machine is.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore({ settings: { currency: 'EUR', time_zone: 'Europe/Berlin' } });
});
afterEach(() => shop.close());

const period = { start_date: '2025-01-01', end_date: '2026-05-05' };

test('a night that belongs to a business day before 1970 is refused like a typed one', async () => {
  await shop.client.settings.update({ day_end_hour: 4 });
  const rows = '1970-01-01 02:00,Tea,1.00\n1970-01-01 09:00,Tea,2.00\n';
  const batch = await importBytes(shop, asBytes(`date,product_name,amount\n${rows}`));
  expect(batch).toMatchObject({ imported_rows: 1, bad_rows: 1, first_date: '1970-01-01' });
  const { body } = await shop.client.imports.errors({ id: batch.id });
  expect(body).toMatchObject([{ row: 2, column: 'date', reason: expect.stringMatching(/1970/) }]);
  expect(
    await refusal(
      shop.client.sales.create({ product_name: 'Tea', amount: 1, date: '1970-01-01 02:00' }),
    ),
  ).toMatchObject({ status: 422 });
});

describe('our own templates', () => {
  test('sales: lines of a ticket come together, refunds are negative, bad rows are told', async () => {
    const batch = await importBytes(shop, fixture('tillwise-sales.csv'));

    expect(batch).toMatchObject({
      status: 'done',
      total_rows: 7,
      imported_rows: 5,
      bad_rows: 2,
      tickets: 4,
      new_products: 3,
      new_customers: 1,
      net_sales: 11.7,
      first_date: '2026-03-02',
      last_date: '2026-03-04',
    });
    const { body: errors } = await shop.client.imports.errors({ id: batch.id });
    expect(errors).toEqual([
      {
        row: 6,
        column: 'amount',
        value: '3,60',
        reason: expect.stringContaining('does not fit the decimal point'),
        suggestion: '3.60',
      },
      {
        row: 7,
        column: 'date',
        value: '2026-03-33',
        reason: expect.stringContaining('does not exist'),
        suggestion: null,
      },
    ]);
    const { body: sales } = await shop.client.sales.list({ sort: 'date' });
    expect(sales.map(({ number, kind, amount }) => [number, kind, amount])).toEqual([
      ['T1', 'sale', 9.6],
      ['T2', 'sale', 2.6],
      ['R1', 'refund', -3.6],
      // The till counts its tickets anew: another day, another ticket.
      ['T1', 'sale', 3.1],
    ]);
    expect(sales[0]).toMatchObject({
      customer_id: 'C1',
      customer_name: 'Ana Silva',
      staff: 'Nora',
      tenders: [{ kind: 'card', amount: 10.1 }],
      discount: 0.2,
      tax: 0.5,
      lines: [
        { product_name: 'Flat white', sku: 'COF-02', quantity: 2, gross: 7.2, net: 7, cost: 1.6 },
        { product_name: 'Croissant', quantity: 1, gross: 2.6, net: 2.6 },
      ],
      source: 'import',
    });
    expect(sales[2]?.lines).toMatchObject([{ quantity: -1, gross: -3.6, cost: -0.8 }]);
    const report = await shop.client.dashboard.kpis(period);
    expect(report).toMatchObject({ revenue: 11.7, total_customers: 1 });
    expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
  });

  test('customers: new ones come in, known ones are brought up to date, wrong ones are told', async () => {
    await shop.client.customers.create({ id: 'C1', name: 'Ana', notes: 'likes oat milk' });
    const batch = await importBytes(shop, fixture('tillwise-customers.csv'));

    expect(batch).toMatchObject({ status: 'done', total_rows: 4, imported_rows: 2, bad_rows: 2 });
    expect(batch.new_customers).toBe(1);
    expect(await shop.client.customers.get({ id: 'C1' })).toMatchObject({
      name: 'Ana Silva',
      email: 'ana@example.com',
      phone: '123',
      notes: 'likes oat milk',
    });
    expect(await shop.client.customers.get({ id: 'C2' })).toMatchObject({
      name: "O'Brien; DROP TABLE customer",
    });
  });

  test('expenses: stored with their categories, negative and over-precise ones refused', async () => {
    const batch = await importBytes(shop, fixture('tillwise-expenses.csv'));

    expect(batch).toMatchObject({ status: 'done', total_rows: 4, imported_rows: 2, bad_rows: 2 });
    expect(await shop.client.dashboard.expenseBreakdown(period)).toEqual([
      { category: 'Rent', total_amount: 1450, expense_count: 1 },
      { category: 'Ingredients', total_amount: 12.5, expense_count: 1 },
    ]);
  });
});

test('an order-line file: exact amounts, refunds by the C, names from where they are', async () => {
  const batch = await importBytes(shop, fixture('order-lines.csv'));

  // 15.30 + 3.39 + 0.02 (0.015 rounded) − 3.39 + 0 − 12.50
  expect(batch).toMatchObject({
    status: 'done',
    imported_rows: 6,
    tickets: 5,
    rounded_lines: 1,
    net_sales: 2.82,
    new_products: 4,
    new_customers: 1,
  });
  const { body: products } = await shop.client.products.list({});
  expect(products.map(({ sku, name }) => `${sku} ${name}`).sort()).toEqual([
    '85A LANTERN',
    '85a HEART HOLDER',
    'B Adjust bad debt',
    'POST POST',
  ]);
  const { body: sales } = await shop.client.sales.list({ sort: 'date' });
  expect(sales.map(({ number, kind }) => `${number} ${kind}`)).toEqual([
    '500001 sale',
    '500002 sale',
    'C500003 refund',
    '500004 sale',
    'A500005 sale',
  ]);
  expect(await shop.client.customers.get({ id: '17850' })).toMatchObject({ name: '17850' });
});

test('Square items: rows of a payment come together, refunds and discounts count once', async () => {
  const shop = await openTestCore({
    settings: { currency: 'USD', time_zone: 'America/New_York' },
  });
  onTestFinished(() => shop.close());
  const upload_id = await uploadBytes(shop, fixture('square-items.csv'));
  const preview = await shop.client.imports.preview({ upload_id });
  expect(preview).toMatchObject({ recognised_as: 'Square items', kind: 'sales', missing: [] });

  const batch = await importBytes(shop, fixture('square-items.csv'));
  // 3.60 + 3.60 (two alike are two) + 4.00 + 1,000.00 + 2.50 − 4.00
  expect(batch).toMatchObject({
    status: 'done',
    total_rows: 7,
    imported_rows: 6,
    bad_rows: 1,
    tickets: 4,
    new_products: 3,
    new_customers: 1,
    net_sales: 1009.7,
  });
  const { body: errors } = await shop.client.imports.errors({ id: batch.id });
  expect(errors).toMatchObject([{ row: 8, column: 'Event Type', value: 'Exchange' }]);
  const { body: sales } = await shop.client.sales.list({ sort: 'date' });
  expect(sales.map(({ number, kind, amount }) => [number, kind, amount])).toEqual([
    ['TX1', 'sale', 7.2],
    ['TX2', 'sale', 1004],
    ['TX3', 'sale', 2.5],
    ['TXR1', 'refund', -4],
  ]);
  expect(sales[1]).toMatchObject({
    customer_id: 'SQC1',
    customer_name: 'Ana Silva',
    staff: 'Mara Lind',
    tax: 80.32,
    discount: 149,
    lines: [
      { product_name: 'House Blend', sku: 'HB250', quantity: 2, gross: 1149, net: 1000 },
      { product_name: 'Flat White', sku: 'FW1', quantity: 1, gross: 4, net: 4 },
    ],
  });
  expect(sales[3]?.lines).toMatchObject([{ quantity: -1, gross: -4 }]);
  const { body: products } = await shop.client.products.list({});
  const wrapping = products.find(({ name }) => name === 'Gift Wrapping');
  expect(wrapping).toMatchObject({ sku: null, category: null });
  expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
});

test('a table nobody knows: separator, characters, decimal comma and date order are found', async () => {
  const upload_id = await uploadBytes(shop, fixture('german-semicolon.csv'));
  const preview = await shop.client.imports.preview({ upload_id });

  expect(preview).toMatchObject({
    kind: 'sales',
    encoding: 'windows-1252',
    delimiter: ';',
    missing: [],
    mapping: { date_order: 'dmy', decimal: ',', columns: { product_name: 'Artikel' } },
  });
  expect(preview.reasons.join(' ')).toContain('day/month because 1 row has');
  expect(preview.rows[0]).toMatchObject({
    row: 2,
    values: { date: '2026-02-03', product_name: 'Brötchen', amount: '1234.50' },
    problem: null,
  });
});

test('the same file again is named, adds nothing, and is stored once more when asked', async () => {
  const first = await importBytes(shop, fixture('tillwise-expenses.csv'));
  const upload_id = await uploadBytes(shop, fixture('tillwise-expenses.csv'));
  const preview = await shop.client.imports.preview({ upload_id });
  expect(preview.already_imported).toMatchObject({ import_id: first.id });
  await shop.client.imports.discardUpload({ upload_id });
  const second = await importBytes(shop, fixture('tillwise-expenses.csv'));
  expect(second).toMatchObject({ status: 'done', imported_rows: 0, already_there_rows: 2 });
  const third = await importBytes(shop, fixture('tillwise-expenses.csv'), {
    already_there: 'add',
  });
  expect(third).toMatchObject({ status: 'done', imported_rows: 2, already_there_rows: 0 });
});

test('strict: one bad row, and nothing is stored', async () => {
  const before = shop.contents();
  const batch = await importBytes(shop, fixture('tillwise-sales.csv'), { mode: 'strict' });
  expect(batch).toMatchObject({ status: 'failed', imported_rows: 0, bad_rows: 2 });
  expect(batch.message).toContain('nothing was imported');
  const { import_batch: _batch, import_error: errors, ...after } = shop.contents();
  expect(errors).toHaveLength(2);
  expect(after).toEqual({
    ...after,
    sale: before.sale,
    product: [],
    customer: [],
    event: before.event,
  });
});

test('for tools: the upload answers with what is stored and what is not', async () => {
  const file = new File([fixture('tillwise-sales.csv')], 'march.csv');
  const result = await shop.client.data.uploadSalesCsv({ file });
  expect(result).toMatchObject({
    success: true,
    processed_count: 5,
    total_rows: 7,
    error_count: 2,
  });
  expect(result.errors[0]).toMatchObject({ row: 6, column: 'amount', value: '3,60' });
  expect(await shop.client.data.uploadTemplate({ kind: 'sales' })).toMatchObject({
    columns: ['date', 'product_name', 'amount', 'customer_id', 'category'],
  });
  expect(await refusal(shop.client.data.uploadTemplate({ kind: 'cats' }))).toMatchObject({
    status: 404,
  });
});

test('one event for a whole import', async () => {
  await importBytes(shop, fixture('tillwise-sales.csv'));
  const events = shop.events().filter(({ source }) => source === 'import');
  expect(events.map(({ type }) => type)).toEqual(['data.imported']);
  expect(JSON.parse(events[0]?.after ?? '')).toMatchObject({ imported_rows: 5, tickets: 4 });
});

test('a piece out of order is refused', async () => {
  const { upload_id } = await shop.client.imports.openUpload({ file_name: 'a.csv', file_bytes: 9 });
  const piece = new Blob([asBytes('abc')]);
  await shop.client.imports.appendUpload({ upload_id, offset: 0, piece });
  const again = shop.client.imports.appendUpload({ upload_id, offset: 0, piece });
  expect(await refusal(again)).toMatchObject({ status: 409, fields: ['offset'] });
  expect(await refusal(shop.client.imports.preview({ upload_id }))).toMatchObject({ status: 409 });
});

test('payments by column are kept apart only where they come to the whole ticket', async () => {
  const text =
    'date,ticket,product,amount,Cash,Card\n2026-05-01,T1,Tea,5.00,2.00,3.00\n2026-05-01,T1,Cake,5.00,5.00,\n2026-05-01,T2,Cake,5.00,1.00,4.00\n';
  const tender_columns = { Cash: 'cash', Card: 'card' };
  await importBytes(shop, asBytes(text), { mapping: { tender_columns } });
  const { body } = await shop.client.sales.list({});
  expect(Object.fromEntries(body.map(({ number, tenders }) => [number, tenders]))).toEqual({
    T1: [{ kind: 'cash + card', amount: 10 }],
    T2: [
      { kind: 'cash', amount: 1 },
      { kind: 'card', amount: 4 },
    ],
  });
});

describe('the templates to the last column', () => {
  test('sales', async () => {
    const text =
      'date,product_name,amount,customer_id,category,time,ticket,quantity,unit_price,discount,tax,cost,sku,barcode,staff,tender,channel,refund\n' +
      '2026-03-02,Flat white,7.20,C1,Coffee,09:15,T1,2,3.60,0.20,0.50,1.60,COF-02,4006381333931,Nora,card,Online,\n' +
      '2026-03-03,Flat white,3.60,,,10:00,R1,1,3.60,,,,COF-02,,,,,yes\n';
    expect(await importBytes(shop, asBytes(text))).toMatchObject({ imported_rows: 2, bad_rows: 0 });
    const { body } = await shop.client.sales.list({ sort: 'date' });
    expect(body).toMatchObject([
      {
        number: 'T1',
        sold_at: '2026-03-02T08:15:00.000Z',
        customer_id: 'C1',
        staff: 'Nora',
        channel: 'Online',
        discount: 0.2,
        tax: 0.5,
        tenders: [{ kind: 'card', amount: 7.5 }],
        lines: [{ quantity: 2, gross: 7.2, cost: 1.6, category: 'Coffee', sku: 'COF-02' }],
      },
      { number: 'R1', kind: 'refund', amount: -3.6 },
    ]);
    const { body: products } = await shop.client.products.list({});
    expect(products).toMatchObject([{ sku: 'COF-02', barcode: '4006381333931' }]);
  });

  test('customers and expenses', async () => {
    const customers =
      'id,name,email,phone,address,notes,birthday\nC1,Ana,ana@example.com,123,1 High St,oat milk,1990-02-03\n';
    await importBytes(shop, asBytes(customers));
    expect(await shop.client.customers.get({ id: 'C1' })).toMatchObject({
      name: 'Ana',
      email: 'ana@example.com',
      phone: '123',
      address: '1 High St',
      notes: 'oat milk',
      birthday: '1990-02-03',
    });
    const expenses =
      'date,description,amount,category,supplier,tender\n2026-03-02,Beans,12.50,Stock,Roastery,card\n';
    await importBytes(shop, asBytes(expenses));
    expect((await shop.client.expenses.list({})).body).toMatchObject([
      {
        date: '2026-03-02',
        description: 'Beans',
        amount: 12.5,
        category: 'Stock',
        supplier: 'Roastery',
        tender: 'card',
      },
    ]);
  });

  test.each([
    ['sales', 'date,product_name,amount', '2026-03-02,Tea,1.00'],
    ['customers', 'id,name', 'C1,Ana'],
    ['expenses', 'date,description,amount', '2026-03-02,Beans,1.00'],
  ] as const)('%s: what every row needs is asked for, and no more', async (kind, needs, row) => {
    const columns = needs.split(',');
    for (const column of columns) {
      // Under a name that says nothing.
      const text = `${needs.replace(column, 'zz')}\n${row}\n`;
      const upload_id = await uploadBytes(shop, asBytes(text));
      const { missing, reasons } = await shop.client.imports.preview({ upload_id, kind });
      if (column === 'product_name')
        // Takings of a day are sales, too, and it is said how they are booked.
        expect(reasons.join(' ')).toContain('No column names a product');
      else expect([column, missing]).toEqual([column, [column]]);
    }
    const all = asBytes(`${needs}\n${row}\n`);
    expect(await importBytes(shop, all, { kind })).toMatchObject({ imported_rows: 1 });
  });
});
