import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FieldProblems } from '../../ui/forms/use-saving.ts';
import { amountBack, returnedLines } from './refund-lines.ts';

const line = (quantity: number, net: number, tax = 0) => ({
  id: 1,
  product_id: 7,
  product_name: 'Tea',
  sku: null,
  category: null,
  quantity,
  gross: net,
  discount: 0,
  net,
  tax,
  cost: null,
  refund_of_line: null,
});

describe('what a refund takes back', () => {
  it('is the whole line to the cent when all of it comes back', () => {
    expect(returnedLines([line(3, 10, 0.83)], ['3'], 2)).toEqual([
      { product_id: 7, quantity: 3, amount: 10, tax: 0.83 },
    ]);
  });

  it('is a share of what was paid when a part comes back', () => {
    expect(returnedLines([line(3, 10)], ['1'], 2)[0]?.amount).toBe(3.33);
    expect(returnedLines([line(2, 0.25)], ['1'], 2)[0]?.amount).toBe(0.13);
  });

  it('adds up with tax, and is unknown while a quantity is no number', () => {
    expect(amountBack([line(3, 10, 0.83), line(2, 0.25)], ['3', '1'], 2)).toBe(10.96);
    expect(amountBack([line(3, 10)], ['x'], 2)).toBeNull();
  });

  it('leaves out what stays sold', () => {
    expect(returnedLines([line(3, 10), line(1, 5)], ['', '0'], 2)).toEqual([]);
  });

  it('refuses more than was sold, and what is no number', () => {
    expect(() => returnedLines([line(3, 10)], ['4'], 2)).toThrow(FieldProblems);
    expect(() => returnedLines([line(3, 10)], ['one'], 2)).toThrow(FieldProblems);
    expect(() => returnedLines([line(3, 10)], ['-1'], 2)).toThrow(FieldProblems);
  });

  it('never gives back more than was paid', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.nat(),
        (sold, minor, pick) => {
          const part = (pick % sold) + 1;
          const [back] = returnedLines([line(sold, minor / 100)], [String(part)], 2);
          expect(back?.amount).toBeGreaterThanOrEqual(0);
          expect(back?.amount).toBeLessThanOrEqual(minor / 100);
        },
      ),
    );
  });
});
