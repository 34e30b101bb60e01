import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CellProblem } from './cell.ts';
import { readDate } from './date-text.ts';
import { readDecimal } from './decimal-text.ts';
import { suggestDate, suggestDecimal, suggestEmail, withoutUnit } from './suggest.ts';

describe('a number that cannot be read', () => {
  test.each([
    ['12.5O', '.', '12.50'],
    ['1O.00', '.', '10.00'],
    ['l2.50', '.', '12.50'],
    ['12..50', '.', '12.50'],
    ['12. 50', '.', '12.50'],
    ['3,60', '.', '3.60'],
    ['-3,6', '.', '-3.6'],
    ['1.234,50', '.', '1234.50'],
    ['12.50', ',', '12,50'],
    ['0,05', '.', '0.05'],
  ] as const)('%s in a file with "%s" is most likely %s', (text, sign, expected) =>
    expect(suggestDecimal(text, sign)).toBe(expected),
  );

  test.each([
    ['abc', '.'],
    ['oops', '.'],
    ['1,2345', '.'],
    ['12/50', '.'],
    ['', '.'],
    ['1.234.5', ','],
    ['9'.repeat(60), '.'],
  ] as const)('nothing is safe for %j', (text, sign) =>
    expect(suggestDecimal(text, sign)).toBe(null),
  );

  test('what is suggested can be read', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'0123456789.,-OlI $€()x '.split('')),
      maxLength: 14,
    });
    fc.assert(
      fc.property(text, fc.constantFrom('.', ','), (cell, sign) => {
        const suggestion = suggestDecimal(cell, sign);
        if (suggestion === null) return;
        const read = readDecimal(suggestion, sign);
        expect(read).not.toBe(null);
        expect(read).not.toBeInstanceOf(CellProblem);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a date that cannot be read', () => {
  test.each([
    ['18/07/2026', 'mdy', '2026-07-18'],
    ['07/18/2026', 'dmy', '2026-07-18'],
    ['2O26-07-18', 'ymd', '2026-07-18'],
  ] as const)('%s in a file with %s is most likely %s', (text, order, expected) => {
    const suggestion = suggestDate(text, order);
    expect(suggestion).toBe(expected);
    expect(readDate(suggestion ?? '', order)).toMatchObject({ date: expected });
  });

  test.each([
    ['31/02/2026', 'dmy'],
    ['01/02/2026', 'ymd'],
    ['2026-13-01', 'ymd'],
    ['soon', 'ymd'],
  ] as const)('nothing is safe for %s in a file with %s', (text, order) =>
    expect(suggestDate(text, order)).toBe(null),
  );
});

test('an address with a slip of the finger', () => {
  expect(suggestEmail('ana @example,com')).toBe('ana@example.com');
  expect(suggestEmail('ana@example..com')).toBe('ana@example.com');
  expect(suggestEmail('ana')).toBe(null);
});

test.each([
  ['2.5 kg', '2.5'],
  ['3pcs', '3'],
  ['1,5 L', '1,5'],
  ['12', undefined],
  ['kg', undefined],
])('a quantity without its unit: %s', (text, expected) => expect(withoutUnit(text)).toBe(expected));
