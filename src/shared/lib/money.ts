/**
 * Money: integer minor units inside, JSON numbers in major units on the wire. This is the only
 * place that converts between the two.
 */

/** The largest single amount accepted, in minor units. Sums of many such stay exact in a double. */
export const MAX_AMOUNT_MINOR = 99_999_999_999;

/** Why an amount could not be read; `reason` is a sentence for the owner. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError';
}

export interface MoneyCodec {
  /** ISO 4217 code, e.g. "EUR". */
  readonly currency: string;
  /** Decimals of the currency: 0 for JPY, 2 for EUR, 3 for BHD. */
  readonly digits: number;
  /**
   * Major units to minor units, exactly.
   * @throws MoneyError when not finite, too large, or with more decimals than the currency has.
   */
  toMinor(major: number): number;
  /** Minor units to the nearest JSON number in major units (1999 → 19.99). */
  toMajor(minor: number): number;
  /** For people: "£1,234.50" in the given locale. */
  format(minor: number, locale?: string): string;
}

/** Decimals of a currency after ISO 4217. @throws MoneyError for an unknown code. */
export function currencyDigits(currency: string): number {
  if (!isKnownCurrency(currency)) {
    throw new MoneyError(`"${currency}" is not a currency code. Use one such as EUR, GBP or USD.`);
  }
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
      .maximumFractionDigits ?? 2
  );
}

let knownCurrencies: ReadonlySet<string> | undefined;

/** True for an ISO 4217 code in use, in capitals. */
export function isKnownCurrency(currency: string): boolean {
  knownCurrencies ??= new Set(Intl.supportedValuesOf('currency'));
  return knownCurrencies.has(currency);
}

/**
 * A plain decimal such as "19.99" or "-3" to minor units, digit by digit: no float ever multiplies
 * an amount, because 19.99 * 100 is 1998.9999999999998.
 * @throws MoneyError with a sentence for the owner.
 */
export function decimalToMinor(decimal: string, digits: number): number {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(decimal);
  if (!match) throw new MoneyError(`"${decimal}" is not an amount. Write it like 12.50.`);
  const [, sign, whole = '0', fraction = ''] = match;
  const significant = fraction.replace(/0+$/, '');
  if (significant.length > digits) throw tooManyDecimals(decimal, digits);
  const text = whole.replace(/^0+(?=\d)/, '') + significant.padEnd(digits, '0');
  const minor = Number(text);
  if (text.length > 15 || minor > MAX_AMOUNT_MINOR) {
    throw new MoneyError(`${decimal} is too large. The largest amount is ${largest(digits)}.`);
  }
  return sign === '-' && minor !== 0 ? -minor : minor;
}

/** Rounds a rational amount half away from zero, as shops do; the only rounding rule of Tillwise. */
export function roundHalfAwayFromZero(value: number): number {
  // Numbers such as 1.005 * 100 land just under the half; the nudge is far below a minor unit.
  const magnitude = Math.floor(Math.abs(value) * (1 + 4 * Number.EPSILON) + 0.5);
  return value < 0 && magnitude !== 0 ? -magnitude : magnitude;
}

/** The codec for one currency. @throws MoneyError for an unknown code. */
export function moneyCodec(currency: string): MoneyCodec {
  const digits = currencyDigits(currency);
  const scale = 10 ** digits;
  const formats = new Map<string, Intl.NumberFormat>();
  return {
    currency,
    digits,
    toMinor(major) {
      if (!Number.isFinite(major)) throw new MoneyError('The amount is not a number.');
      if (Math.abs(major) * scale > MAX_AMOUNT_MINOR) {
        throw new MoneyError(`The amount is too large. The largest amount is ${largest(digits)}.`);
      }
      // Most amounts: that many minor units are this very number, and no other decimal of 15 digits is.
      const minor = Math.round(major * scale);
      if (minor / scale === major) return minor === 0 ? 0 : minor;
      const text = String(major);
      // Only tiny values are written with an exponent here; large ones were refused above.
      if (text.includes('e')) throw tooManyDecimals(text, digits);
      return decimalToMinor(text, digits);
    },
    toMajor: (minor) => minor / scale,
    format(minor, locale = 'en') {
      let format = formats.get(locale);
      if (!format) {
        format = new Intl.NumberFormat(locale, { style: 'currency', currency });
        formats.set(locale, format);
      }
      return format.format(minor / scale);
    },
  };
}

/** Rounding is for the sender, who knows what was paid; programs get here by sums of floats. */
function tooManyDecimals(decimal: string, digits: number): MoneyError {
  const scale = 10 ** digits;
  const rounded = (roundHalfAwayFromZero(Number(decimal) * scale) / scale).toFixed(digits);
  return new MoneyError(
    digits === 0
      ? `${decimal} has decimals, but this currency has none. Round it, to ${rounded}.`
      : `${decimal} has more than ${digits} decimals, the most this currency has. Round it, to ${rounded}.`,
  );
}

function largest(digits: number): string {
  return new Intl.NumberFormat('en', { minimumFractionDigits: digits }).format(
    MAX_AMOUNT_MINOR / 10 ** digits,
  );
}
