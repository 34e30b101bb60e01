/** Whatever a shop holds: exported, imported into an empty one and exported again, it is the same. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { saleInput } from '../../src/shared/schemas/sale-input.ts';
import { exportAll, importAll } from '../support/shop-files.ts';
import { openTestCore, type TestCore } from '../support/test-core.ts';

const RUNS = 3;
const SETTINGS = { time_zone: 'Europe/London', day_end_hour: 4 };

/** Names as people write them, and as spreadsheets would run or change them. */
const name = fc.constantFrom(
  'Tea',
  '=SUM(A1:A9)',
  '+44 voucher',
  '-10% off',
  '@home',
  "'5 pack",
  "''=1",
  'Mug, "large"',
  '00123',
  'Smørrebrød 🥪',
  "'t Hoekje",
  '1.234',
  'Half; half',
);
const text = fc.option(
  fc.oneof(name, fc.constant('two\nlines\r\nand "quotes", commas'), fc.constant('back\\slash; 5')),
  { nil: undefined },
);
const minor = (max: number) => fc.integer({ min: 1, max }).map((value) => value / 100);
/** Around both changes of the clock, before the day ends, and dates without a time. */
const when = fc.constantFrom(
  '2026-03-28',
  '2026-03-29T00:59:59.123Z',
  '2026-03-29T01:00:00Z',
  '2025-10-26T00:30:00Z',
  '2025-10-26T01:30:00Z',
  '2026-05-04T02:59:59.999Z',
  '2026-05-04T03:00:00Z',
  '2026-05-04',
  '2026-05-05T09:59:00.001Z',
);

const line = fc.record({
  product_name: name,
  category: text.map((value) => value?.slice(0, 20)),
  quantity: fc.constantFrom(1, 2, 0.5, 1.234, 0.001),
  amount: minor(50_000),
  discount: fc.constantFrom(0, 0.01),
  tax: fc.constantFrom(0, 0.07),
  cost: fc.option(fc.constantFrom(0, 0.4), { nil: undefined }),
});
const sale = fc.record({
  kind: fc.constantFrom('sale' as const, 'sale' as const, 'refund' as const),
  date: when,
  number: fc.option(fc.constantFrom('7', '7', '=7', 'A-1'), { nil: undefined }),
  customer_id: fc.option(fc.constantFrom('C1', "'=2", '00042'), { nil: undefined }),
  staff: text.map((value) => value?.slice(0, 20)),
  channel: text,
  note: text,
  tip: fc.constantFrom(0, 1.5),
  shipping: fc.constantFrom(0, 4.99),
  tender: fc.option(fc.constantFrom('card', 'gift; \\card', 'cash 5'), { nil: undefined }),
  split: fc.boolean(),
  refunded: fc.option(fc.nat(2), { nil: undefined }),
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
});
const expense = fc.record({
  description: name,
  amount: minor(90_000),
  date: fc.constantFrom('2026-01-31', '2026-05-04'),
  category: text.map((value) => value?.slice(0, 20)),
  supplier: text.map((value) => value?.slice(0, 20)),
  tender: fc.option(fc.constantFrom('card'), { nil: undefined }),
});

it('comes back byte for byte, with the same figures', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(sale, { minLength: 1, maxLength: 25 }),
      fc.array(expense, { maxLength: 10 }),
      async (sales, expenses) => {
        const shop = await openTestCore({ settings: SETTINGS });
        const copy = await openTestCore({ settings: SETTINGS });
        try {
          await fill(shop, sales, expenses);
          const files = await exportAll(shop);
          await importAll(copy, files);
          expect(await exportAll(copy)).toEqual(files);
          expect(await figures(copy)).toEqual(await figures(shop));
          expect(copy.core.kpis.verify().differences).toEqual([]);
          expect(await refundsOf(copy)).toEqual(await refundsOf(shop));
        } finally {
          await shop.close();
          await copy.close();
        }
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
}, 120_000);

it('adds nothing to the shop that it came from, also of what was typed', async () => {
  const shop = await openTestCore({ settings: SETTINGS });
  try {
    const { sales, expenses } = shop.client;
    for (const date of ['2026-05-01', '2026-05-02']) {
      await expenses.create({ description: 'Milk', amount: 1.5, date, category: 'Ingredients' });
      await sales.create({ product_name: 'Tea', amount: 3, date });
    }
    await expenses.create({ description: 'Milk', amount: 1.5, date: '2026-05-02' });
    const files = await exportAll(shop);
    await importAll(shop, files);
    expect(await exportAll(shop)).toEqual(files);
  } finally {
    await shop.close();
  }
});

type Sale = typeof sale extends fc.Arbitrary<infer Value> ? Value : never;
type Expense = typeof expense extends fc.Arbitrary<infer Value> ? Value : never;

async function fill(
  { client }: TestCore,
  sales: readonly Sale[],
  expenses: readonly Expense[],
): Promise<void> {
  await client.customers.create({ id: 'C1', name: '=Ana', birthday: '1980-02-03' });
  await client.customers.create({ id: "'=2", name: "''5", phone: '+44 20', address: 'A\nB' });
  await client.customers.create({ id: '00042', name: 'Bo, "B."', email: 'bo@example.com' });
  await client.products.create({ name: 'Tea', sku: '-T1', price: 3.2, cost: 0.8, category: '@x' });
  await client.products.create({ name: "''=1", barcode: '00123', cost: 1.05 });
  await client.products.create({ name: 'Never sold', price: 0.01 });
  for (const [index, { split, refunded, tender, ...input }] of sales.entries()) {
    const { id, total, lines } = await client.sales.create(
      saleInput.parse({ ...input, external_id: index % 3 === 0 ? `x-${index}` : undefined }),
    );
    if (tender !== undefined && split)
      await client.sales.update({
        id,
        tenders: [
          { kind: tender, amount: Math.abs(total) },
          { kind: 'rest', amount: 0 },
        ],
      });
    else if (tender !== undefined) await client.sales.update({ id, tender });
    const back = refunded === undefined ? undefined : lines[refunded];
    if (input.kind === 'sale' && back)
      await client.sales.refund({ id, lines: [{ line_id: back.id }], note: input.note });
  }
  for (const input of expenses) await client.expenses.create(input);
}

const FIGURES = z.object({ calculated_at: z.string().optional() }).loose();

async function figures({ client }: TestCore): Promise<unknown> {
  const span = { start_date: '2025-10-01', end_date: '2026-05-05' };
  const { calculated_at: _at, ...kpis } = FIGURES.parse(await client.dashboard.kpis(span));
  return {
    kpis,
    trend: await client.dashboard.revenueTrend(span),
    customers: await client.dashboard.customerAnalytics({}),
    products: await client.dashboard.productPerformance({ limit: 50 }),
    expenses: await client.dashboard.expenseBreakdown(span),
  };
}

/** What can still be refunded of each sale: it hangs on what refunds point to. */
async function refundsOf({ client }: TestCore): Promise<unknown> {
  const { body } = await client.sales.list({ limit: 200, sort: 'date', kind: 'sale' });
  const left = [];
  for (const { id, number, amount } of body) {
    const { total } = await client.sales.refundable({ id });
    left.push([number, amount, total]);
  }
  return left.sort();
}
