/** From line amounts as typed to lines as stored: checked, discount shared, refunds negative. */
import { MAX_AMOUNT_MINOR, type MoneyCodec } from '../../../../shared/lib/money.ts';
import type { SaleInput } from '../../../../shared/schemas/sale-input.ts';
import { atField, invalid } from '../../errors.ts';
import { proportion, shareInProportion } from './exact-shares.ts';
import type { LineAmounts } from './sale-draft.ts';
import { shareDiscount } from './share-discount.ts';
import { priceTimesQuantity } from './unit-price.ts';

export type SaleLineInput = NonNullable<SaleInput['lines']>[number];

/** A line as typed, in minor units: on a refund what is given back is positive. */
export interface TypedLine {
  quantity_milli: number;
  gross_minor: number;
  discount_minor: number;
  tax_minor: number;
  cost_minor: number | null;
}

/** What is said of the whole ticket, in minor units; on a refund positive too. */
export interface TicketAmounts {
  /** Off the lines that were sold. */
  discount_minor: number;
  /** Of the whole ticket; undefined when only lines tell theirs. */
  tax_minor?: number | undefined;
  /** The amounts of lines and discounts contain the tax. */
  tax_included?: boolean | undefined;
}

/** The path of a field of a line in the request, for errors. */
export type FieldOf = (index: number, field: string) => string;

/** Major to minor units. @throws UserError naming the field for more decimals than the currency has */
export function typedLine(
  line: Pick<
    SaleLineInput,
    'quantity' | 'unit_price' | 'amount' | 'gross' | 'discount' | 'tax' | 'cost'
  >,
  money: MoneyCodec,
  field: (name: string) => string,
): TypedLine {
  const minor = (name: string, amount: number) => atField(field(name), () => money.toMinor(amount));
  const quantity = Math.round(line.quantity * 1000);
  return {
    quantity_milli: quantity,
    gross_minor: amountOf(line, quantity, money, field),
    discount_minor: minor('discount', line.discount),
    tax_minor: line.tax === undefined ? 0 : minor('tax', line.tax),
    cost_minor: line.cost === null || line.cost === undefined ? null : minor('cost', line.cost),
  };
}

/** The amount of a line as given, by its unit price, or both when they agree. */
function amountOf(
  line: Pick<SaleLineInput, 'unit_price' | 'amount' | 'gross' | 'quantity'>,
  quantityMilli: number,
  money: MoneyCodec,
  field: (name: string) => string,
): number {
  const { unit_price, quantity } = line;
  const given = line.amount ?? line.gross;
  const amount =
    given === undefined ? undefined : atField(field('amount'), () => money.toMinor(given));
  if (unit_price === undefined) return amount ?? 0;
  const priced = atField(field('unit_price'), () =>
    priceTimesQuantity(unit_price, quantityMilli, money),
  );
  if (amount !== undefined && amount !== priced) {
    throw invalid(
      field('amount'),
      `${quantity} at ${unit_price} each make ${money.toMajor(priced)}, not ${money.toMajor(amount)}. Send ${money.toMajor(priced)}, or leave the amount or the unit price out.`,
    );
  }
  return priced;
}

/**
 * Lines as stored. A line of a sale that takes something back has a negative amount; on a refund
 * every amount is typed positive and stored negative. The ticket's discount is shared over the
 * lines that were sold, its tax over all lines, and tax that the amounts contain is taken out.
 * @throws UserError naming the field that does not fit
 */
export function storedLines(
  typed: readonly TypedLine[],
  ticket: TicketAmounts,
  kind: 'sale' | 'refund',
  money: MoneyCodec,
  field: FieldOf,
): LineAmounts[] {
  const own = typed.map((line, index) => oneLine(line, kind, money, (name) => field(index, name)));
  const discounted = withTicketDiscount(own, ticket.discount_minor, money);
  const taxed = withTicketTax(discounted, ticket.tax_minor, money);
  const lines = ticket.tax_included
    ? taxed.map((line, index) => withoutTax(line, money, field(index, 'tax')))
    : taxed;
  return kind === 'refund' ? lines.map(turned) : lines;
}

function withTicketDiscount(
  lines: LineAmounts[],
  discount: number,
  money: MoneyCodec,
): LineAmounts[] {
  if (discount === 0) return lines;
  const open = lines.map((line) => line.net_minor);
  const most = open.reduce((sum, net) => sum + Math.max(net, 0), 0);
  if (discount > most) {
    throw invalid(
      'discount',
      `The discount is more than what was sold. It can be at most ${money.format(most)}.`,
    );
  }
  const shares = shareDiscount(discount, open);
  return lines.map((line, index) => {
    const share = shares[index] ?? 0;
    return {
      ...line,
      discount_minor: line.discount_minor + share,
      net_minor: line.net_minor - share,
    };
  });
}

