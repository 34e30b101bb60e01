/** One row of a sales file as it will be stored. */
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import { CellProblem } from './cell.ts';
import { readTime, type WrittenDate } from './date-text.ts';
import { type Scaled, scaleDecimal, scaleProduct } from './decimal-text.ts';
import { FieldReader, type RowProblem, type ShopRules } from './fields.ts';
import { createShopClock, type PlacedTime, type ShopClock } from './shop-clock.ts';

/** Money in minor units; a row that takes back is negative in quantity, gross, discount and tax. */
export interface SaleRow {
  /** '' when every row is a ticket of its own. */
  ticket: string;
  placed: PlacedTime;
  /** Null leaves it to the sign of the ticket's net sales. */
  kind: 'sale' | 'refund' | null;
  productName: string;
  sku: string;
  barcode: string;
  quantityMilli: number;
  gross: number;
  discount: number;
  tax: number;
  cost: number | null;
  customerId: string;
  customerName: string;
  category: string;
  staff: string;
  tender: string;
  channel: string;
  /** A computed or over-precise amount lost digits. */
  rounded: boolean;
}

const ONE = 1000;
const LARGEST_QUANTITY_MILLI = 1_000_000_000;
const YES = new Set([
  '1',
  'y',
  'yes',
  'true',
  'x',
  'refund',
  'refunded',
  'return',
  'ja',
  'si',
  'sí',
]);
const NO = new Set(['', '0', 'n', 'no', 'false', 'sale', 'payment', 'nein']);

/** Reads rows of one file. The row it returns is used again for the next one. */
export class SaleRowReader {
  readonly #fields: FieldReader;
  readonly #mapping: ImportMapping;
  readonly #rules: ShopRules;
  readonly #clock: ShopClock;
  readonly #row: SaleRow;
  #lastWritten: WrittenDate | undefined;
  #lastTime: string | undefined;
  #lastPlaced: PlacedTime | undefined;
  #rounded = false;

  constructor(headers: readonly string[], mapping: ImportMapping, rules: ShopRules) {
    this.#fields = new FieldReader(headers, mapping);
    this.#mapping = mapping;
    this.#rules = rules;
    this.#clock = createShopClock(rules.timeZone, rules.dayEndHour);
    this.#row = emptyRow();
  }

  /** @returns the row, or everything that is wrong with it */
  read(cells: readonly string[]): SaleRow | readonly RowProblem[] {
    const fields = this.#fields;
    const row = this.#row;
    fields.begin(cells);
    this.#rounded = false;
    const placed = this.#place();
    row.ticket = fields.has('ticket') ? fields.required('ticket', 100) : '';
    row.sku = fields.text('sku', 100);
    row.barcode = fields.text('barcode', 100);
    row.productName = fields.text('product_name', 200);
    if (row.productName === '' && row.sku === '' && fields.raw('product_name') === '') {
      fields.report(
        fields.has('product_name') ? 'product_name' : 'sku',
        'The product is missing. Every row needs a product name or a SKU.',
      );
    }
    row.customerId = customerCode(fields.text('customer_id', 100));
    row.customerName = fields.text('customer_name', 200);
    row.category = fields.text('category', 100);
    if (row.category === 'None') row.category = '';
    row.staff = fields.text('staff', 100);
    row.tender = fields.text('tender', 100);
    row.channel = fields.text('channel', 100);
    this.#readAmounts(row);
    if (placed) row.placed = placed;
    row.rounded = this.#rounded;
    return fields.problems.length > 0 ? fields.problems : row;
  }

  #readAmounts(row: SaleRow): void {
    const fields = this.#fields;
    const quantity = fields.decimal('quantity');
    const price = fields.decimal('unit_price');
    const amount = fields.decimal('amount');
    let quantityMilli = ONE;
    if (quantity) {
      const scaled = this.#fit('quantity', scaleDecimal(quantity, 3));
      if (scaled) quantityMilli = scaled.value;
      if (Math.abs(quantityMilli) > LARGEST_QUANTITY_MILLI)
        fields.report('quantity', 'The quantity is above a million. Check it.');
    }
    let gross = 0;
    if (amount) gross = this.#money('amount', scaleDecimal(amount, this.#rules.digits), false);
    else if (price && fields.raw('amount') === '')
      gross = this.#money(
        'unit_price',
        scaleProduct(quantity ?? { units: 1, scale: 0 }, price, this.#rules.digits),
        true,
      );
    else if (fields.problems.length === 0 || fields.raw('amount') === '')
      fields.report(
        fields.has('amount') ? 'amount' : 'unit_price',
        'The amount is missing. Every row needs one, such as 12.50.',
      );

