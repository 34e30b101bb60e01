/** Whatever an owner does, in whatever order: the sums stay equal to the rows, and so do the answers. */
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createContext, OWNER } from '../../src/main/core/context.ts';
import type { WriteTx } from '../../src/main/core/db/write-tx.ts';
import { UserError } from '../../src/main/core/errors.ts';
import { expenseInput } from '../../src/shared/schemas/expense.ts';
import { saleInput, salePatch } from '../../src/shared/schemas/sale-input.ts';
import { kpisFromRows } from '../support/kpis-from-rows.ts';
import { NOW, openTestCore, type TestCore } from '../support/test-core.ts';

const SEQUENCES = 600;
/** A shop is used for so many sequences, so that it also gets full. */
const SEQUENCES_PER_SHOP = 40;

/** Days that touch, month ends, a whole month between, and today. */
const DAYS = [
  '2026-01-31',
  '2026-02-01',
  '2026-02-14',
  '2026-02-28',
  '2026-03-31',
  '2026-04-30',
  '2026-05-01',
  '2026-05-05',
];
const CUSTOMERS = ['A', 'B', 'C', 'D'];

const day = fc.constantFrom(...DAYS);
const when = fc
  .tuple(day, fc.constantFrom('', 'T00:30:00Z', 'T09:15:00Z', 'T09:45:00Z'))
  .map(([date, time]) => date + time);
const amount = fc.integer({ min: 1, max: 60_000 }).map((minor) => minor / 100);
const customer = fc.option(fc.constantFrom(...CUSTOMERS), { nil: null });
const lines = fc.array(
  fc.record({
    product_name: fc.constantFrom('Tea', 'Cake', 'Mug', 'Bag'),
    quantity: fc.constantFrom(1, 2, 0.5),
    amount,
    tax: fc.constantFrom(0, 1.25),
    cost: fc.option(fc.constantFrom(0, 0.4, 3), { nil: null }),
  }),
  { minLength: 1, maxLength: 3 },
);
/** Picks one of what is there at that moment. */
const pick = fc.nat(1000);

