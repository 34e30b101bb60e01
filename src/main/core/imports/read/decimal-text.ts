/**
 * Numbers as tills and spreadsheets write them, read digit by digit: no float ever holds an amount
 * on its way, because 2.55 × 100 is 254.99999999999997.
 */
import { MAX_AMOUNT_MINOR } from '../../../../shared/lib/money.ts';
import { CellProblem, shown } from './cell.ts';

/** `units` × 10^−`scale`, exact. */
export interface Decimal {
  units: number;
  scale: number;
}

export type DecimalSign = '.' | ',';

/** More digits than this leave the exact integers of a double. */
const MOST_DIGITS = 15;

/**
 * Reads a cell as a number: "8.00", "$8.00", "-$0.98", "($33.62)", "1.500,50", "1 234,50".
 * @param text already cleaned by cleanCell
 * @returns null for an empty cell ("", "-", "--")
 */
export function readDecimal(text: string, sign: DecimalSign): Decimal | CellProblem | null {
  return plainDecimal(text, sign === '.' ? 46 : 44) ?? decoratedDecimal(text, sign);
}

/** The quick way, for "12", "-3" and "12.50"; undefined when the text is anything else. */
function plainDecimal(text: string, signCode: number): Decimal | undefined {
  const length = text.length;
  if (length === 0 || length > MOST_DIGITS) return undefined;
  let units = 0;
  let scale = -1;
  let index = text.charCodeAt(0) === 45 ? 1 : 0;
  const negative = index === 1;
  if (index === length) return undefined;
  for (; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 48 && code <= 57) {
      units = units * 10 + (code - 48);
      if (scale >= 0) scale++;
    } else if (code === signCode && scale < 0 && index > 0) {
      scale = 0;
    } else {
      return undefined;
    }
  }
  return { units: negative && units !== 0 ? -units : units, scale: Math.max(scale, 0) };
}

const GROUPED = {
  '.': /^\d{1,3}(?:[, '’\u00a0\u202f]\d{3})+(?:\.\d*)?$/,
  ',': /^\d{1,3}(?:[. '’\u00a0\u202f]\d{3})+(?:,\d*)?$/,
} as const;
const UNGROUPED = { '.': /^\d*\.?\d*$/, ',': /^\d*,?\d*$/ } as const;
/** A currency: a sign such as £ or CA$, or a code such as EUR, before or behind. */
const CURRENCY =
  /^(?:[A-Za-z]{0,3}\p{Sc}|[A-Za-z]{3}(?=[\s\d.,-]))\s*|\s*(?:\p{Sc}|[A-Za-z]{3})$/gu;

function decoratedDecimal(text: string, sign: DecimalSign): Decimal | CellProblem | null {
  let rest = text;
  if (rest === '' || /^[-–—]+$/.test(rest)) return null;
  let negative = false;
  if (rest.startsWith('(') && rest.endsWith(')')) {
    negative = true;
    rest = rest.slice(1, -1).trim();
  }
  for (let pass = 0; pass < 2; pass++) {
    if (/^[-−–]/.test(rest)) {
      negative = !negative;
      rest = rest.slice(1).trim();
    } else if (rest.startsWith('+')) {
      rest = rest.slice(1).trim();
    }
    rest = rest.replace(CURRENCY, '');
  }
  if (/\d-$/.test(rest)) {
    negative = !negative;
    rest = rest.slice(0, -1);
  }
  const grouped = GROUPED[sign].test(rest);
  if (!/\d/.test(rest) || !(grouped || UNGROUPED[sign].test(rest))) return problemOf(text, sign);
  const [whole = '', fraction = ''] = rest.split(sign);
  const digits = whole.replace(/\D/g, '').replace(/^0+/, '') + fraction;
  if (digits.length > MOST_DIGITS) {
    const short = fraction.replace(/0+$/, '');
    if (whole.replace(/\D/g, '').replace(/^0+/, '').length + short.length > MOST_DIGITS)
      return new CellProblem(`"${shown(text)}" has more digits than an amount can have.`);
    return decimalOf(
      digits.slice(0, digits.length - fraction.length) + short,
      short.length,
      negative,
    );
  }
  return decimalOf(digits, fraction.length, negative);
}

function decimalOf(digits: string, scale: number, negative: boolean): Decimal {
  const units = Number(digits);
  return { units: negative && units !== 0 ? -units : units, scale };
}

function problemOf(text: string, sign: DecimalSign): CellProblem {
  const other = sign === '.' ? ',' : '.';
  const fits = GROUPED[other].test(text) || (UNGROUPED[other].test(text) && /\d/.test(text));
  return new CellProblem(
    fits
      ? `"${shown(text)}" does not fit the decimal ${sign === '.' ? 'point' : 'comma'} of the file. Write it like 12${sign}50.`
      : `"${shown(text)}" is not a number. Write it like 12${sign}50.`,
  );
}

/** A scaled integer and whether digits had to go to get it. */
export interface Scaled {
  value: number;
  rounded: boolean;
}

/**
 * The decimal as an integer of 10^−`digits`, rounded half away from zero.
 * @returns a problem when the result is larger than any amount
 */
export function scaleDecimal(decimal: Decimal, digits: number): Scaled | CellProblem {
  return scaleUnits(decimal.units, decimal.scale, digits);
}

/** The product of two decimals as an integer of 10^−`digits`, computed exactly, then rounded once. */
export function scaleProduct(a: Decimal, b: Decimal, digits: number): Scaled | CellProblem {
  const units = a.units * b.units;
  return Number.isSafeInteger(units)
    ? scaleUnits(units, a.scale + b.scale, digits)
    : scaleLarge(BigInt(a.units) * BigInt(b.units), a.scale + b.scale, digits);
}

const POWERS = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

function scaleUnits(units: number, scale: number, digits: number): Scaled | CellProblem {
  const shift = digits - scale;
  const power = POWERS[Math.abs(shift)];
  if (power === undefined) return scaleLarge(BigInt(units), scale, digits);
  if (shift >= 0) {
    // Adding 0 makes −0, which a product with 0 can be, a plain 0.
    const value = units * power + 0;
    return Math.abs(value) > MAX_AMOUNT_MINOR ? TOO_LARGE : { value, rounded: false };
  }
  const magnitude = Math.abs(units);
  const left = magnitude % power;
  let whole = (magnitude - left) / power;
  if (left * 2 >= power) whole++;
  if (whole > MAX_AMOUNT_MINOR) return TOO_LARGE;
  return { value: units < 0 && whole !== 0 ? -whole : whole, rounded: left !== 0 };
}

function scaleLarge(units: bigint, scale: number, digits: number): Scaled | CellProblem {
  const magnitude = units < 0n ? -units : units;
  const shift = digits - scale;
  if (shift >= 0) {
    const value = magnitude * 10n ** BigInt(shift);
    if (value > BigInt(MAX_AMOUNT_MINOR)) return TOO_LARGE;
    return { value: Number(units < 0n ? -value : value), rounded: false };
  }
  const power = 10n ** BigInt(-shift);
  const left = magnitude % power;
  const whole = magnitude / power + (left * 2n >= power ? 1n : 0n);
  if (whole > BigInt(MAX_AMOUNT_MINOR)) return TOO_LARGE;
  const value = Number(whole);
  return { value: units < 0n && value !== 0 ? -value : value, rounded: left !== 0n };
}

const TOO_LARGE = new CellProblem('This amount is larger than any that Tillwise keeps.');
