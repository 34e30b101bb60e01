import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

const TEA = { product_name: 'Tea', amount: 3 };

/** Three teas for 10 less a share of 1, with tax, and a cake; tip 1, shipping 2. */
function sell() {
  return shop.client.sales.create({
    customer: { id: 'C1', name: 'Ana' },
    tip: 1,
    shipping: 2,
    discount: 1,
    tender: 'card',
    lines: [
      { product_name: 'Tea', amount: 10, quantity: 3, tax: 0.5, cost: 4 },
      { product_name: 'Cake', amount: 5, tax: 0.25 },
    ],
  });
}

describe('refunding a sale', () => {
  it('as a whole takes all of it back, the way it was paid', async () => {
    const sale = await sell();
    const refund = await shop.client.sales.refund({ id: sale.id, note: 'cold' });
    expect(refund).toMatchObject({
      kind: 'refund',
      refund_of: sale.id,
      customer_id: 'C1',
      amount: -sale.amount,
      tax: -sale.tax,
      tip: -1,
      shipping: -2,
      total: -sale.total,
      tenders: [{ kind: 'card', amount: -sale.total }],
      note: 'cold',
    });
    expect(refund.lines.map((line) => line.refund_of_line)).toEqual(
      sale.lines.map((line) => line.id),
    );
    expect(refund.lines[0]?.cost).toBe(-4);
    expect(await refusal(shop.client.sales.refund({ id: sale.id }))).toMatchObject({ status: 409 });
    expect(await refusal(shop.client.sales.refund({ id: refund.id }))).toMatchObject({
      status: 409,
    });
    expect(await refusal(shop.client.sales.refund({ id: 999 }))).toMatchObject({ status: 404 });
    expect(await shop.client.sales.refundable({ id: sale.id })).toEqual({
      lines: [],
      tip: 0,
      shipping: 0,
      total: 0,
    });
    expect(shop.core.kpis.verify().differences).toEqual([]);
  });

  it('takes its ticket and time under the names that a sale takes them', async () => {
    const sale = await shop.client.sales.create({ ...TEA, sold_at: '2026-05-01T09:00:00Z' });
    const sold_at = '2026-05-04T10:30:00.000Z';
    const back = await shop.client.sales.refund({ id: sale.id, ticket: 'R-1', sold_at });
    expect(back).toMatchObject({ number: 'R-1', sold_at, date: '2026-05-04', time_known: true });
    const { id } = await sell();
    expect(await refusal(shop.client.sales.refund({ id, ticket: 'A', number: 'B' }))).toMatchObject(
      { status: 422, fields: ['ticket'] },
    );
  });

  it('by lines takes exact shares, and the last one the rest', async () => {
    const sale = await sell();
    const [tea, cake] = sale.lines;
    const one = { id: sale.id, lines: [{ line_id: tea?.id ?? 0, quantity: 1 }] };
    const first = await shop.client.sales.refund(one);
    const second = await shop.client.sales.refund(one);
    expect(await shop.client.sales.refundable({ id: sale.id })).toMatchObject({
      lines: [{ quantity: 1 }, { quantity: 1, net: cake?.net, tax: 0.25 }],
      tip: 1,
      shipping: 2,
    });
    const tooMuch = { id: sale.id, lines: [{ line_id: tea?.id ?? 0, quantity: 2 }] };
    const refused = await refusal(shop.client.sales.refund(tooMuch));
    expect(refused).toMatchObject({ status: 422, fields: ['lines.0.quantity'] });
    expect(refused.message).toContain('1 can still be refunded');
    const third = await shop.client.sales.refund(one);
    const sum = (pick: (line: NonNullable<typeof tea>) => number | null) =>
      [first, second, third].reduce((all, refund) => {
        const [line] = refund.lines;
        return all + (line ? (pick(line) ?? 0) : 0);
      }, 0);
    // Each third has a third of everything, to the cent.
    for (const { lines } of [first, second, third])
      for (const field of ['gross', 'discount', 'net', 'tax', 'cost'] as const) {
        const whole = field === 'cost' ? 4 : (tea?.[field] ?? 0);
        const part = -(lines[0]?.[field] ?? 0);
        expect(Math.abs(part - whole / 3), `${field} ${part}`).toBeLessThan(0.01);
      }
    expect(sum((line) => line.gross)).toBeCloseTo(-10, 9);
    expect(sum((line) => line.net)).toBeCloseTo(-(tea?.net ?? 0), 9);
    expect(sum((line) => line.tax)).toBeCloseTo(-0.5, 9);
    expect(sum((line) => line.cost)).toBeCloseTo(-4, 9);
    expect(await refusal(shop.client.sales.refund(one))).toMatchObject({
      fields: ['lines.0.line_id'],
    });
    const twice = [{ line_id: cake?.id ?? 0 }, { line_id: cake?.id ?? 0 }];
    expect(await refusal(shop.client.sales.refund({ id: sale.id, lines: twice }))).toMatchObject({
      fields: ['lines.1.line_id'],
    });
    expect(
      await refusal(shop.client.sales.refund({ id: sale.id, lines: [{ line_id: 9999 }] })),
    ).toMatchObject({ fields: ['lines.0.line_id'] });
  });

  it('counts refunds that named a product, and keeps the lines of a changed sale', async () => {
    const sale = await sell();
    await shop.client.sales.create({
      kind: 'refund',
      refund_of: sale.id,
      product_name: 'Tea',
      quantity: 2,
      amount: 6,
    });
    await shop.client.sales.update({ id: sale.id, note: 'still the same lines' });
    const left = await shop.client.sales.refundable({ id: sale.id });
    expect(left.lines.map((line) => [line.line_id, line.quantity])).toEqual([
      [sale.lines[0]?.id, 1],
      [sale.lines[1]?.id, 1],
    ]);
    const rest = await shop.client.sales.refund({ id: sale.id });
    expect(rest.amount).toBe(-(sale.amount - 6));
  });

  it('is the same refund under its external id', async () => {
    const sale = await sell();
    const input = { id: sale.id, external_id: 'R-1', total: sale.total };
    const refund = await shop.client.sales.refund(input);
    expect(await shop.client.sales.refund(input)).toEqual(refund);
    const other = await sell();
    const wrong = await refusal(shop.client.sales.refund({ id: other.id, total: 1 }));
    expect(wrong).toMatchObject({ fields: ['total'] });
  });

  it('holds the sale at or before the day of its refund', async () => {
    const sale = await shop.client.sales.create({
      product_name: 'Tea',
      amount: 3,
      date: '2026-05-01',
    });
    await shop.client.sales.refund({ id: sale.id, date: '2026-05-02' });
    expect(
      await refusal(shop.client.sales.update({ id: sale.id, date: '2026-05-03' })),
    ).toMatchObject({ status: 422, fields: ['date'] });
    expect(await shop.client.sales.update({ id: sale.id, date: '2026-05-02' })).toMatchObject({
      date: '2026-05-02',
    });
  });
});

