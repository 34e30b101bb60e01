import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sparklinePath } from './sparkline-path.ts';

describe('a sparkline', () => {
  it('goes from the left edge to the right edge and stays inside', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 2, maxLength: 400 }),
        (values) => {
          const path = sparklinePath(values, 96, 32);
          const numbers = path?.match(/-?[\d.]+/g)?.map(Number) ?? [];
          const xs = numbers.filter((_, index) => index % 2 === 0);
          const ys = numbers.filter((_, index) => index % 2 === 1);
          expect(xs).toHaveLength(values.length);
          expect(xs[0]).toBe(0);
          expect(xs.at(-1)).toBe(96);
          expect(Math.min(...ys)).toBeGreaterThanOrEqual(0);
          expect(Math.max(...ys)).toBeLessThanOrEqual(32);
        },
      ),
    );
  });

  it('is higher where the value is higher', () => {
    expect(sparklinePath([0, 10], 10, 14)).toBe('M0 12 L10 2');
    expect(sparklinePath([5, 5], 10, 14)).toBe('M0 2 L10 2');
  });

  it('is not drawn through a single value', () => {
    expect(sparklinePath([3], 96, 32)).toBeUndefined();
  });
});