    row.kind = this.#kindOf(row.ticket);
    if (row.kind === 'refund' && this.#mapping.refund_rule === 'refund_column')
      gross = -Math.abs(gross);
    row.gross = gross;
    row.quantityMilli = gross === 0 ? quantityMilli : withSignOf(gross, quantityMilli);
    row.discount = withSignOf(gross, this.#optionalMoney('discount'));
    row.tax = withSignOf(gross, this.#optionalMoney('tax'));
    if (Math.abs(row.discount) > Math.abs(gross))
      fields.report('discount', 'The discount is larger than the amount. Check both.');
    const cost = fields.decimal('cost');
    row.cost = cost
      ? withSignOf(gross, this.#money('cost', scaleDecimal(cost, this.#rules.digits), false))
      : null;
  }

  #kindOf(ticket: string): SaleRow['kind'] {
    switch (this.#mapping.refund_rule) {
      case 'none':
        return 'sale';
      case 'negative_amount':
        return null;
      case 'ticket_prefix_c':
        return ticket.startsWith('C') || ticket.startsWith('c') ? 'refund' : 'sale';
      case 'refund_column': {
        const mark = this.#fields.raw('refund').toLowerCase();
        if (YES.has(mark)) return 'refund';
        if (!NO.has(mark))
          this.#fields.report('refund', 'Write yes for a refund, or no, or leave it empty.');
        return 'sale';
      }
    }
  }

  #optionalMoney(field: string): number {
    const value = this.#fields.decimal(field);
    return value ? this.#money(field, scaleDecimal(value, this.#rules.digits), false) : 0;
  }

  #money(field: string, scaled: Scaled | CellProblem, computed: boolean): number {
    const fitting = this.#fit(field, scaled);
    if (!fitting) return 0;
    if (fitting.rounded && !computed && this.#mapping.extra_decimals === 'refuse') {
      this.#fields.report(
        field,
        this.#rules.digits === 0
          ? `${this.#rules.currency} has no decimals. Write a whole number.`
          : `This has more than ${this.#rules.digits} decimals, the most that ${this.#rules.currency} has. Round it.`,
      );
    }
    return fitting.value;
  }

  #fit(field: string, scaled: Scaled | CellProblem): Scaled | undefined {
    if (scaled instanceof CellProblem) {
      this.#fields.report(field, scaled.reason);
      return undefined;
    }
    if (scaled.rounded) this.#rounded = true;
    return scaled;
  }

  #place(): PlacedTime | undefined {
    const written = this.#fields.date('date');
    if (!written) return undefined;
    const timeText = written.time === null ? this.#fields.raw('time') : '';
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
        this.#fields.report('time', read.reason);
        return undefined;
      }
      time = read;
    }
    const placed = this.#clock.place({ ...written, time });
    if (placed.businessDate > this.#rules.today) {
      this.#fields.report(
        'date',
        `"${this.#fields.shown('date')}" is in the future (today is ${this.#rules.today}). Check the date order or the clock of the till.`,
      );
      return undefined;
    }
    this.#lastWritten = written;
    this.#lastTime = timeText;
    this.#lastPlaced = placed;
    return placed;
  }
}

/** Spreadsheets turn the id 17850 into 17850.0. */
export function customerCode(text: string): string {
  return /^\d+\.0+$/.test(text) ? text.slice(0, text.indexOf('.')) : text;
}

/** What belongs to a line that takes back is negative, however the file writes it. */
function withSignOf(gross: number, value: number): number {
  const magnitude = Math.abs(value);
  return gross < 0 && magnitude !== 0 ? -magnitude : magnitude;
}

function emptyRow(): SaleRow {
  return {
    ticket: '',
    placed: { soldAt: 0, timeKnown: false, businessDate: '', hour: null },
    kind: null,
    productName: '',
    sku: '',
    barcode: '',
    quantityMilli: ONE,
    gross: 0,
    discount: 0,
    tax: 0,
    cost: null,
    customerId: '',
    customerName: '',
    category: '',
    staff: '',
    tender: '',
    channel: '',
    rounded: false,
  };
}