describe('refunding piece by piece', () => {
  const line = fc.record({
    product: fc.constantFrom('Tea', 'Cake', 'Mug'),
    quantity: fc.integer({ min: 1, max: 5 }),
    amount: fc.integer({ min: 0, max: 10_000 }),
    discounted: fc.double({ min: 0, max: 1, noNaN: true }),
    tax: fc.integer({ min: 0, max: 2_000 }),
    cost: fc.option(fc.integer({ min: 0, max: 5_000 })),
  });

  it('gives back what refunding the whole does, to the last cent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 4 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.infiniteStream(fc.nat()),
        async (lines, discounted, order) => {
          const net = lines.reduce(
            (sum, { amount, discounted: own }) => sum + amount - Math.floor(amount * own),
            0,
          );
          const sale = await shop.client.sales.create({
            discount: Math.floor(net * discounted) / 100,
            lines: lines.map(({ product, quantity, amount, discounted: own, tax, cost }) => ({
              product_name: product,
              quantity,
              amount: amount / 100,
              discount: Math.floor(amount * own) / 100,
              tax: tax / 100,
              ...(cost === null ? {} : { cost: cost / 100 }),
            })),
          });
          const open = sale.lines.flatMap((sold) =>
            Array.from({ length: sold.quantity }, () => sold.id),
          );
          const refunds: Awaited<ReturnType<typeof shop.client.sales.refund>>[] = [];
          while (open.length > 0) {
            const pick = (order.next().value ?? 0) % open.length;
            const [line_id = 0] = open.splice(pick, 1);
            const lines = [{ line_id, quantity: 1 }];
            refunds.push(await shop.client.sales.refund({ id: sale.id, lines }));
          }
          const cents = (pick: (one: (typeof sale.lines)[number]) => number | null) => ({
            sold: sumOf(sale.lines, pick),
            back: -sumOf(
              refunds.flatMap((refund) => refund.lines),
              pick,
            ),
          });
          for (const pick of [
            (one: (typeof sale.lines)[number]) => one.gross,
            (one: (typeof sale.lines)[number]) => one.discount,
            (one: (typeof sale.lines)[number]) => one.net,
            (one: (typeof sale.lines)[number]) => one.tax,
            (one: (typeof sale.lines)[number]) => one.cost,
            (one: (typeof sale.lines)[number]) => one.quantity,
          ]) {
            const { sold, back } = cents(pick);
            expect(back + 0).toBe(sold);
          }
          const left = await shop.client.sales.refundable({ id: sale.id });
          expect(left).toMatchObject({ lines: [], total: 0 });
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});

function sumOf<Line>(lines: readonly Line[], pick: (line: Line) => number | null): number {
  return lines.reduce((sum, line) => sum + Math.round((pick(line) ?? 0) * 1000), 0);
}
