/** One row of a sales file as it will be stored. */
import { EARLIEST_DATE } from '../../../../shared/lib/business-day.ts';
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import { CellProblem } from './cell.ts';
import { isForeign } from './currency-text.ts';
import { readTime, type WrittenDate } from './date-text.ts';
import type { Field } from './field.ts';
import { FieldReader, otherCurrency, type RowProblem, type ShopRules } from './fields.ts';
import { readPackedItems } from './packed-items.ts';
import { SaleAmountsReader } from './sale-amounts.ts';
import { SaleDetailsReader } from './sale-details.ts';
import { emptyRow, type SaleRow } from './sale-values.ts';
import { createShopClock, type PlacedTime, type ShopClock } from './shop-clock.ts';
import { TenderColumns } from './tender-columns.ts';

const TEXT_FIELDS = [
  'date',
  'time',
  'ticket',
  'product_name',
  'sku',
  'barcode',
  'customer_id',
  'customer_name',
  'category',
  'staff',
  'tender',
  'channel',
  'currency',
  'sold_at',
] as const;

/** Reads rows of one file. The row it returns is used again for the next one. */
export class SaleRowReader {
  readonly #fields: FieldReader;
  readonly #mapping: ImportMapping;
  readonly #rules: ShopRules;
  readonly #clock: ShopClock;
  readonly #amounts: SaleAmountsReader;
  readonly #at: Readonly<Record<(typeof TEXT_FIELDS)[number], Field>>;
  readonly #tenders: TenderColumns;
  readonly #details: SaleDetailsReader | undefined;
  readonly #row: SaleRow;
  #lastWritten: WrittenDate | undefined;
  #lastTime: string | undefined;
  #lastPlaced: PlacedTime | undefined;

