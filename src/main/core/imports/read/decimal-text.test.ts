import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CellProblem } from './cell.ts';
import { readDecimal, scaleDecimal, scaleProduct } from './decimal-text.ts';

function minor(text: string, sign: '.' | ',' = '.', digits = 2): number | string | null {
  const read = readDecimal(text, sign);
  if (read === null) return null;
  if (read instanceof CellProblem) return read.reason;
  const scaled = scaleDecimal(read, digits);
  return scaled instanceof CellProblem ? scaled.reason : scaled.value;
}

describe('numbers as tills write them', () => {
  test.each([
    ['8', '.', 800],
    ['8.00', '.', 800],
    ['$8.00', '.', 800],
    ['-$0.98', '.', -98],
    ['$-0.98', '.', -98],
    ['($33.62)', '.', -3362],
    ['CA$4.42', '.', 442],
    ['12.50 EUR', '.', 1250],
    ['EUR 12.50', '.', 1250],
    ['1,149.00', '.', 114900],
    ['1 234.50', '.', 123450],
    ["1'234.50", '.', 123450],
    ['1.500,50', ',', 150050],
    ['1 234,50', ',', 123450],
    ['12,5', ',', 1250],
    ['15.00-', '.', -1500],
    ['.5', '.', 50],
    ['-0', '.', 0],
    ['0.5000000000000000000', '.', 50],
  ] as const)('%s with a decimal %s', (text, sign, expected) => {
    expect(minor(text, sign)).toBe(expected);
  });

  test.each(['', '-', '--'])('%j is empty', (text) => expect(minor(text)).toBe(null));

  test.each([
    ['12,5', '.', /does not fit the decimal point/],
    ['12.5', ',', /does not fit the decimal comma/],
    ['abc', '.', /not a number/],
    ['1e308', '.', /not a number/],
    ['1,23,45', '.', /not a number/],
    ['99999999999999999999', '.', /more digits/],
    ['9999999999999', '.', /larger than any/],
  ] as const)('%s with a decimal %s is refused', (text, sign, reason) => {
    expect(minor(text, sign)).toMatch(reason);
  });
});

const decimal = fc.record({
  units: fc.integer({ min: -9_999_999, max: 9_999_999 }),
  scale: fc.integer({ min: 0, max: 5 }),
});

test('a product is exact, then rounded once, half away from zero', () => {
  fc.assert(
    fc.property(decimal, decimal, fc.constantFrom(0, 2, 3), (a, b, digits) => {
      const exact = BigInt(a.units) * BigInt(b.units) * 10n ** BigInt(digits);
      const divisor = 10n ** BigInt(a.scale + b.scale);
      const magnitude = exact < 0n ? -exact : exact;
      const whole = (2n * magnitude + divisor) / (2n * divisor);
      const scaled = scaleProduct(a, b, digits);
      if (whole > 99_999_999_999n) expect(scaled).toBeInstanceOf(CellProblem);
      else
        expect(scaled).toEqual({
          value: exact < 0n && whole !== 0n ? Number(-whole) : Number(whole),
          rounded: magnitude % divisor !== 0n,
        });
    }),
    { numRuns: 3000 },
  );
});

test('what is written is what is read', () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (cents) => {
      const [whole, fraction] = (Math.abs(cents) / 100).toFixed(2).split('.');
      const grouped = (whole ?? '').replace(/\B(?=(\d{3})+(?!\d))/g, '.');
      const sign = cents < 0 ? '-' : '';
      expect(minor(`${sign}${whole}.${fraction}`)).toBe(cents);
      expect(minor(`${sign}€${grouped},${fraction}`, ',')).toBe(cents);
    }),
    { numRuns: 2000 },
  );
});
