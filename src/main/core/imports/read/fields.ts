/** Reads the fields of a row through the mapping, and collects what is wrong with it. */
import type { CategoryRule } from '../../../../shared/lib/expense-rules.ts';
import { hasUnstorable } from '../../../../shared/lib/text.ts';
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import { CellProblem, cleanCell, SHOWN_VALUE, shown } from './cell.ts';
import { foreignCurrency } from './currency-text.ts';
import { type DateOrder, readDate, type WrittenDate } from './date-text.ts';
import { type Decimal, type DecimalSign, readDecimal } from './decimal-text.ts';
import { type Field, fieldOf } from './field.ts';
import { suggestDate, suggestDecimal, withoutUnit } from './suggest.ts';

/** What the rows of a file become depends on the shop, too. Plain data: it goes to a worker thread. */
export interface ShopRules {
  timeZone: string;
  dayEndHour: number;
  /** Decimals of the currency. */
  digits: number;
  currency: string;
  /** The business date today: nothing is sold after it. */
  today: string;
  /** Of expenses that have no category of their own. */
  categoryRules?: readonly CategoryRule[] | undefined;
}

/** One thing wrong with a row. */
export interface RowProblem {
  column: string;
  value: string;
  reason: string;
  /** What the value should most likely be, as the file would write it. */
  suggestion: string | null;
}

/** A row that is left out on purpose. */
export class Excluded {
  /** Why, in words. */
  readonly excluded: string;

  constructor(reason: string) {
    this.excluded = reason;
  }
}

export class FieldReader {
  readonly #headers: readonly string[];
  readonly #mapping: ImportMapping;
  readonly #order: DateOrder;
  readonly #decimal: DecimalSign;
  readonly #currency: string;
  readonly #width: number;
  #cells: readonly string[] = [];
  #problems: RowProblem[] = [];
  #lastDate = '';
  #lastRead: WrittenDate | CellProblem | undefined;

  /** @param currency of the shop; amounts marked with another one are wrong */
  constructor(headers: readonly string[], mapping: ImportMapping, currency = '') {
    this.#headers = headers;
    this.#mapping = mapping;
    this.#order = mapping.date_order;
    this.#decimal = mapping.decimal;
    this.#currency = currency;
    this.#width = headers.length;
  }

  /** Where a field stands; to be asked once, not for each row. */
  field(name: string): Field {
    return fieldOf(name, this.#headers, this.#mapping);
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
        suggestion: null,
      });
    }
  }

  /** What is wrong with the row so far. */
  get problems(): readonly RowProblem[] {
    return this.#problems;
  }

  /** The cell as it stands, cleaned; '' when there is none. */
  raw(field: Field): string {
    const own = field.at < 0 ? '' : cleanCell(this.#cells[field.at] ?? '');
    return field.plain ? own : this.#composed(field, own);
  }

  #composed(field: Field, own: string): string {
    let value = field.emptyWords.has(own.toLowerCase()) ? '' : own;
    let from = field.at;
    for (const at of field.fallback) {
      if (value !== '') break;
      value = cleanCell(this.#cells[at] ?? '');
      from = at;
    }
    for (const at of field.joined) {
      if (at === from) continue;
      const part = cleanCell(this.#cells[at] ?? '');
      if (part !== '') value = value === '' ? part : `${value} ${part}`;
    }
    return value === '' ? field.fixed : value;
  }

  /** Text that can be stored; '' when there is none or it is wrong. */
  text(field: Field, most: number): string {
    if (!field.mapped) return '';
    const value = this.raw(field);
    if (value === '') return value;
    if (value.length > most) {
      this.report(field, `This is longer than ${most} characters. Shorten it.`);
      return '';
    }
    if (hasUnstorable(value)) {
      this.report(
        field,
        'This contains a character that cannot be stored (such as NUL). Remove it.',
      );
      return '';
    }
    return value;
  }

  /** Text that must be there. */
  required(field: Field, most: number): string {
    const value = this.text(field, most);
    if (value === '' && this.raw(field) === '')
      this.report(field, `The ${field.name.replaceAll('_', ' ')} is missing. Every row needs one.`);
    return value;
  }

  /** A number, exactly as written but for its unit ("2 kg"); null when there is none or it is wrong. */
  quantity(field: Field): Decimal | null {
    if (!field.mapped) return null;
    const value = this.raw(field);
    if (value === '') return null;
    const read = readDecimal(value, this.#decimal);
    if (!(read instanceof CellProblem)) return read;
    const bare = withoutUnit(value);
    const again = bare === undefined ? null : readDecimal(bare, this.#decimal);
    if (again !== null && !(again instanceof CellProblem)) return again;
    this.#reportNumber(field, value, read.reason);
    return null;
  }

  /** An amount of the shop's currency, exactly as written; null when there is none or it is wrong. */
  money(field: Field): Decimal | null {
    if (!field.mapped) return null;
    const value = this.raw(field);
    if (value === '') return null;
    const read = readDecimal(value, this.#decimal);
    if (read === null) return null;
    if (read instanceof CellProblem) {
      this.#reportNumber(field, value, read.reason);
      return null;
    }
    const foreign = this.#currency === '' ? undefined : foreignCurrency(value, this.#currency);
    if (foreign === undefined) return read;
    this.report(field, otherCurrency(foreign, this.#currency));
    return null;
  }

  /** The date that must be there; undefined when it is missing or wrong. */
  date(field: Field): WrittenDate | undefined {
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
    this.report(field, this.#lastRead.reason, suggestDate(value, this.#order));
    return undefined;
  }

  report(field: Field, reason: string, suggestion: string | null = null): void {
    const own = field.at < 0 ? '' : (this.#cells[field.at] ?? '');
    const value = own.trim() === '' ? this.raw(field) : own;
    this.#problems.push({
      column: field.header,
      value: value.slice(0, SHOWN_VALUE),
      reason,
      suggestion,
    });
  }

  /** The value of a field for a message. */
  shown(field: Field): string {
    return shown(this.raw(field));
  }

  #reportNumber(field: Field, value: string, reason: string): void {
    this.report(field, reason, suggestDecimal(value, this.#decimal));
  }
}

/** Why an amount of another currency is not stored. */
export function otherCurrency(written: string, shop: string): string {
  return `This is in ${written}, but the shop’s currency is ${shop}. Write the amount in ${shop}, or change the currency in Settings.`;
}

function hasContentBeyond(cells: readonly string[], width: number): boolean {
  for (let index = width; index < cells.length; index++) {
    if (cells[index]?.trim()) return true;
  }
  return false;
}
