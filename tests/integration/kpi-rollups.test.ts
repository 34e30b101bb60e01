/** The sums themselves: how they are read, and that a wrong one is found. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createContext, OWNER } from '../../src/main/core/context.ts';
import { NOW, openTestCore, type TestCore, tableContents } from '../support/test-core.ts';

let shop: TestCore;
beforeAll(async () => {
  shop = await openTestCore();
  const { client } = shop;
  for (const id of ['A', 'B']) await client.customers.create({ id, name: id });
  for (const [index, date] of ['2026-01-31', '2026-02-01', '2026-05-05'].entries()) {
    await client.sales.create({
      date: `${date}T0${index}:00:00Z`,
      customer_id: index === 0 ? 'A' : 'B',
      tip: 1,
      lines: [
        { product_name: 'Tea', amount: 3, cost: 1 },
        { product_name: 'Mug', amount: 300 + index, discount: 2 },
      ],
    });
    await client.expenses.create({ description: 'x', amount: 7, date, category: 'Rent' });
  }
  await client.sales.create({ product_name: 'Mug', amount: 5, kind: 'refund', customer_id: 'A' });
});
afterAll(() => shop.close());

const planRows = z.array(z.object({ detail: z.string() }));

describe('reading', () => {
  test('no answer looks at sales or their lines, or searches a rollup from end to end', () => {
    const { sqlite } = shop.core.database;
    const statements = shop.core.kpis.statements();
    expect(statements.length).toBeGreaterThan(10);
    for (const statement of statements) {
      const holes = statement.split('?').length - 1;
      const plan = planRows.parse(
        sqlite.prepare(`EXPLAIN QUERY PLAN ${statement}`).all(...Array(holes).fill('2026-01-01')),
      );
      for (const { detail } of plan) {
        const touched = /^(SEARCH|SCAN) (\S+)/.exec(detail);
        if (!touched) continue;
        expect(`${detail} in ${statement}`).not.toMatch(/(SEARCH|SCAN) (sale|sale_line|expense)\b/);
        // Read whole: the result of a subquery, the few visit counts, what only counts, and the
        // products of all time, which are fewer than the sales that an index of them would slow down.
        if (touched[1] === 'SCAN') {
          expect(detail).toMatch(
            /SCAN (\(subquery.*|e|CONSTANT ROW|rollup_visits|customer USING COVERING INDEX .*|rollup_product)$/,
          );
        }
      }
    }
  });
});

describe('bulk', () => {
  test('tickets applied at once give the sums of tickets applied one by one', async () => {
    const before = rollups();
    const ctx = createContext(() => NOW, OWNER, 'window');
    const { core } = shop;
    const ids = z
      .array(z.number())
      .parse(core.database.sqlite.prepare('SELECT id FROM sale').pluck().all());
    const sales = ids.map((id) => core.services.sales.get(id));
    core.write(ctx, (tx) => core.kpis.applySales(tx, sales, -1));
    const empty = rollups();
    for (const [table, rows] of Object.entries(empty)) {
      if (!table.includes('expense')) expect(rows, table).toEqual([]);
    }
    core.write(ctx, (tx) => core.kpis.applySales(tx, sales, 1));
    expect(rollups()).toEqual(before);
    expect(core.kpis.verify()).toMatchObject({ clean: true, differences: [] });
  });
});

describe('a customer who comes back', () => {
  test('in the write that changes their tickets counts as the tickets say', async () => {
    const { client, core } = await openTestCore();
    const ctx = createContext(() => NOW, OWNER, 'window');
    await client.customers.create({ id: 'Z', name: 'Z' });
    const tea = { product_name: 'Tea', amount: 3, customer_id: 'Z' };
    const sale = await client.sales.create(tea);
    const refund = await client.sales.create({ ...tea, kind: 'refund' });
    await client.sales.remove({ id: sale.id });
    await client.customers.remove({ id: 'Z' });
    // One ticket more, one less: none in all, but one more sale.
    core.write(ctx, () => {
      core.services.sales.restore(ctx, sale.id);
      core.services.sales.remove(ctx, refund.id);
      core.services.customers.restoreByCode(ctx, 'Z');
    });
    expect(core.kpis.verify().differences).toEqual([]);
    await core.close();
  });
});

describe('verify', () => {
  const damages: [string, string, RegExp][] = [
    [
      'rollup_day',
      'UPDATE rollup_day SET net_minor = net_minor + 1',
      /rollup_day, day 2026-01-31: net_minor should be 1 less/,
    ],
    [
      'rollup_month',
      "DELETE FROM rollup_month WHERE month = '2026-02'",
      /rollup_month, month 2026-02: the row is missing/,
    ],
    [
      'rollup_day_hour',
      'UPDATE rollup_day_hour SET hour = hour + 1',
      /rollup_day_hour, day 2026-01-31, hour 0: the row is missing/,
    ],
    ['rollup_day_product', 'UPDATE rollup_day_product SET lines = lines + 1', /rollup_day_product/],
    [
      'rollup_month_product',
      'UPDATE rollup_month_product SET cost_minor = 0',
      /rollup_month_product/,
    ],
    [
      'rollup_product',
      'INSERT INTO rollup_product VALUES (99, 0, 0, 0, 0, 0)',
      /rollup_product, product_id 99: there should be no row/,
    ],
    ['rollup_day_expense', 'UPDATE rollup_day_expense SET amount_minor = 8', /rollup_day_expense/],
    ['rollup_month_expense', 'DELETE FROM rollup_month_expense', /rollup_month_expense/],
    ['rollup_day_customer', 'UPDATE rollup_day_customer SET net_minor = 0', /rollup_day_customer/],
    [
      'rollup_month_customer',
      'UPDATE rollup_month_customer SET tickets = 9',
      /rollup_month_customer/,
    ],
    [
      'rollup_customer',
      "UPDATE rollup_customer SET first_day = '2026-01-30' WHERE customer_id = 1",
      /rollup_customer, customer_id 1: first_day/,
    ],
    ['rollup_visits', 'UPDATE rollup_visits SET customers = customers + 1', /rollup_visits/],
  ];

  test.each(damages)('finds a wrong row of %s', (_table, damage, words) => {
    const { sqlite } = shop.core.database;
    sqlite.exec('BEGIN');
    try {
      sqlite.exec(damage);
      const { clean, differences } = shop.core.kpis.verify();
      expect(clean).toBe(false);
      expect(differences.join('\n')).toMatch(words);
    } finally {
      sqlite.exec('ROLLBACK');
    }
    expect(shop.core.kpis.verify().clean).toBe(true);
  });

  test('knows every rollup table', () => {
    expect(damages.map(([table]) => table).sort()).toEqual(Object.keys(rollups()).sort());
  });
});

function rollups(): Record<string, unknown[]> {
  return Object.fromEntries(
    Object.entries(tableContents(shop.core.database.sqlite)).filter(([table]) =>
      table.startsWith('rollup_'),
    ),
  );
}
