/** Reads the fields of a row through the mapping, and collects what is wrong with it. */
import { hasControlCharacter } from '../../../../shared/lib/text.ts';
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import { CellProblem, cleanCell, SHOWN_VALUE, shown } from './cell.ts';
import { type DateOrder, readDate, type WrittenDate } from './date-text.ts';
import { type Decimal, type DecimalSign, readDecimal } from './decimal-text.ts';

/** What the rows of a file become depends on the shop, too. Plain data: it goes to a worker thread. */
export interface ShopRules {
  timeZone: string;
  dayEndHour: number;
  /** Decimals of the currency. */
  digits: number;
  currency: string;
  /** The business date today: nothing is sold after it. */
  today: string;
}

/** One thing wrong with a row. */
export interface RowProblem {
  column: string;
  value: string;
  reason: string;
}

export class FieldReader {
  readonly #index: ReadonlyMap<string, number>;
  readonly #headers: ReadonlyMap<string, string>;
  readonly #order: DateOrder;
  readonly #decimal: DecimalSign;
  readonly #width: number;
  #cells: readonly string[] = [];
  #problems: RowProblem[] = [];
  #lastDate = '';
  #lastRead: WrittenDate | CellProblem | undefined;

  constructor(headers: readonly string[], mapping: ImportMapping) {
    const index = new Map<string, number>();
    for (const [field, header] of Object.entries(mapping.columns)) {
      const position = headers.indexOf(header);
      if (position >= 0) index.set(field, position);
    }
    this.#index = index;
    this.#headers = new Map(Object.entries(mapping.columns));
    this.#order = mapping.date_order;
    this.#decimal = mapping.decimal;
    this.#width = headers.length;
  }

  /** Starts with a new row. */
  begin(cells: readonly string[]): void {
    this.#cells = cells;
    if (this.#problems.length > 0) this.#problems = [];
    if (cells.length > this.#width && hasContentBeyond(cells, this.#width)) {
      this.#problems.push({
        column: '',
        value: cells.slice(this.#width).join(' ').slice(0, SHOWN_VALUE),
        reason: `This row has ${cells.length} cells, the header has ${this.#width}. Put values that contain the separator in quotes.`,
      });
    }
  }

  /** What is wrong with the row so far. */
  get problems(): readonly RowProblem[] {
    return this.#problems;
  }

  has(field: string): boolean {
    return this.#index.has(field);
  }

  /** The cell as it stands, cleaned; '' when there is none. */
  raw(field: string): string {
    const position = this.#index.get(field);
    return position === undefined ? '' : cleanCell(this.#cells[position] ?? '');
  }

  /** Text that can be stored; '' when there is none or it is wrong. */
  text(field: string, most: number): string {
    const value = this.raw(field);
    if (value === '') return value;
    if (value.length > most) {
      this.report(field, `This is longer than ${most} characters. Shorten it.`);
      return '';
    }
    if (hasControlCharacter(value)) {
      this.report(
        field,
        'This contains a character that cannot be stored (such as NUL). Remove it.',
      );
      return '';
    }
    return value;
  }

  /** Text that must be there. */
  required(field: string, most: number): string {
    const value = this.text(field, most);
    if (value === '' && this.raw(field) === '')
      this.report(field, `The ${field.replaceAll('_', ' ')} is missing. Every row needs one.`);
    return value;
  }

  /** A number, exactly as written; null when there is none or it is wrong. */
  decimal(field: string): Decimal | null {
    const value = this.raw(field);
    if (value === '') return null;
    const read = readDecimal(value, this.#decimal);
    if (!(read instanceof CellProblem)) return read;
    this.report(field, read.reason);
    return null;
  }

  /** The date that must be there; undefined when it is missing or wrong. */
  date(field: string): WrittenDate | undefined {
    const value = this.raw(field);
    if (value === '') {
      this.report(field, 'The date is missing. Every row needs one, such as 2026-07-18.');
      return undefined;
    }
    // Rows of a ticket share their time: most reads are the same text again.
    if (value !== this.#lastDate || this.#lastRead === undefined) {
      this.#lastDate = value;
      this.#lastRead = readDate(value, this.#order);
    }
    if (!(this.#lastRead instanceof CellProblem)) return this.#lastRead;
    this.report(field, this.#lastRead.reason);
    return undefined;
  }

  report(field: string, reason: string): void {
    const position = this.#index.get(field);
    const value = position === undefined ? '' : (this.#cells[position] ?? '');
    this.#problems.push({
      column: this.#headers.get(field) ?? field,
      value: value.slice(0, SHOWN_VALUE),
      reason,
    });
  }

  /** The value of a field for a message. */
  shown(field: string): string {
    return shown(this.raw(field));
  }
}

function hasContentBeyond(cells: readonly string[], width: number): boolean {
  for (let index = width; index < cells.length; index++) {
    if (cells[index]?.trim()) return true;
  }
  return false;
}