  constructor(headers: readonly string[], mapping: ImportMapping, rules: ShopRules) {
    const fields = new FieldReader(headers, mapping, rules.currency);
    const at = (name: (typeof TEXT_FIELDS)[number]) => fields.field(name);
    this.#fields = fields;
    this.#mapping = mapping;
    this.#rules = rules;
    this.#clock = createShopClock(rules.timeZone, rules.dayEndHour);
    this.#amounts = new SaleAmountsReader(fields, mapping, rules);
    this.#at = {
      date: at('date'),
      time: at('time'),
      ticket: at('ticket'),
      product_name: at('product_name'),
      sku: at('sku'),
      barcode: at('barcode'),
      customer_id: at('customer_id'),
      customer_name: at('customer_name'),
      category: at('category'),
      staff: at('staff'),
      tender: at('tender'),
      channel: at('channel'),
      currency: at('currency'),
      sold_at: at('sold_at'),
    };
    this.#tenders = new TenderColumns(headers, mapping, rules);
    const details = new SaleDetailsReader(fields, rules);
    this.#details = details.mapped ? details : undefined;
    this.#row = emptyRow();
  }

  /** @returns the row, or everything that is wrong with it */
  read(cells: readonly string[]): SaleRow | readonly RowProblem[] {
    const fields = this.#fields;
    const at = this.#at;
    const row = this.#row;
    fields.begin(cells);
    const placed = this.#place();
    row.ticket = at.ticket.mapped ? fields.required(at.ticket, 100) : '';
    row.sku = fields.text(at.sku, 100);
    row.barcode = fields.text(at.barcode, 100);
    if (this.#mapping.packed_items) this.#readItems(row);
    else row.productName = fields.text(at.product_name, 200);
    if (row.productName === '' && row.sku === '' && fields.raw(at.product_name) === '') {
      fields.report(
        at.product_name.mapped ? at.product_name : at.sku,
        'The product is missing. Every row needs a product name or a SKU.',
      );
    }
    row.customerName = fields.text(at.customer_name, at.customer_id.mapped ? 200 : 100);
    // A file without ids knows customers by their name.
    row.customerId = at.customer_id.mapped
      ? customerCode(fields.text(at.customer_id, 100))
      : row.customerName;
    row.category = categoryName(fields.text(at.category, 100), this.#mapping.category_paths);
    row.staff = fields.text(at.staff, 100);
    row.tender = fields.text(at.tender, 100);
    row.channel = fields.text(at.channel, 100);
    if (at.currency.mapped) this.#checkCurrency();
    this.#amounts.read(row);
    row.details = this.#details ? this.#details.read() : null;
    if (this.#tenders.mapped) this.#tenders.read(cells, row);
    if (placed) row.placed = placed;
    return fields.problems.length > 0 ? fields.problems : row;
  }

  /** The items that a cell lists; a cell that lists none is the name of one. */
  #readItems(row: SaleRow): void {
    const fields = this.#fields;
    const listed = fields.text(this.#at.product_name, 5000);
    row.items = readPackedItems(listed);
    row.productName = row.items?.[0]?.name ?? listed;
    if (row.productName.length > 200)
      fields.report(this.#at.product_name, 'This is longer than 200 characters. Shorten it.');
  }

  #checkCurrency(): void {
    const field = this.#at.currency;
    const written = this.#fields.raw(field);
    if (written !== '' && isForeign(written, this.#rules.currency))
      this.#fields.report(field, otherCurrency(written, this.#rules.currency));
  }

  #place(): PlacedTime | undefined {
    const { date, time: timeField } = this.#at;
    const written = this.#fields.date(date);
    if (!written) return undefined;
    if (this.#at.sold_at.mapped) {
      const exact = this.#placeExactly(written);
      if (exact) return exact;
    }
    const timeText = written.time === null && timeField.mapped ? this.#fields.raw(timeField) : '';
    if (
      written === this.#lastWritten &&
      timeText === this.#lastTime &&
      this.#lastPlaced !== undefined
    )
      return this.#lastPlaced;
    let time = written.time;
    if (timeText !== '') {
      const read = readTime(timeText);
      if (read instanceof CellProblem) {
        this.#fields.report(timeField, read.reason);
        return undefined;
      }
      time = read;
    }
    const offset = written.offset ?? (this.#mapping.times === 'utc' && time !== null ? 0 : null);
    const placed = this.#clock.place({ date: written.date, time, offset });
    if (placed.businessDate > this.#rules.today) {
      this.#fields.report(
        date,
        `"${this.#fields.shown(date)}" is in the future (today is ${this.#rules.today}). Check the date order or the clock of the till.`,
      );
      return undefined;
    }
    // The early hours of 1 January 1970, or that day in a zone further east.
    if (placed.businessDate < EARLIEST_DATE) {
      this.#fields.report(
        date,
        `"${this.#fields.shown(date)}" belongs to a business day before 1970. Check the year.`,
      );
      return undefined;
    }
    this.#lastWritten = written;
    this.#lastTime = timeText;
    this.#lastPlaced = placed;
    return placed;
  }

  /** The instant that an exported file names; the business date and the hour are as it says. */
  #placeExactly({ date }: WrittenDate): PlacedTime | undefined {
    const { sold_at: field, time } = this.#at;
    const text = this.#fields.raw(field);
    if (text === '') return undefined;
    const soldAt = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) ? Date.parse(text) : Number.NaN;
    const hour = /^([01]\d|2[0-3]):/.exec(this.#fields.raw(time))?.[1];
    if (Number.isNaN(soldAt) || hour === undefined) {
      this.#fields.report(
        field,
        'Write the time as 2026-07-18T10:59:30.000Z, with the hour in the time column.',
      );
      return undefined;
    }
    return date > this.#rules.today
      ? undefined
      : { soldAt, timeKnown: true, businessDate: date, hour: Number(hour) };
  }
}

/** Spreadsheets turn the id 17850 into 17850.0. */
export function customerCode(text: string): string {
  return text.endsWith('0') && /^\d+\.0+$/.test(text) ? text.slice(0, text.indexOf('.')) : text;
}

/**
 * @param paths the file writes "Clothing > Shirts, Sale": the last step of the first path counts
 * @returns '' for what stands for none
 */
export function categoryName(text: string, paths: boolean): string {
  if (text === 'None') return '';
  if (!paths) return text;
  const [first = ''] = text.split(', ');
  return first.split(' > ').at(-1)?.trim() ?? '';
}
