import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareDiscount } from './share-discount.ts';

describe('sharing a discount', () => {
  it('gives the units left over to the largest remainders', () => {
    // 100 over three equal lines: 33.3 each, one unit is left and goes to the first.
    expect(shareDiscount(100, [500, 500, 500])).toEqual([34, 33, 33]);
    // 10 × 333/833 = 3.998 and 10 × 500/833 = 6.002.
    expect(shareDiscount(10, [333, 500])).toEqual([4, 6]);
  });

  it('leaves lines that take something back and free lines alone', () => {
    expect(shareDiscount(50, [100, -200, 0, 100])).toEqual([25, 0, 0, 25]);
  });

  it('refuses more than there is', () => {
    expect(() => shareDiscount(101, [100, -500])).toThrow(RangeError);
  });

  it('adds up exactly, within one unit of the fair share and never above a line', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (amounts, part) => {
          const total = amounts.reduce((sum, amount) => sum + Math.max(amount, 0), 0);
          const discount = Math.floor(total * part);
          const shares = shareDiscount(discount, amounts);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(discount);
          shares.forEach((share, index) => {
            const amount = Math.max(amounts[index] ?? 0, 0);
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(amount);
            if (total > 0) {
              const fair = (BigInt(discount) * BigInt(amount)) / BigInt(total);
              expect([Number(fair), Number(fair) + 1]).toContain(share);
            }
          });
        },
      ),
    );
  });
});
