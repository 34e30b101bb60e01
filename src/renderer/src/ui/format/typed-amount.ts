/** Reads an amount as people type it, "12,50" as well as "12.50", whatever the shop's country. */
import { decimalToMinor, MoneyError } from '../../../../shared/lib/money.ts';

/** What a typed text means: an amount in major units, nothing, or a sentence about what is wrong. */
export type TypedAmount =
  | { state: 'amount'; amount: number }
  | { state: 'blank' }
  | { state: 'problem'; problem: string };

/** The sign between whole and decimals where this computer is: "." or ",". */
function decimalSign(locale?: string): '.' | ',' {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.find(({ type }) => type === 'decimal')?.value === ',' ? ',' : '.';
}

/**
 * A single "." or "," before exactly three digits is a thousands sign, unless it is this computer's
 * decimal sign; otherwise the last sign is the decimal one.
 * @param digits Decimals of the currency.
 */
export function typedAmount(text: string, digits: number, sign = decimalSign()): TypedAmount {
  // Blanks, apostrophes and currency signs are how amounts are dressed, not what they are.
  const bare = text.replace(/[\s'’_]/gu, '').replace(/^(-?)[\p{Sc}\p{L}]+(-?)/u, '$1$2');
  const plain = bare.replace(/[\p{Sc}\p{L}]+\.?$/u, '').replace(/^−/u, '-');
  if (text.trim() === '') return { state: 'blank' };
  const decimal = plainDecimal(plain, digits, sign);
  if (decimal === null) {
    return { state: 'problem', problem: `"${text.trim()}" is not an amount. Write it like 12.50.` };
  }
  try {
    return { state: 'amount', amount: decimalToMinor(decimal, digits) / 10 ** digits };
  } catch (error) {
    if (error instanceof MoneyError) return { state: 'problem', problem: error.message };
    throw error;
  }
}

function plainDecimal(text: string, digits: number, sign: '.' | ','): string | null {
  const match = /^(-?)([\d.,]*\d[\d.,]*)$/.exec(text);
  if (!match) return null;
  const [, minus = '', number = ''] = match;
  const lastDot = number.lastIndexOf('.');
  const lastComma = number.lastIndexOf(',');
  const last = lastDot > lastComma ? '.' : ',';
  const position = Math.max(lastDot, lastComma);
  if (position === -1) return minus + number;
  const isDecimal =
    lastDot >= 0 && lastComma >= 0
      ? true
      : number.indexOf(last) === position &&
        (last === sign || number.length - position - 1 !== 3 || digits === 3);
  const whole = isDecimal ? number.slice(0, position) : number;
  const fraction = isDecimal ? number.slice(position + 1) : '';
  const groups = whole.split(/[.,]/);
  const wellGrouped = groups.every((group, index) =>
    index === 0 ? groups.length === 1 || /^\d{1,3}$/.test(group) : /^\d{2,3}$/.test(group),
  );
  if (!wellGrouped || /[.,]/.test(fraction)) return null;
  return `${minus}${groups.join('') || '0'}${fraction ? `.${fraction}` : ''}`;
}

/** An amount as a field shows it for editing: plain, with this computer's decimal sign. */
export function editableAmount(
  amount: number | null,
  digits: number,
  sign = decimalSign(),
): string {
  if (amount === null) return '';
  return amount.toFixed(digits).replace('.', sign);
}

/** A quantity, up to three decimals, typed with "." or ",". Null when it is not a number. */
export function typedQuantity(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^-?\d+(\.\d+)?$|^-?\.\d+$/.test(plain) ? Number(plain) : null;
}
