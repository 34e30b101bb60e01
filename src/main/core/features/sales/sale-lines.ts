/** From line amounts as typed to lines as stored: checked, discount shared, refunds negative. */
import type { MoneyCodec } from '../../../../shared/lib/money.ts';
import type { SaleInput } from '../../../../shared/schemas/sale.ts';
import { atField, invalid } from '../../errors.ts';
import type { SaleLineDraft } from './sale-draft.ts';
import { shareDiscount } from './share-discount.ts';

export type SaleLineInput = NonNullable<SaleInput['lines']>[number];

/** A line as typed, in minor units: on a refund what is given back is positive. */
export interface TypedLine {
  quantity_milli: number;
  gross_minor: number;
  discount_minor: number;
  tax_minor: number;
  cost_minor: number | null;
}

export type LineAmounts = Omit<SaleLineDraft, 'product_id' | 'category_id'>;

/** The path of a field of a line in the request, for errors. */
export type FieldOf = (index: number, field: string) => string;

/** Major to minor units. @throws UserError naming the field for more decimals than the currency has */
export function typedLine(
  line: Pick<SaleLineInput, 'quantity' | 'amount' | 'discount' | 'tax' | 'cost'>,
  money: MoneyCodec,
  field: (name: string) => string,
): TypedLine {
  const minor = (name: string, amount: number) => atField(field(name), () => money.toMinor(amount));
  return {
    quantity_milli: Math.round(line.quantity * 1000),
    gross_minor: minor('amount', line.amount),
    discount_minor: minor('discount', line.discount),
    tax_minor: minor('tax', line.tax),
    cost_minor: line.cost === null || line.cost === undefined ? null : minor('cost', line.cost),
  };
}

/**
 * Lines as stored. A line of a sale that takes something back has a negative amount; on a refund
 * every amount is typed positive and stored negative. The ticket's discount is shared over the
 * lines that were sold.
 * @throws UserError naming the field that does not fit
 */
export function storedLines(
  typed: readonly TypedLine[],
  ticketDiscount: number,
  kind: 'sale' | 'refund',
  money: MoneyCodec,
  field: FieldOf,
): LineAmounts[] {
  const lines = typed.map((line, index) =>
    oneLine(line, kind, money, (name) => field(index, name)),
  );
  const open = lines.map((line) => line.net_minor);
  const most = open.reduce((sum, net) => sum + Math.max(net, 0), 0);
  if (ticketDiscount > most) {
    throw invalid(
      'discount',
      `The discount is more than what was sold. It can be at most ${money.format(most)}.`,
    );
  }
  const shares = shareDiscount(ticketDiscount, open);
  return lines.map((line, index) => {
    const share = shares[index] ?? 0;
    const discounted = {
      ...line,
      discount_minor: line.discount_minor + share,
      net_minor: line.net_minor - share,
    };
    return kind === 'refund' ? turned(discounted) : discounted;
  });
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
