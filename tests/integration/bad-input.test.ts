/** What people and tills get wrong: each gets a clear error, and nothing is changed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createCore, DATABASE_FILE } from '../../src/main/core/core.ts';
import { openDatabase } from '../../src/main/core/db/connection.ts';
import { UserError } from '../../src/main/core/errors.ts';
import { openHttpShop } from '../support/http-shop.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { openTestCore, refusal, type TestCore, tableContents } from '../support/test-core.ts';

let shop: TestCore;
let before: Record<string, unknown[]>;

beforeAll(async () => {
  shop = await openTestCore();
  await shop.client.customers.create({ id: 'C1', name: 'Ana' });
  await shop.client.products.create({ name: 'Tea', sku: 'T1', price: 3 });
  await shop.client.sales.create({ product_name: 'Tea', amount: 3, customer_id: 'C1' });
  await shop.client.expenses.create({ description: 'Rent', amount: 100 });
  before = shop.contents();
});
afterEach(() => {
  expect(shop.contents()).toEqual(before);
});
afterAll(() => shop.close());

/** Input that the types would not let through, as it comes over the wire. */
const untyped = (value: unknown) => z.any().parse(value);

/** Every call that writes the field, with otherwise good input. */
function writers(field: string, value: unknown): [string, () => Promise<unknown>][] {
  const { sales, expenses, entry, products, customers } = shop.client;
  const with_ = (input: Record<string, unknown>) => untyped({ ...input, [field]: value });
  switch (field) {
    case 'amount':
      return [
        ['sales.create', () => sales.create(with_({ product_name: 'Tea' }))],
        ['sales.update', () => sales.update(with_({ id: 1 }))],
        ['entry.quickSale', () => entry.quickSale(with_({ product_name: 'Tea' }))],
        ['expenses.create', () => expenses.create(with_({ description: 'x' }))],
        ['expenses.update', () => expenses.update(with_({ id: 1 }))],
        ['entry.quickExpense', () => entry.quickExpense(with_({ description: 'x' }))],
      ];
    case 'date':
      return [
        ['sales.create', () => sales.create(with_({ product_name: 'Tea', amount: 1 }))],
        ['sales.update', () => sales.update(with_({ id: 1 }))],
        ['entry.quickSale', () => entry.quickSale(with_({ product_name: 'Tea', amount: 1 }))],
        ['expenses.create', () => expenses.create(with_({ description: 'x', amount: 1 }))],
        ['expenses.update', () => expenses.update(with_({ id: 1 }))],
        ['entry.quickExpense', () => entry.quickExpense(with_({ description: 'x', amount: 1 }))],
      ];
    case 'name':
      return [
        ['products.create', () => products.create(with_({}))],
        ['products.update', () => products.update(with_({ id: 1 }))],
        ['customers.create', () => customers.create(with_({ id: 'C2' }))],
        ['customers.update', () => customers.update(with_({ id: 'C1' }))],
        ['entry.quickCustomer', () => entry.quickCustomer(with_({ id: 'C2' }))],
      ];
    case 'product_name':
      return [
        ['sales.create', () => sales.create(with_({ amount: 1 }))],
        ['sales.update', () => sales.update(with_({ id: 1 }))],
        ['entry.quickSale', () => entry.quickSale(with_({ amount: 1 }))],
      ];
    default:
      throw new Error(`no call writes ${field}`);
  }
}

/** Expects every call to name the field and to say what would be right. */
async function expectRefused(field: string, value: unknown, words: RegExp): Promise<void> {
  for (const [name, call] of writers(field, value)) {
    const refused = await refusal(call());
    expect(refused, name).toMatchObject({ status: 422, fields: [field] });
    expect(refused.message, name).toMatch(words);
  }
}

