import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  currencyDigits,
  decimalToMinor,
  isKnownCurrency,
  MAX_AMOUNT_MINOR,
  MoneyError,
  moneyCodec,
  roundHalfAwayFromZero,
} from './money.ts';

const CURRENCIES = ['JPY', 'EUR', 'BHD'] as const;
const minorAmount = fc.integer({ min: -MAX_AMOUNT_MINOR, max: MAX_AMOUNT_MINOR });

describe('currencies', () => {
  it.each([
    ['JPY', 0],
    ['KRW', 0],
    ['EUR', 2],
    ['GBP', 2],
    ['BHD', 3],
    ['KWD', 3],
  ])('%s has %i decimals', (currency, digits) => {
    expect(currencyDigits(currency)).toBe(digits);
    expect(moneyCodec(currency).digits).toBe(digits);
  });

  it.each(['', 'eur', 'EURO', 'XQQ', '€', '__proto__'])('does not know %j', (code) => {
    expect(isKnownCurrency(code)).toBe(false);
    expect(() => moneyCodec(code)).toThrow(MoneyError);
  });
});

describe('the money codec', () => {
  it('keeps the classics of binary fractions', () => {
    const euro = moneyCodec('EUR');
    expect(
      [19.99, 0.1 + 0.2 - 0.1, 1.005, 4.35, 8.2, 1.1, -33.62, 0.29].map((major) => {
        try {
          return euro.toMinor(major);
        } catch (error) {
          return error instanceof MoneyError ? 'refused' : error;
        }
      }),
    ).toEqual([1999, 'refused', 'refused', 435, 820, 110, -3362, 29]);
    expect(euro.toMajor(1999)).toBe(19.99);
  });

  it.each(CURRENCIES)('brings every amount of %s there and back', (currency) => {
    const codec = moneyCodec(currency);
    fc.assert(
      fc.property(minorAmount, (minor) => {
        const major = codec.toMajor(minor);
        expect(codec.toMinor(major)).toBe(minor === 0 ? 0 : minor);
        // Over the wire as JSON, too.
        expect(codec.toMinor(JSON.parse(JSON.stringify(major)))).toBe(minor === 0 ? 0 : minor);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(CURRENCIES)('refuses more decimals than %s has and never rounds', (currency) => {
    const codec = moneyCodec(currency);
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999_999, max: 99_999_999 }),
        fc.integer({ min: 1, max: 9 }),
        (whole, last) => {
          const decimal = `${(whole / 10 ** codec.digits).toFixed(codec.digits)}${codec.digits === 0 ? '.' : ''}${last}`;
          expect(() => codec.toMinor(Number(decimal))).toThrow(MoneyError);
        },
      ),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -Number.POSITIVE_INFINITY, 1e308, 1e15, -1e12])(
    'refuses %s',
    (major) => {
      for (const currency of CURRENCIES)
        expect(() => moneyCodec(currency).toMinor(major)).toThrow(MoneyError);
    },
  );

  it('refuses tiny amounts instead of making them 0', () => {
    for (const currency of CURRENCIES) {
      expect(() => moneyCodec(currency).toMinor(1e-7)).toThrow(/decimals/);
      expect(() => moneyCodec(currency).toMinor(5e-324)).toThrow(MoneyError);
    }
  });

  it('takes the largest amount and refuses one more', () => {
    const euro = moneyCodec('EUR');
    expect(euro.toMinor(999_999_999.99)).toBe(MAX_AMOUNT_MINOR);
    expect(() => euro.toMinor(1_000_000_000)).toThrow('999,999,999.99');
  });

  it('never answers −0', () => {
    expect(Object.is(moneyCodec('EUR').toMinor(-0), 0)).toBe(true);
    expect(Object.is(decimalToMinor('-0.00', 2), 0)).toBe(true);
    expect(Object.is(roundHalfAwayFromZero(-0.2), 0)).toBe(true);
  });

  it('writes amounts for people', () => {
    expect(moneyCodec('GBP').format(123_450)).toBe('£1,234.50');
    expect(moneyCodec('JPY').format(1234)).toBe('¥1,234');
    expect(moneyCodec('BHD').format(-1500)).toMatch(/^-BHD\s1\.500$/);
    expect(moneyCodec('EUR').format(123_450, 'de').replace(/\s/g, ' ')).toBe('1.234,50 €');
  });
});

describe('decimal text', () => {
  it('is read digit by digit', () => {
    expect(decimalToMinor('0019.990', 2)).toBe(1999);
    expect(decimalToMinor('-3', 2)).toBe(-300);
    expect(decimalToMinor('+12.', 3)).toBe(12_000);
    expect(decimalToMinor('7.000', 0)).toBe(7);
  });

  it.each(['', '.', '12,5', '1e3', '0x10', '1 000', 'NaN', '--1', '1.2.3', '٣'])(
    'refuses %j',
    (text) => {
      expect(() => decimalToMinor(text, 2)).toThrow(MoneyError);
    },
  );

  it('equals exact integer arithmetic for every decimal', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.integer({ min: 0, max: 999 }),
        fc.constantFrom('', '-', '+'),
        (whole, fraction, sign) => {
          const text = `${sign}${whole}.${String(fraction).padStart(3, '0')}`;
          const exact = whole * 1000 + fraction;
          expect(Math.abs(decimalToMinor(text, 3))).toBe(exact);
          expect(decimalToMinor(text, 3) < 0).toBe(sign === '-' && exact > 0);
        },
      ),
    );
  });

  it('refuses digits without end', () => {
    expect(() => decimalToMinor('9'.repeat(400), 2)).toThrow(/too large/);
    expect(() => decimalToMinor(`0.${'0'.repeat(400)}1`, 2)).toThrow(/decimals/);
    expect(decimalToMinor('0'.repeat(400), 2)).toBe(0);
  });
});

describe('rounding', () => {
  it.each([
    [0.5, 1],
    [-0.5, -1],
    [2.5, 3],
    [-2.5, -3],
    [2.4999, 2],
    [1.005 * 100, 101],
    [-1.005 * 100, -101],
    [0, 0],
  ])('takes %d to %d', (value, rounded) => {
    expect(roundHalfAwayFromZero(value)).toBe(rounded);
  });

  it('is symmetric, leaves whole numbers alone and is never off by more than a half', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000 }),
        fc.integer({ min: 0, max: 999 }),
        (whole, thousandths) => {
          const value = whole + thousandths / 1000;
          const rounded = roundHalfAwayFromZero(value);
          expect(rounded).toBe(thousandths >= 500 ? whole + 1 : whole);
          expect(roundHalfAwayFromZero(-value)).toBe(rounded === 0 ? 0 : -rounded);
        },
      ),
    );
  });

  it('keeps every amount that is whole already', () => {
    fc.assert(
      fc.property(minorAmount, (minor) => {
        expect(roundHalfAwayFromZero(minor)).toBe(minor === 0 ? 0 : minor);
      }),
    );
  });
});
