/** A refund of a ticket gives back at most what was sold on it, over all its refunds. */
import type { MoneyCodec } from '../../../../shared/lib/money.ts';
import { invalid } from '../../errors.ts';
import type { SaleEntity } from './sale.entity.ts';
import type { SaleDraft } from './sale-draft.ts';

type Lines = readonly {
  product_id: number;
  quantity_milli: number;
  net_minor: number;
  tax_minor: number;
}[];
type Ticket = Pick<SaleDraft, 'tip_minor' | 'shipping_minor' | 'lines'>;

/**
 * @param sold the lines, tip and shipping of the sale
 * @param refunds every refund of it that counts, the one in question last; stored, so negative
 * @throws UserError that says what is left
 */
export function checkRefunds(
  sale: Pick<SaleEntity, 'number'> & {
    lines: readonly { product_id: number; product_name: string }[];
  },
  sold: Ticket,
  refunds: readonly Ticket[],
  money: MoneyCodec,
): void {
  const left = byProduct([...sold.lines, ...refunds.flatMap((refund) => refund.lines)]);
  const newest = refunds.at(-1)?.lines ?? [];
  for (const productId of new Set(refunds.flatMap(({ lines }) => lines.map(productOf)))) {
    const { quantity = 0, net = 0 } = left.get(productId) ?? {};
    if (quantity >= 0 && net >= 0) continue;
    const name = sale.lines.find((line) => line.product_id === productId)?.product_name;
    const position = newest.findIndex((line) => line.product_id === productId);
    const path = newest.length > 1 && position >= 0 ? `lines.${position}.` : '';
    throw invalid(
      `${path}${quantity < 0 ? 'quantity' : 'amount'}`,
      quantity < 0
        ? `That is ${-quantity / 1000} more of "${name}" than ticket ${sale.number} sold, earlier refunds counted.`
        : `That is ${money.format(-net)} more for "${name}" than was paid on ticket ${sale.number}, earlier refunds counted.`,
    );
  }
  // With the tax only all together: a till may round that of each part otherwise.
  const paid = sumWithTax(sold.lines.filter((line) => line.net_minor >= 0));
  const over = -refunds.reduce((sum, refund) => sum + sumWithTax(refund.lines), paid);
  if (over > 0) {
    throw invalid(
      'tax',
      `With its tax that is ${money.format(over)} more than was paid on ticket ${sale.number}, earlier refunds counted.`,
    );
  }
  for (const [field, key] of [
    ['tip', 'tip_minor'],
    ['shipping', 'shipping_minor'],
  ] as const) {
    const rest = refunds.reduce((sum, refund) => sum + refund[key], sold[key]);
    if (rest < 0) {
      throw invalid(
        field,
        `That is ${money.format(-rest)} more ${field} than ticket ${sale.number} had, earlier refunds counted.`,
      );
    }
  }
}

function sumWithTax(lines: Lines): number {
  return lines.reduce((sum, line) => sum + line.net_minor + line.tax_minor, 0);
}

function productOf(line: { product_id: number }): number {
  return line.product_id;
}

function byProduct(lines: Lines): Map<number, { quantity: number; net: number }> {
  const sums = new Map<number, { quantity: number; net: number }>();
  for (const line of lines) {
    const sum = sums.get(line.product_id) ?? { quantity: 0, net: 0 };
    sum.quantity += line.quantity_milli;
    sum.net += line.net_minor;
    sums.set(line.product_id, sum);
  }
  return sums;
}