describe('amounts', () => {
  it.each([
    [0, /above 0/],
    [-1, /above 0/],
    [-0, /above 0/],
    [1e308, /too large/],
    [1e12 - 1, /too large/],
    [1_000_000_000, /too large.*999,999,999\.99/],
    [12.345, /more than 2 decimals.*Round it, to 12\.35\./],
    [0.1 + 0.2, /more than 2 decimals.*Round it, to 0\.30\./],
    [1e-9, /more than 2 decimals/],
    [5e-324, /more than 2 decimals/],
    ['12,5', /as a number, such as 12\.5/],
    ['12.5', /as a number/],
    [Number.NaN, /as a number/],
    [Number.POSITIVE_INFINITY, /as a number/],
    [null, /as a number/],
    [[5], /as a number/],
    [{ value: 5 }, /as a number/],
    [true, /as a number/],
  ])('%s', (value, words) => expectRefused('amount', value, words));

  it('of lines, discounts, tips, prices and costs', async () => {
    const { sales, products } = shop.client;
    const line = { product_name: 'Tea', amount: 5 };
    const cases: [() => Promise<unknown>, string][] = [
      [() => sales.create({ lines: [{ ...line, amount: 1e11 }] }), 'lines.0.amount'],
      [() => sales.create({ lines: [line, { ...line, tax: 0.001 }] }), 'lines.1.tax'],
      [() => sales.create({ lines: [{ ...line, discount: -1 }] }), 'lines.0.discount'],
      [() => sales.create({ lines: [{ ...line, discount: 6 }] }), 'lines.0.discount'],
      [() => sales.create({ lines: [{ ...line, cost: -1 }] }), 'lines.0.cost'],
      [() => sales.create({ lines: [{ ...line, quantity: 0 }] }), 'lines.0.quantity'],
      [() => sales.create({ lines: [{ ...line, quantity: 1.0005 }] }), 'lines.0.quantity'],
      [() => sales.create({ lines: [{ ...line, quantity: Number.NaN }] }), 'lines.0.quantity'],
      [() => sales.create({ lines: [{ ...line, quantity: 1e9 }] }), 'lines.0.quantity'],
      [() => sales.create({ ...line, discount: 5.01 }), 'discount'],
      [() => sales.create({ ...line, tip: -1 }), 'tip'],
      [() => sales.create({ ...line, shipping: 0.005 }), 'shipping'],
      [() => sales.create({ ...line, kind: 'refund', quantity: -1 }), 'quantity'],
      [() => products.create({ name: 'x', price: -1 }), 'price'],
      [() => products.create({ name: 'x', cost: 0.001 }), 'cost'],
      [() => products.update({ id: 1, price: 1e13 }), 'price'],
    ];
    for (const [call, field] of cases)
      expect(await refusal(call()), field).toMatchObject({ status: 422, fields: [field] });
  });

  it('are told one reason each', async () => {
    for (const [line, reason] of [
      [{ quantity: 0.0001 }, 'A quantity has at most three decimals.'],
      [{ quantity: 1e300 }, 'The quantity is too large. The largest is 1,000,000.'],
      [{ unit_price: -5 }, 'The amount must not be below 0.'],
    ] as const) {
      const sale = shop.client.sales.create({
        lines: [{ product_name: 'Tea', amount: 5, ...line }],
      });
      expect((await refusal(sale)).message).toBe(reason);
    }
  });

  it('whose cost would be beyond all bounds', async () => {
    const { client, close } = await openTestCore();
    await client.products.create({ name: 'Gold', cost: 999_999_999.99 });
    const refused = await refusal(
      client.sales.create({ product_name: 'Gold', amount: 1, quantity: 1_000_000 }),
    );
    expect(refused).toMatchObject({ status: 422, fields: ['quantity'] });
    await close();
  });
});

describe('names', () => {
  const fields = ['name', 'product_name'];

  it.each([
    ['of 100,000 characters', 'x'.repeat(100_000), /longer than 200 characters/],
    ['with NUL', 'Tea\u0000bag', /cannot be stored/],
    ['with an escape', 'Tea\u001b[31m', /cannot be stored/],
    ['that are blank', ' \t\n ', /is missing/],
    ['that are empty', '', /is missing/],
    ['that are numbers', 42, /must be text/],
    ['that are lists', ['Tea'], /must be text/],
  ])('%s', async (_what, value, words) => {
    for (const field of fields) await expectRefused(field, value, words);
  });

  it('that are not given are missing, not of the wrong kind', async () => {
    const { ask, close } = await openHttpShop();
    for (const [path, words] of [
      ['sales', 'The product name is missing.'],
      ['entry/quick-sale', 'The product name is missing.'],
      ['entry/quick-customer', 'The customer id is missing. The name is missing.'],
      ['expenses', 'The description is missing.'],
    ])
      expect((await ask(`/api/v1/${path}`, { method: 'POST', json: {} })).text).toContain(words);
    await close();
  });

  it('that only look odd are ordinary names', async () => {
    const own = await openTestCore();
    const names = [
      "'; DROP TABLE sale; --",
      'SELECT * FROM customer',
      '☕️ Flat white 👩‍👩‍👧',
      'قهوة بالحليب',
      'שחור ‏(חם)',
      '=HYPERLINK("http://x")',
      '../../etc/passwd',
      '<img src=x onerror=alert(1)>',
      '%_\\',
      'x'.repeat(200),
    ];
    for (const name of names) {
      const sale = await own.client.sales.create({ product_name: name, amount: 1 });
      expect((await own.client.sales.get({ id: sale.id })).product_name).toBe(name);
      expect((await own.client.sales.list({ q: name })).body.map((row) => row.id)).toEqual([
        sale.id,
      ]);
      expect(await own.client.entry.suggestProducts({ query: name })).toEqual([name]);
      expect((await own.client.products.list({ q: name })).body).toHaveLength(1);
      await own.client.customers.create({ id: name.slice(0, 100), name });
      expect(await own.client.customers.get({ id: name.slice(0, 100) })).toMatchObject({ name });
    }
    expect((await own.client.sales.list({})).headers['x-total-count']).toBe(String(names.length));
    await own.close();
  });
});

