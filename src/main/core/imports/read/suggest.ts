/** What a cell that cannot be read was most likely meant to say; only where one reading is safe. */
import { CellProblem } from './cell.ts';
import { type DateOrder, readDate } from './date-text.ts';
import { type DecimalSign, readDecimal } from './decimal-text.ts';

/** No number or date is longer, in characters. */
const LONGEST = 40;

/**
 * A number as the file would write it: "12.5O" → "12.50", "3,60" → "3.60" in a file with points.
 * @returns null when there is no reading, or more than one
 */
export function suggestDecimal(text: string, sign: DecimalSign): string | null {
  if (text.length > LONGEST) return null;
  return readable(withDigits(text), sign) ?? otherSign(text, sign);
}

/** "2.5 kg" → "2.5"; undefined when the text does not end in a unit. */
export function withoutUnit(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const match = /^([-+(]?[\d.,\s]*\d)\s*(?:\p{L}{1,6}\.?|\/\p{L}+)$/u.exec(text);
  return match?.[1];
}

/** A date that fits another order of day and month only: "18/07/2026" in a month/day file. */
export function suggestDate(text: string, order: DateOrder): string | null {
  if (text.length > LONGEST) return null;
  const readings = new Set<string>();
  for (const other of ['ymd', 'dmy', 'mdy'] as const) {
    if (other === order) continue;
    const read = readDate(withDigits(text), other);
    if (read instanceof CellProblem || read.time !== null) continue;
    readings.add(read.date);
  }
  const [only] = readings;
  return readings.size === 1 && only !== undefined ? only : null;
}

/** Letters that are typed for digits, blanks and doubled signs that slip in. */
function withDigits(text: string): string {
  return text
    .replace(/[oO](?=[\d.,-])|(?<=[\d.,-])[oO]/g, '0')
    .replace(/[lI](?=[\d.,])|(?<=[\d.,])[lI]/g, '1')
    .replace(/([.,])\s*\1/g, '$1')
    .replace(/([.,])\s+(?=\d)/g, '$1');
}

function readable(text: string, sign: DecimalSign): string | null {
  const read = readDecimal(text, sign);
  return read === null || read instanceof CellProblem ? null : text;
}

/** Read with the other sign; only with one or two decimals, for 1,234 may be a thousand. */
function otherSign(text: string, sign: DecimalSign): string | null {
  const read = readDecimal(text, sign === '.' ? ',' : '.');
  if (read === null || read instanceof CellProblem || read.scale < 1 || read.scale > 2) return null;
  const digits = String(Math.abs(read.units)).padStart(read.scale + 1, '0');
  const whole = digits.slice(0, -read.scale);
  return `${read.units < 0 ? '-' : ''}${whole}${sign}${digits.slice(-read.scale)}`;
}

/** True for what can be an address: one @, and a dot behind it. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

/** "ana @example,com" → "ana@example.com"; null when that is no address either. */
export function suggestEmail(text: string): string | null {
  const mended = text.replace(/\s+/g, '').replaceAll(',', '.').replace(/\.+/g, '.');
  return isEmail(mended) ? mended : null;
}

/** An amount without the decimals that the currency does not have, as the file would write it. */
export function suggestRounded(minor: number, digits: number, sign: DecimalSign): string {
  return (minor / 10 ** digits).toFixed(digits).replace('.', sign);
}