const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('sell' as const),
      when,
      customer,
      lines,
      discount: fc.constantFrom(0, 0.01),
      tip: fc.constantFrom(0, 1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('refund' as const), when, customer, lines }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('refundTicket' as const), pick }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('changeSale' as const), pick, when, customer, lines }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('deleteSale' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('restoreSale' as const), pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('spend' as const),
      when,
      amount,
      category: fc.option(fc.constantFrom('Rent', 'Milk'), { nil: null }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('changeExpense' as const), pick, when, amount }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('deleteExpense' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('restoreExpense' as const), pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('deleteCustomer' as const),
      code: fc.constantFrom(...CUSTOMERS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('restoreCustomer' as const),
      code: fc.constantFrom(...CUSTOMERS),
    }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

/** Thrown to take a step back after it was done. */
class ChangedMind extends UserError {
  constructor() {
    super('CONFLICT', 'Changed my mind.');
  }
}

let shop: TestCore | undefined;
let used = 0;

async function nextShop(): Promise<TestCore> {
  if (shop && used < SEQUENCES_PER_SHOP) {
    used++;
    return shop;
  }
  await shop?.close();
  used = 1;
  shop = await openTestCore();
  for (const code of CUSTOMERS) await shop.client.customers.create({ id: code, name: code });
  return shop;
}

afterAll(() => shop?.close());

const ids = z.array(z.number());

function run({ core }: TestCore, step: Command): void {
  const { sales, expenses, customers } = core.services;
  const ctx = createContext(() => NOW, OWNER, 'window');
  const one = (table: 'sale' | 'expense', where: string, index: number): number => {
    const found = ids.parse(
      core.database.sqlite.prepare(`SELECT id FROM ${table} WHERE ${where}`).pluck().all(),
    );
    return found[index % Math.max(1, found.length)] ?? 1;
  };
  switch (step.does) {
    case 'sell':
      sales.enter(
        ctx,
        saleInput.parse({
          date: step.when,
          customer_id: step.customer,
          lines: step.lines,
          discount: step.discount,
          tip: step.tip,
        }),
      );
      break;
    case 'refund':
      sales.enter(
        ctx,
        saleInput.parse({
          kind: 'refund',
          date: step.when,
          customer_id: step.customer,
          lines: step.lines,
        }),
      );
      break;
    case 'refundTicket': {
      const original = sales.get(one('sale', "deleted_at IS NULL AND kind = 'sale'", step.pick));
      sales.enter(
        ctx,
        saleInput.parse({
          kind: 'refund',
          refund_of: original.id,
          customer_id: original.customer_code,
          lines: original.lines.slice(0, 1).map((line) => ({
            product_id: line.product_id,
            quantity: line.quantity_milli / 1000,
            amount: line.net_minor / 100,
          })),
        }),
      );
      break;
    }
    case 'changeSale':
      sales.change(
        ctx,
        one('sale', 'deleted_at IS NULL', step.pick),
        salePatch.parse({ date: step.when, customer_id: step.customer, lines: step.lines }),
      );
      break;
    case 'deleteSale':
      sales.remove(ctx, one('sale', 'deleted_at IS NULL', step.pick));
      break;
    case 'restoreSale':
      sales.restore(ctx, one('sale', 'deleted_at IS NOT NULL', step.pick));
      break;
    case 'spend':
      expenses.enter(
        ctx,
        expenseInput.parse({
          description: 'x',
          date: step.when,
          amount: step.amount,
          category: step.category,
        }),
      );
      break;
    case 'changeExpense':
      expenses.change(ctx, one('expense', 'deleted_at IS NULL', step.pick), {
        date: step.when,
        amount: step.amount,
      });
      break;
    case 'deleteExpense':
      expenses.remove(ctx, one('expense', 'deleted_at IS NULL', step.pick));
      break;
    case 'restoreExpense':
      expenses.restore(ctx, one('expense', 'deleted_at IS NOT NULL', step.pick));
      break;
    case 'deleteCustomer':
      customers.removeByCode(ctx, step.code);
      break;
    case 'restoreCustomer':
      customers.restoreByCode(ctx, step.code);
      break;
  }
}

/** A part of a write that may be refused, or taken back, alone. */
function attempt(opened: TestCore, tx: WriteTx, step: Command, takenBack: boolean): void {
  tx.attempt(() => {
    run(opened, step);
    if (takenBack) throw new ChangedMind();
  });
}

test(`${SEQUENCES} random sequences of writes, alone or in one, leave every sum right`, async () => {
  let refused = 0;
  let done = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ step: command, takenBack: fc.nat(9).map((chance) => chance === 0) }), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.boolean(),
      fc.tuple(day, day),
      async (steps, together, [a, b]) => {
        const opened = await nextShop();
        const [start, end] = a < b ? [a, b] : [b, a];
        const { write } = opened.core;
        const ctx = createContext(() => NOW, OWNER, 'window');
        const take = (tx: WriteTx | undefined) => {
          for (const { step, takenBack } of steps) {
            try {
              if (tx) attempt(opened, tx, step, takenBack);
              else if (takenBack) write(ctx, (own) => attempt(opened, own, step, true));
              else run(opened, step);
              done++;
            } catch (error) {
              if (!(error instanceof UserError)) throw error;
              if (!(error instanceof ChangedMind)) refused++;
            }
          }
        };
        if (together) write(ctx, take);
        else take(undefined);
        expect(opened.core.kpis.verify().differences).toEqual([]);

        const report = await opened.client.dashboard.report({
          start_date: start,
          end_date: end,
          top: 50,
        });
        const expected = kpisFromRows(opened, start, end);
        expect({
          net_sales: report.kpis.net_sales.value,
          transactions: report.kpis.transactions.value,
          active: report.kpis.active_customers.value,
          new: report.kpis.new_customers.value,
          returning: report.kpis.returning_customers.value,
          repeat: report.kpis.repeat_customers.value,
          anonymous: report.customer_mix.anonymous_net_sales,
          products: report.top_products.map(({ product_id, net_sales }) => ({
            id: product_id,
            net: net_sales,
          })),
        }).toEqual(expected);
        const cents = (amounts: readonly number[]) =>
          amounts.reduce((sum, value) => sum + Math.round(value * 100), 0);
        const net = cents([expected.net_sales]);
        expect(cents(report.trend.map((point) => point.net_sales))).toBe(net);
        const mix = report.customer_mix;
        expect(cents([mix.new_net_sales, mix.returning_net_sales, mix.anonymous_net_sales])).toBe(
          net,
        );
      },
    ),
    { numRuns: SEQUENCES },
  );
  // Most of it must really have happened.
  expect(done).toBeGreaterThan(refused);
}, 300_000);