describe('dates', () => {
  it.each([
    ['2023-02-29', /does not exist/],
    ['2026-02-30', /does not exist/],
    ['2026-13-01', /does not exist/],
    ['0000-01-01', /does not exist/],
    ['0001-01-01', /before 1970/],
    ['1969-12-31', /before 1970/],
    ['2026-05-06', /in the future.*Today is 2026-05-05/],
    ['2999-12-31', /in the future/],
    ['9999-12-31', /after 2999/],
    ['2026-05-05T10:06:00Z', /in the future/],
    ['2026-05-05T25:00:00Z', /time does not exist/],
    ['05/05/2026', /YYYY-MM-DD/],
    ['yesterday', /YYYY-MM-DD/],
    ['', /YYYY-MM-DD/],
    [20260505, /YYYY-MM-DD/],
    ['2026-05-05T10:00:00Z\u0000', /YYYY-MM-DD/],
    ['+275760-09-13', /YYYY-MM-DD/],
  ])('%s', (value, words) => expectRefused('date', value, words));

  it('that exist are taken: 29 February, today, a clock a little fast', async () => {
    const own = await openTestCore();
    const sell = async (date: string) =>
      (await own.client.sales.create({ product_name: 'Tea', amount: 1, date })).date;
    expect(await sell('2024-02-29')).toBe('2024-02-29');
    expect(await sell('2026-05-05')).toBe('2026-05-05');
    expect(await sell('2026-05-05T10:04:59Z')).toBe('2026-05-05');
    await own.close();
  });
});

describe('ids', () => {
  it('that nobody has', async () => {
    const { sales, products, customers, expenses } = shop.client;
    const calls = [
      sales.get({ id: 999 }),
      sales.update({ id: 999, amount: 1 }),
      sales.remove({ id: 999 }),
      sales.restore({ id: 999 }),
      products.get({ id: 999 }),
      products.update({ id: 999, name: 'x' }),
      products.remove({ id: 999 }),
      products.restore({ id: 999 }),
      customers.get({ id: 'X' }),
      customers.update({ id: 'X', name: 'x' }),
      customers.remove({ id: 'X' }),
      customers.restore({ id: 'X' }),
      expenses.get({ id: 999 }),
      expenses.update({ id: 999, amount: 1 }),
      expenses.remove({ id: 999 }),
      expenses.restore({ id: 999 }),
    ];
    for (const refused of await Promise.all(calls.map(refusal))) {
      expect(refused).toMatchObject({ status: 404, fields: ['id'] });
      expect(refused.message).toMatch(/^There is no (sale|product|customer|expense) with the id /);
    }
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 53, '1; DROP TABLE sale', null])('%s', async (id) => {
    expect(await refusal(shop.client.sales.get(untyped({ id })))).toMatchObject({
      status: 422,
      fields: ['id'],
    });
  });

  it('of customers, products and sales that a sale names', async () => {
    const { sales, entry } = shop.client;
    const tea = { product_name: 'Tea', amount: 1 };
    expect(await refusal(entry.quickSale({ ...tea, customer_id: 'NOBODY' }))).toMatchObject({
      status: 422,
      fields: ['customer_id'],
    });
    expect(await refusal(sales.update({ id: 1, customer_id: 'NOBODY' }))).toMatchObject({
      fields: ['customer_id'],
    });
    expect(await refusal(sales.create({ lines: [{ product_id: 999, amount: 1 }] }))).toMatchObject({
      fields: ['lines.0.product_id'],
    });
    expect(await refusal(sales.create({ ...tea, kind: 'refund', refund_of: 999 }))).toMatchObject({
      fields: ['refund_of'],
    });
  });

  it('that are taken', async () => {
    const { customers, products } = shop.client;
    expect(await refusal(customers.create({ id: 'C1', name: 'Bo' }))).toMatchObject({
      status: 409,
      fields: ['id'],
    });
    expect(await refusal(products.create({ name: 'Bag', sku: 'T1' }))).toMatchObject({
      status: 409,
      fields: ['sku'],
    });
  });
});

