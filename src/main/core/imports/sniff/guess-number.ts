import { cleanCell } from '../read/cell.ts';
import { type DecimalSign, readDecimal } from '../read/decimal-text.ts';

/** A cell as a double, NaN when it is no number. Only for guessing: what is stored is read digit by digit. */
export function guessNumber(cell: string, decimal: DecimalSign): number {
  const read = readDecimal(cleanCell(cell), decimal);
  return read !== null && 'units' in read ? read.units / 10 ** read.scale : Number.NaN;
}
