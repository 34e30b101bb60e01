/** Bulk writers count tickets in and out by themselves, between others' writes and failures. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createContext, OWNER } from '../../src/main/core/context.ts';
import { EventType } from '../../src/shared/events/catalogue.ts';
import { saleInput } from '../../src/shared/schemas/sale-input.ts';
import { NOW, openTestCore, type TestCore } from '../support/test-core.ts';

const TICKETS = 90;
const CHUNK = 30;

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
  await shop.client.customers.create({ id: 'A', name: 'Ann' });
  const ctx = createContext(() => NOW, OWNER, 'window');
  shop.core.write(ctx, () => {
    for (let index = 0; index < TICKETS; index++) {
      shop.core.services.sales.enter(
        ctx,
        saleInput.parse({
          date: `2026-0${1 + (index % 4)}-1${index % 7}`,
          customer_id: index % 3 === 0 ? 'A' : null,
          lines: [
            { product_name: `Product ${index % 5}`, amount: 1 + index, cost: 1 },
            { product_name: `Product ${index % 11}`, amount: 2, quantity: 2 },
          ],
        }),
      );
    }
  });
});
afterEach(() => shop.close());

const ctx = createContext(() => NOW, OWNER, 'import');

/** Takes a chunk of tickets out of the shop, or puts it back, as an undone import does. */
function move(chunk: number, out: boolean, fails = false): void {
  const { core } = shop;
  core.write(ctx, (tx) => {
    const ids = Array.from({ length: CHUNK }, (_, index) => chunk * CHUNK + index + 1);
    const there = tx.sqlite
      .prepare<[number], number>('SELECT count(*) FROM sale WHERE id = ? AND deleted_at IS NULL')
      .pluck();
    const mark = tx.sqlite.prepare('UPDATE sale SET deleted_at = ? WHERE id = ?');
    const moving = ids.filter((id) => (there.get(id) === 1) === out);
    if (!out) for (const id of moving) mark.run(null, id);
    core.kpis.applySales(
      tx,
      moving.map((id) => core.services.sales.get(id)),
      out ? -1 : 1,
    );
    if (out) for (const id of moving) mark.run(NOW, id);
    if (fails) throw new Error('the disk is full');
  });
}

const chunk = fc.nat(TICKETS / CHUNK - 1);
const step = fc.oneof(
  fc.record({ does: fc.constant('move' as const), chunk, out: fc.boolean(), fails: fc.boolean() }),
  fc.record({
    does: fc.constant('move' as const),
    chunk,
    out: fc.boolean(),
    fails: fc.constant(false),
  }),
  fc.record({ does: fc.constant('sell' as const), product: fc.nat(10) }),
  fc.record({ does: fc.constant('delete' as const), id: fc.integer({ min: 1, max: TICKETS }) }),
  fc.record({ does: fc.constant('ask' as const) }),
  fc.record({ does: fc.constant('finish' as const), fails: fc.boolean() }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function run(does: Step): void {
  const { core } = shop;
  switch (does.does) {
    case 'move':
      move(does.chunk, does.out, does.fails);
      break;
    case 'sell':
      core.services.sales.enter(
        ctx,
        saleInput.parse({ product_name: `Product ${does.product}`, amount: 3, date: '2026-02-11' }),
      );
      break;
    case 'delete':
      core.services.sales.remove(ctx, does.id);
      break;
    case 'ask':
      core.kpis.productPerformance(ctx, { limit: 5 });
      break;
    case 'finish':
      core.write(ctx, (tx) => {
        tx.emit({
          type: EventType.DATA_IMPORTED,
          entity: 'import',
          entityId: 1,
          before: null,
          after: null,
        });
        if (does.fails) throw new Error('the disk is full');
      });
      break;
  }
}

test('any mix of bulk writes, failures, single sales and questions leaves every sum right', () => {
  let failed = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      for (const does of steps) {
        try {
          run(does);
        } catch {
          failed++;
        }
      }
      expect(shop.core.kpis.verify().differences).toEqual([]);
    }),
    { numRuns: 150 },
  );
  expect(failed).toBeGreaterThan(0);
}, 60_000);