describe('e-mail addresses', () => {
  it.each(['ana@example.com\u0000', 'an\ud800a@example.com', 'a\u0007@b.co'])(
    'that would be stored as others: %j',
    async (email) => {
      const { customers } = shop.client;
      for (const call of [
        customers.create({ id: 'C2', name: 'Bo', email }),
        customers.update({ id: 'C1', email }),
      ])
        expect(await refusal(call)).toMatchObject({ status: 422, fields: ['email'] });
    },
  );
});

describe('tickets', () => {
  it('without lines, with too many, or with both forms', async () => {
    const { sales } = shop.client;
    const line = { product_name: 'New thing', amount: 1 };
    const many = Array.from({ length: 1001 }, () => line);
    expect(await refusal(sales.create({ lines: [] }))).toMatchObject({ fields: ['lines'] });
    expect(await refusal(sales.create({ lines: many }))).toMatchObject({ fields: ['lines'] });
    expect((await refusal(sales.create({ ...line, lines: [line] }))).fields.sort()).toEqual([
      'amount',
      'product_name',
    ]);
    expect(await refusal(sales.create({ lines: [{ amount: 1 }] }))).toMatchObject({
      fields: ['lines.0.product_name'],
    });
    expect((await refusal(sales.create(untyped({})))).fields.sort()).toEqual([
      'amount',
      'product_name',
    ]);
    expect(await refusal(sales.create(untyped({ ...line, kind: 'gift' })))).toMatchObject({
      fields: ['kind'],
    });
    // The product of the first line is not left behind when the second is refused.
    expect(
      await refusal(sales.create({ lines: [line, { product_id: 999, amount: 1 }] })),
    ).toMatchObject({ fields: ['lines.1.product_id'] });
  });
});

describe('anything at all', () => {
  it('is stored whole or refused in the words of the contract', async () => {
    const own = await openTestCore();
    const weird = fc.oneof(
      fc.anything({ withNullPrototype: false, maxDepth: 1 }),
      fc.double(),
      fc.string(),
      fc.string({ unit: 'binary' }),
    );
    const field = fc.constantFrom(
      'product_name',
      'amount',
      'quantity',
      'customer_id',
      'category',
      'date',
      'kind',
      'number',
      'staff',
      'tender',
      'discount',
      'tip',
      'refund_of',
      'lines',
    );
    const rows = () => own.contents();
    await fc.assert(
      fc.asyncProperty(fc.dictionary(field, weird, { maxKeys: 3 }), async (odd) => {
        const before = rows();
        const input = untyped({ product_name: 'Tea', amount: 1, ...odd });
        const outcome = await own.client.sales.create(input).catch((error: unknown) => ({ error }));
        if ('error' in outcome) {
          const { status, message } = await refusal(Promise.reject(outcome.error));
          expect(status).toBe(422);
          expect(message).not.toMatch(/undefined|\[object|SQLITE|Invalid|expected/);
          expect(rows()).toEqual(before);
        } else {
          expect(await own.client.sales.get({ id: outcome.id })).toEqual(outcome);
          expect(own.events().at(-1)?.type).toBe('sale.created');
        }
      }),
      { numRuns: 200 },
    );
    expect(own.core.kpis.verify()).toMatchObject({ clean: true });
    expect(own.log.filter((line) => line.level === 'error')).toEqual([]);
    await own.close();
  });
});

describe('the data folder', () => {
  const quiet = { info() {}, warn() {}, error() {} };
  const start = (dataDir: string) => () => createCore({ dataDir, clock: () => 0, log: quiet });

  it('that cannot be used', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(start(join(folder, 'file'))).toThrow(UserError);
    expect(start(join(folder, 'file'))).toThrow(/cannot read and write its data folder/);
  });

  it('with a database of a newer version', async () => {
    const folder = tempFolder();
    const core = start(folder)();
    core.database.sqlite.exec(
      "INSERT INTO migration VALUES ((SELECT max(number) + 1 FROM migration), '9999_future.sql', 'x', 0)",
    );
    await core.close();
    expect(start(folder)).toThrow(/newer version of Tillwise/);
    const { sqlite } = openDatabase({ file: join(folder, DATABASE_FILE) });
    expect(Object.keys(tableContents(sqlite))).toContain('sale');
    sqlite.close();
  });

  it('with a damaged file', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, DATABASE_FILE), 'not a database'.repeat(1000));
    expect(start(folder)).toThrow(/not a Tillwise data file, or it is damaged/);
  });
});
