import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Refundable } from '../../../../shared/schemas/sale.ts';
import { FieldProblems } from '../../ui/forms/use-saving.ts';
import { amountBack, refundRequest } from './refund-lines.ts';

const line = (line_id: number, quantity: number, net: number, tax = 0) => ({
  line_id,
  product_name: 'Tea',
  quantity,
  net,
  tax,
});
const left = (lines: Refundable['lines'], tip = 0, shipping = 0): Refundable => ({
  lines,
  tip,
  shipping,
  total: 0,
});
const back = (...quantities: string[]) => ({ quantities, tip: true, shipping: true });

describe('what a refund takes back', () => {
  it('is everything that is left, without naming lines, when all of it comes back', () => {
    expect(refundRequest(left([line(1, 3, 10), line(2, 1, 5)], 0.5), back('3', '1'))).toEqual({});
  });

  it('names the lines that come back, and how many where it is a part', () => {
    expect(refundRequest(left([line(1, 3, 10), line(2, 1, 5)]), back('2', '1'))).toEqual({
      lines: [{ line_id: 1, quantity: 2 }, { line_id: 2 }],
      tip: 0,
      shipping: 0,
    });
    expect(refundRequest(left([line(1, 3, 10), line(2, 1, 5)]), back('', '1')).lines).toEqual([
      { line_id: 2 },
    ]);
  });

  it('keeps the tip and the shipping unless they are given back too', () => {
    const kept = { quantities: ['1'], tip: false, shipping: true };
    expect(refundRequest(left([line(1, 1, 10)], 0.5, 4), kept)).toEqual({
      lines: [{ line_id: 1 }],
      tip: 0,
      shipping: 4,
    });
    expect(amountBack(left([line(1, 1, 10)], 0.5, 4), kept, 2)).toBe(14);
  });

  it('is a share of what was paid when a part comes back', () => {
    expect(amountBack(left([line(1, 3, 10)]), back('1'), 2)).toBe(3.33);
    expect(amountBack(left([line(1, 2, 0.25)]), back('1'), 2)).toBe(0.13);
    expect(amountBack(left([line(1, 0.5, 3)]), back('0.25'), 2)).toBe(1.5);
  });

  it('adds up with tax and tip, and is unknown while a quantity is no number', () => {
    const some = left([line(1, 3, 10, 0.83), line(2, 2, 0.25)], 1);
    expect(amountBack(some, back('3', '1'), 2)).toBe(11.96);
    expect(amountBack(some, back('x', '1'), 2)).toBeNull();
  });

  it('refuses nothing at all, more than is left, and what is no number', () => {
    for (const text of ['', '0', '4', 'one', '-1'])
      expect(() => refundRequest(left([line(1, 3, 10)]), back(text))).toThrow(FieldProblems);
  });

  it('never shows more than was paid', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.nat(),
        (sold, minor, pick) => {
          const part = (pick % sold) + 1;
          const amount = amountBack(left([line(1, sold, minor / 100)]), back(String(part)), 2);
          expect(amount).toBeGreaterThanOrEqual(0);
          expect(amount).toBeLessThanOrEqual(minor / 100);
        },
      ),
    );
  });
});
