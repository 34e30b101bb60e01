/** How a file writes its numbers and dates, judged from many rows, with the reason in words. */
import { CellProblem, cleanCell } from '../read/cell.ts';
import { type DateOrder, orderEvidence } from '../read/date-text.ts';
import { type DecimalSign, readDecimal } from '../read/decimal-text.ts';

/** 1,234 is a thousand or a little more than one. */
const THOUSAND_OR_NOT = /^[^\d]*\d{1,3}[.,]\d{3}[^\d]*$/;

/** The decimal sign that more values need. */
export function sniffDecimalSign(values: readonly string[]): {
  decimal: DecimalSign;
  reason: string | undefined;
  /** Values were seen that fit both signs, and none that fits only one. */
  open: boolean;
} {
  let points = 0;
  let commas = 0;
  let either = 0;
  for (const value of values) {
    const text = cleanCell(value);
    const fitsPoint = !(readDecimal(text, '.') instanceof CellProblem);
    const fitsComma = !(readDecimal(text, ',') instanceof CellProblem);
    if (fitsPoint && !fitsComma) points++;
    if (fitsComma && !fitsPoint) commas++;
    if (fitsPoint && fitsComma && THOUSAND_OR_NOT.test(text)) either++;
  }
  if (commas > points)
    return {
      decimal: ',',
      open: false,
      reason: `Amounts are read with a decimal comma: ${rowsHave(commas)} one.`,
    };
  return {
    decimal: '.',
    open: points === 0 && either > 0,
    reason:
      points > 0 ? `Amounts are read with a decimal point: ${rowsHave(points)} one.` : undefined,
  };
}

/** Counts what dates say about the order of day and month. */
export class DateOrderTally {
  readonly #counts = { ymd: 0, dmy: 0, mdy: 0, either: 0 };
  #dotted = 0;

  add(value: string): void {
    const text = cleanCell(value);
    const evidence = orderEvidence(text);
    if (!evidence) return;
    this.#counts[evidence]++;
    if (evidence === 'either' && text.includes('.')) this.#dotted++;
  }

  /** False while every date fits both orders. */
  get decided(): boolean {
    const { ymd, dmy, mdy } = this.#counts;
    return ymd + dmy + mdy > 0;
  }

  /** True when dates were seen that fit both orders. */
  get open(): boolean {
    return this.#counts.either > this.#dotted && !this.decided;
  }

  verdict(): { order: DateOrder; reason: string | undefined } {
    const { ymd, dmy, mdy, either } = this.#counts;
    if (dmy > 0 && dmy >= mdy && dmy + either >= ymd)
      return {
        order: 'dmy',
        reason: `Dates are read as day/month because ${rowsHave(dmy)} a first number above 12.`,
      };
    if (mdy > 0 && mdy + either >= ymd)
      return {
        order: 'mdy',
        reason: `Dates are read as month/day because ${rowsHave(mdy)} a second number above 12.`,
      };
    if (ymd > 0) return { order: 'ymd', reason: 'Dates are read as year-month-day.' };
    if (either > 0 && either === this.#dotted)
      return {
        order: 'dmy',
        reason: 'Dates are read as day.month.year: they are written with dots.',
      };
    if (either > 0)
      return {
        order: 'dmy',
        reason: 'Dates are read as day/month, but every date in the file would also fit month/day.',
      };
    return { order: 'ymd', reason: undefined };
  }
}

function rowsHave(count: number): string {
  return count === 1 ? '1 row has' : `${count.toLocaleString('en')} rows have`;
}
