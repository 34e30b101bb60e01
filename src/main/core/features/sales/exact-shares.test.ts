import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proportion, shareInProportion } from './exact-shares.ts';

const amount = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 });

describe('a proportion', () => {
  it('is rounded half away from zero', () => {
    expect(proportion(5, 1, 2)).toBe(3);
    expect(proportion(-5, 1, 2)).toBe(-3);
    expect(proportion(100, 1, 3)).toBe(33);
    expect(Object.is(proportion(-1, 1, 3), 0)).toBe(true);
  });

  it('is exact where doubles are not', () => {
    fc.assert(
      fc.property(
        amount,
        amount,
        fc.integer({ min: 1, max: 1_000_000_000 }),
        (all, part, whole) => {
          fc.pre(Math.abs((all * part) / whole) < 1e15);
          const [product, divisor] = [BigInt(all) * BigInt(part), BigInt(whole)];
          const result = BigInt(proportion(all, part, whole));
          const off = (result * divisor - product) * 2n;
          expect(off <= divisor && -off <= divisor).toBe(true);
        },
      ),
    );
  });
});

/** The sums of twenty such shares are exact, too. */
const EXACT_SHARE = 2 ** 48;

describe('sharing in proportion', () => {
  it('refuses a share that a number cannot hold to the cent', () => {
    expect(() => shareInProportion(37_178_919_760, [99_999_999_978, -99_999_999_964])).toThrow(
      RangeError,
    );
  });

  it('adds up where only what was shared in between is beyond exact numbers', () => {
    const weights = [...Array(100).fill(90_000_000_000), ...Array(100).fill(-89_999_999_999)];
    const shares = shareInProportion(9_999_999, weights);
    expect(shares.reduce((sum, share) => sum + BigInt(share), 0n)).toBe(9_999_999n);
  });

  it('adds up, keeps the sign of each weight and is within one unit of the fair share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999_999 }),
        fc.array(amount, { minLength: 1, maxLength: 20 }),
        (all, weights) => {
          const whole = weights.reduce((sum, weight) => sum + weight, 0);
          fc.pre(whole > 0);
          fc.pre(weights.every((weight) => (Math.abs(weight) / whole) * all < EXACT_SHARE));
          const shares = shareInProportion(all, weights);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBe(all);
          shares.forEach((share, index) => {
            const weight = weights[index] ?? 0;
            expect(share * Math.sign(weight)).toBeGreaterThanOrEqual(0);
            const off = BigInt(share) * BigInt(whole) - BigInt(all) * BigInt(weight);
            expect(off <= BigInt(whole) && -off <= BigInt(whole)).toBe(true);
          });
        },
      ),
    );
  });
});
