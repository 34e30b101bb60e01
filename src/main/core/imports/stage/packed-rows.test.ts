import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SaleRow } from '../read/sale-values.ts';
import { makeSlots, RowPacker, RowUnpacker } from './packed-rows.ts';

const text = fc.oneof(
  fc.constantFrom('', 'Tea', 'T1', 'a\nb', '"', '17850', 'ÄÖ €'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const amount = fc.integer({ min: -9_000_000, max: 9_000_000 });
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });

const row: fc.Arbitrary<SaleRow> = fc.record({
  ticket: text,
  placed: fc.record({
    soldAt: fc.integer({ min: 0, max: 4e12 }),
    timeKnown: fc.boolean(),
    businessDate: fc.constantFrom('2026-01-01', '2026-01-02'),
    hour: orNull(fc.integer({ min: 0, max: 23 })),
  }),
  kind: fc.constantFrom(null, 'sale', 'refund'),
  productName: text,
  items: orNull(fc.constant([{ name: 'Mug', quantityMilli: 2000 }])),
  sku: text,
  barcode: text,
  quantityMilli: amount,
  gross: amount,
  discount: amount,
  tax: amount,
  cost: orNull(amount),
  customerId: text,
  customerName: text,
  category: text,
  staff: text,
  tender: text,
  channel: text,
  details: orNull(
    fc.record({
      record: text,
      note: text,
      externalId: text,
      externalSource: text,
      tenders: fc.constant([{ kind: 'card', amount: 300 }]),
      refundOf: text,
      refundOfLine: orNull(fc.integer({ min: 1, max: 9 })),
    }),
  ),
  ofTicket: orNull(
    fc.record({
      discount: orNull(amount),
      tax: orNull(amount),
      shipping: orNull(amount),
      tip: orNull(amount),
      refunded: orNull(amount),
    }),
  ),
  rounded: fc.boolean(),
});

/** What comes out, each batch sent as between threads. */
function carried(rows: readonly SaleRow[], sendAfter: (index: number) => boolean): SaleRow[] {
  const slots = makeSlots();
  const packer = new RowPacker(slots);
  const unpacker = new RowUnpacker(slots);
  const out: SaleRow[] = [];
  let lastLine = 0;
  const send = () =>
    unpacker.rows(structuredClone(packer.take()), (one, line) => {
      expect(line).toBe(++lastLine);
      out.push(structuredClone(one));
      return true;
    });
  rows.forEach((one, index) => {
    if (packer.add(one, index + 1) || sendAfter(index)) send();
  });
  send();
  return out;
}

test('rows come out as they went in', () => {
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 60 }),
      fc.integer({ min: 1, max: 20 }),
      (rows, often) => {
        expect(carried(rows, (index) => index % often === 0)).toEqual(rows);
      },
    ),
  );
});

test('more texts than both sides remember', () => {
  const [pattern] = fc.sample(row, 1);
  if (!pattern) throw new Error('no row');
  const rows = Array.from({ length: 45_000 }, (_, index) => ({
    ...pattern,
    ticket: `T${index}`,
    sku: `S${index % 20_000}`,
    productName: `Product ${index % 20_000}`,
  }));
  const out = carried(rows, () => false);
  expect(out.map((one) => JSON.stringify(one))).toEqual(rows.map((one) => JSON.stringify(one)));
});
