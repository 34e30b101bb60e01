/** Which sign expenses have: plain on a list of them, negative on the statement of a bank. */
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import type { DecimalSign } from '../read/decimal-text.ts';
import { guessNumber } from './guess-number.ts';

export interface MoneyOutVerdict {
  /** Undefined when it is not asked. */
  moneyOut: ImportMapping['money_out'] | undefined;
  reason: string | undefined;
  /** Amounts of both signs were seen: it may be meant the other way. */
  open: boolean;
}

/** @param rows the first rows of the file */
export function sniffMoneyOut(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  columns: ImportMapping['columns'],
  decimal: DecimalSign,
): MoneyOutVerdict {
  const at = headers.indexOf(columns.amount ?? '');
  const amounts =
    at < 0 ? [] : rows.map((row) => guessNumber(row[at] ?? '', decimal)).filter((one) => one !== 0);
  const negative = amounts.filter((amount) => amount < 0).length;
  const positive = amounts.filter((amount) => amount > 0).length;
  // A list of expenses has a negative amount by mistake only.
  const statement = negative > 0 && negative >= positive;
  return {
    moneyOut: statement ? 'negative' : 'positive',
    reason: statement
      ? 'Negative amounts are read as money out, as on the statement of a bank.'
      : undefined,
    open: negative > 0 && positive > 0,
  };
}
