/** The amounts of one row of a sales file: what was sold, what was taken off, what came on top. */
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import { proportion } from '../../features/sales/exact-shares.ts';
import { CellProblem } from './cell.ts';
import { type Scaled, scaleDecimal, scaleProduct } from './decimal-text.ts';
import type { Field } from './field.ts';
import type { FieldReader, ShopRules } from './fields.ts';
import type { SaleRow, TicketAmounts } from './sale-values.ts';
import { suggestRounded } from './suggest.ts';

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

const NAMES = ['quantity', 'unit_price', 'amount', 'discount', 'tax', 'cost', 'refund'] as const;

/** Reads the amounts of rows of one file. */
export class SaleAmountsReader {
  readonly #fields: FieldReader;
  readonly #mapping: ImportMapping;
  readonly #rules: ShopRules;
  readonly #at: Readonly<Record<(typeof NAMES)[number], Field>>;
  readonly #ofTicket: readonly (readonly [keyof TicketAmounts, Field])[];
  readonly #refundWords: ReadonlySet<string>;
  /** An exported file: every amount stands there as it is stored, with its sign. */
  readonly #asWritten: boolean;
  #rounded = false;

  constructor(fields: FieldReader, mapping: ImportMapping, rules: ShopRules) {
    this.#fields = fields;
    this.#mapping = mapping;
    this.#rules = rules;
    this.#at = {
      quantity: fields.field('quantity'),
      unit_price: fields.field('unit_price'),
      amount: fields.field('amount'),
      discount: fields.field('discount'),
      tax: fields.field('tax'),
      cost: fields.field('cost'),
      refund: fields.field('refund'),
    };
    this.#ofTicket = ticketFields(fields);
    this.#asWritten = fields.field('record').mapped;
    this.#refundWords = new Set(mapping.refund_words.map((word) => word.trim().toLowerCase()));
  }

  /** Fills in the amounts; the row knows its ticket already. */
  read(row: SaleRow): void {
    const fields = this.#fields;
    const at = this.#at;
    this.#rounded = false;
    if (this.#asWritten) {
      this.#readAsWritten(row);
      return;
    }
    const quantity = fields.quantity(at.quantity);
    let quantityMilli = ONE;
    if (quantity) {
      const scaled = this.#fit(at.quantity, scaleDecimal(quantity, 3));
      if (scaled) quantityMilli = scaled.value;
      if (Math.abs(quantityMilli) > LARGEST_QUANTITY_MILLI)
        fields.report(at.quantity, 'The quantity is above a million. Check it.');
    }
    let gross = this.#gross(quantity);
    row.kind = this.#kindOf(row.ticket);
    if (
      row.kind === 'refund' ||
      // A negative quantity takes goods back, also where the file leaves the amount positive.
      (row.kind === null && quantityMilli < 0)
    )
      gross = -Math.abs(gross);
    const discount = withSignOf(gross, this.#optionalMoney(at.discount));
    if (this.#mapping.amount_is === 'after_discount') gross += discount;
    row.gross = gross + 0;
    row.quantityMilli = gross === 0 ? quantityMilli : withSignOf(gross, quantityMilli);
    row.discount = discount;
    row.tax = withSignOf(gross, this.#optionalMoney(at.tax));
    if (Math.abs(discount) > Math.abs(gross))
      fields.report(at.discount, 'The discount is larger than the amount. Check both.');
    else if (this.#mapping.tax === 'included' && row.tax !== 0) this.#takeOutTax(row);
    const cost = fields.money(at.cost);
    row.cost = cost
      ? withSignOf(gross, this.#scaled(at.cost, scaleDecimal(cost, this.#rules.digits), false))
      : null;
    if (this.#ofTicket.length > 0) row.ofTicket = this.#readOfTicket();
    row.rounded = this.#rounded;
  }

  #readAsWritten(row: SaleRow): void {
    const fields = this.#fields;
    const at = this.#at;
    const quantity = fields.quantity(at.quantity);
    const scaled = quantity && this.#fit(at.quantity, scaleDecimal(quantity, 3));
    row.quantityMilli = scaled ? scaled.value : ONE;
    row.kind = this.#kindOf(row.ticket);
    row.gross = this.#gross(quantity);
    row.discount = this.#optionalMoney(at.discount);
    row.tax = this.#optionalMoney(at.tax);
    const cost = fields.money(at.cost);
    row.cost = cost ? this.#scaled(at.cost, scaleDecimal(cost, this.#rules.digits), false) : null;
    if (this.#ofTicket.length > 0) row.ofTicket = this.#readOfTicket();
    row.rounded = this.#rounded;
  }

  #gross(quantity: ReturnType<FieldReader['quantity']>): number {
    const fields = this.#fields;
    const at = this.#at;
    const price = fields.money(at.unit_price);
    const amount = fields.money(at.amount);
    if (amount) return this.#scaled(at.amount, scaleDecimal(amount, this.#rules.digits), false);
    if (price && fields.raw(at.amount) === '')
      return this.#scaled(
        at.unit_price,
        scaleProduct(quantity ?? { units: 1, scale: 0 }, price, this.#rules.digits),
        true,
      );
    if (fields.problems.length === 0 || fields.raw(at.amount) === '')
      fields.report(
        at.amount.mapped ? at.amount : at.unit_price,
        'The amount is missing. Every row needs one, such as 12.50.',
      );
    return 0;
  }

  /** What stays without the tax: net falls by it, gross and discount in the same proportion. */
  #takeOutTax(row: SaleRow): void {
    const paid = row.gross - row.discount;
    if (Math.abs(row.tax) > Math.abs(paid)) {
      this.#fields.report(this.#at.tax, 'The tax is more than the amount that contains it.');
      return;
    }
    const discount = row.discount - proportion(row.discount, row.tax, paid);
    row.gross = paid - row.tax + discount;
    row.discount = discount;
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
        const mark = this.#fields.raw(this.#at.refund).toLowerCase();
        if (this.#refundWords.size > 0) return this.#refundWords.has(mark) ? 'refund' : 'sale';
        if (YES.has(mark)) return 'refund';
        if (!NO.has(mark))
          this.#fields.report(this.#at.refund, 'Write yes for a refund, or no, or leave it empty.');
        return 'sale';
      }
    }
  }

  #readOfTicket(): TicketAmounts {
    const amounts: TicketAmounts = {
      discount: null,
      tax: null,
      shipping: null,
      tip: null,
      refunded: null,
    };
    for (const [name, field] of this.#ofTicket) {
      const value = this.#fields.money(field);
      if (value)
        amounts[name] = Math.abs(
          this.#scaled(field, scaleDecimal(value, this.#rules.digits), false),
        );
    }
    return amounts;
  }

  #optionalMoney(field: Field): number {
    const value = this.#fields.money(field);
    return value ? this.#scaled(field, scaleDecimal(value, this.#rules.digits), false) : 0;
  }

  #scaled(field: Field, scaled: Scaled | CellProblem, computed: boolean): number {
    const fitting = this.#fit(field, scaled);
    if (!fitting) return 0;
    if (fitting.rounded && !computed && this.#mapping.extra_decimals === 'refuse') {
      const { digits, currency } = this.#rules;
      this.#fields.report(
        field,
        digits === 0
          ? `${currency} has no decimals. Write a whole number.`
          : `This has more than ${digits} decimals, the most that ${currency} has. Round it.`,
        suggestRounded(fitting.value, digits, this.#mapping.decimal),
      );
    }
    return fitting.value;
  }

  #fit(field: Field, scaled: Scaled | CellProblem): Scaled | undefined {
    if (scaled instanceof CellProblem) {
      this.#fields.report(field, scaled.reason);
      return undefined;
    }
    if (scaled.rounded) this.#rounded = true;
    return scaled;
  }
}

function ticketFields(fields: FieldReader): [keyof TicketAmounts, Field][] {
  const all: [keyof TicketAmounts, Field][] = [
    ['discount', fields.field('ticket_discount')],
    ['tax', fields.field('ticket_tax')],
    ['shipping', fields.field('shipping')],
    ['tip', fields.field('tip')],
    ['refunded', fields.field('refunded')],
  ];
  return all.filter(([, field]) => field.mapped);
}

/** What belongs to a line that takes back is negative, however the file writes it. */
function withSignOf(gross: number, value: number): number {
  const magnitude = Math.abs(value);
  return gross < 0 && magnitude !== 0 ? -magnitude : magnitude;
}