function withTicketTax(
  lines: LineAmounts[],
  tax: number | undefined,
  money: MoneyCodec,
): LineAmounts[] {
  if (tax === undefined) return lines;
  const given = lines.reduce((sum, line) => sum + line.tax_minor, 0);
  if (given === tax) return lines;
  if (lines.some((line) => line.tax_minor !== 0)) {
    throw invalid(
      'tax',
      `The taxes of the lines add up to ${money.toMajor(given)}, not to ${money.toMajor(tax)}. Send ${money.toMajor(given)}, or leave the tax of the ticket or those of the lines out.`,
    );
  }
  const nets = lines.map((line) => line.net_minor);
  const whole = nets.reduce((sum, net) => sum + net, 0);
  // Lines that cancel each other out but for a cent would get shares beyond all measure.
  const largest = Math.max(...nets.map(Math.abs));
  if (whole <= 0 || (largest / whole) * tax > MAX_AMOUNT_MINOR) {
    throw invalid(
      'tax',
      'This ticket adds up to nothing, or next to nothing, so its tax belongs to no line. Give the tax on each line.',
    );
  }
  const shares = shareInProportion(tax, nets);
  return lines.map((line, index) => ({ ...line, tax_minor: shares[index] ?? 0 }));
}

/** What stays without the tax: net falls by it, gross and discount in the same proportion. */
function withoutTax(line: LineAmounts, money: MoneyCodec, field: string): LineAmounts {
  const { tax_minor: tax, net_minor: paid } = line;
  if (tax === 0) return line;
  if (Math.abs(tax) > Math.abs(paid)) {
    throw invalid(
      field,
      `The tax of ${money.format(Math.abs(tax))} is more than the ${money.format(Math.abs(paid))} that contain it.`,
    );
  }
  const net = paid - tax;
  const discount = line.discount_minor - proportion(line.discount_minor, tax, paid);
  return { ...line, gross_minor: net + discount, discount_minor: discount, net_minor: net };
}

/** The same line with every sign turned. */
export function turned<Line extends TypedLine & { net_minor?: number }>(line: Line): Line {
  return {
    ...line,
    quantity_milli: negative(line.quantity_milli),
    gross_minor: negative(line.gross_minor),
    discount_minor: negative(line.discount_minor),
    tax_minor: negative(line.tax_minor),
    cost_minor: line.cost_minor === null ? null : negative(line.cost_minor),
    ...(line.net_minor === undefined ? {} : { net_minor: negative(line.net_minor) }),
  };
}

/** −value, but never the −0 that JSON and comparisons stumble over. */
export function negative(value: number): number {
  return value === 0 ? 0 : -value;
}

function oneLine(
  line: TypedLine,
  kind: 'sale' | 'refund',
  money: MoneyCodec,
  field: (name: string) => string,
): LineAmounts {
  const { quantity_milli: quantity, gross_minor: gross } = line;
  if (kind === 'refund' && (gross < 0 || quantity < 0)) {
    throw invalid(
      field(gross < 0 ? 'amount' : 'quantity'),
      'On a refund, write what is given back as a positive number.',
    );
  }
  if (quantity < 0 && gross > 0) {
    throw invalid(
      field('quantity'),
      'A negative quantity takes goods back, so the amount must be negative too.',
    );
  }
  const takesBack = gross < 0 || (gross === 0 && quantity < 0);
  if (line.discount_minor < 0)
    throw invalid(field('discount'), 'The discount must not be below 0.');
  if (line.discount_minor > Math.abs(gross)) {
    throw invalid(
      field('discount'),
      `The discount is more than the line's amount of ${money.format(Math.abs(gross))}.`,
    );
  }
  for (const name of ['tax', 'cost'] as const) {
    const value = line[`${name}_minor`] ?? 0;
    if (takesBack ? value > 0 : value < 0) {
      throw invalid(
        field(name),
        takesBack
          ? `The ${name} of a line that takes goods back must not be above 0.`
          : `The ${name} must not be below 0.`,
      );
    }
  }
  const discount = takesBack ? negative(line.discount_minor) : line.discount_minor;
  return {
    quantity_milli: takesBack ? -Math.abs(quantity) : quantity,
    gross_minor: gross,
    discount_minor: discount,
    net_minor: gross - discount,
    tax_minor: line.tax_minor,
    cost_minor: line.cost_minor,
  };
}
