/** Taking back what was sold, line by line: exact shares, and the last one gets the rest. */
import { conflict, invalid } from '../../errors.ts';
import { proportion } from './exact-shares.ts';
import type { SaleEntity, SaleLineEntity } from './sale.entity.ts';
import type { SaleLineDraft } from './sale-draft.ts';
import { negative } from './sale-lines.ts';

type Amounts = Pick<
  SaleLineEntity,
  'quantity_milli' | 'gross_minor' | 'discount_minor' | 'tax_minor' | 'cost_minor'
>;

/** What is left of a line once its refunds are taken off; signed as the line is. */
interface LineLeft extends Amounts {
  line: SaleLineEntity;
}

/** What is left of a sale. */
export interface SaleLeft {
  lines: readonly LineLeft[];
  tip_minor: number;
  shipping_minor: number;
}

/** @param refunds those of the sale that count */
export function leftOf(sale: SaleEntity, refunds: readonly SaleEntity[]): SaleLeft {
  const lines = sale.lines.map((line): LineLeft => ({ ...amountsOf(line), line }));
  for (const refund of refunds) {
    for (const taken of refund.lines) takeOff(lines, taken);
  }
  const rest = (key: 'tip_minor' | 'shipping_minor') =>
    refunds.reduce((sum, refund) => sum + refund[key], sale[key]);
  return { lines, tip_minor: rest('tip_minor'), shipping_minor: rest('shipping_minor') };
}

/** A line of a refund comes off the line that it names, and what is more off others of its product. */
function takeOff(lines: readonly LineLeft[], taken: SaleLineEntity): void {
  const candidates = lines
    .filter(({ line }) => line.product_id === taken.product_id)
    .filter(({ line }) => line.quantity_milli < 0 === taken.quantity_milli > 0)
    .sort((a, b) => Number(names(taken, b)) - Number(names(taken, a)));
  let open: Amounts = amountsOf(taken);
  candidates.forEach((left, index) => {
    const isLast = index === candidates.length - 1;
    const fits = Math.abs(open.quantity_milli) <= Math.abs(left.quantity_milli);
    const part = isLast || fits ? open : shareOf(open, negative(left.quantity_milli));
    add(left, part, 1);
    const rest = { ...open };
    add(rest, part, -1);
    open = rest;
  });
}

function names(refund: SaleLineEntity, left: LineLeft): boolean {
  return refund.refund_of_line_id === left.line.id;
}

function amountsOf(line: Amounts): Amounts {
  const { quantity_milli, gross_minor, discount_minor, tax_minor, cost_minor } = line;
  return { quantity_milli, gross_minor, discount_minor, tax_minor, cost_minor };
}

function add(to: Amounts, amounts: Amounts, times: 1 | -1): void {
  to.quantity_milli += times * amounts.quantity_milli;
  to.gross_minor += times * amounts.gross_minor;
  to.discount_minor += times * amounts.discount_minor;
  to.tax_minor += times * amounts.tax_minor;
  if (to.cost_minor !== null) to.cost_minor += times * (amounts.cost_minor ?? 0);
}

/** The share that a part of a quantity has of its amounts; all of it has all of them. */
function shareOf(all: Amounts, quantityMilli: number): Amounts {
  const share = (amount: number) => proportion(amount, quantityMilli, all.quantity_milli);
  return {
    quantity_milli: quantityMilli,
    gross_minor: share(all.gross_minor),
    discount_minor: share(all.discount_minor),
    tax_minor: share(all.tax_minor),
    cost_minor: all.cost_minor === null ? null : share(all.cost_minor),
  };
}

/** True when there is nothing to take back any more. */
export function isUsedUp(left: Amounts): boolean {
  return (
    left.quantity_milli === 0 && left.gross_minor === left.discount_minor && left.tax_minor === 0
  );
}

/**
 * The lines of a refund of everything that is left.
 * @throws UserError CONFLICT when nothing is left
 */
export function everythingLeft(sale: SaleEntity, left: SaleLeft): SaleLineDraft[] {
  const lines = left.lines.filter((line) => !isUsedUp(line));
  if (lines.length === 0)
    throw conflict('id', `Ticket ${sale.number} was refunded in full already.`);
  return lines.map((line) => refundLine(line, line));
}

/**
 * The lines of a refund of some lines.
 * @throws UserError naming the line that the ticket does not have, or has less of
 */
export function someLines(
  sale: SaleEntity,
  left: SaleLeft,
  wanted: readonly { line_id: number; quantity?: number | undefined }[],
): SaleLineDraft[] {
  const named = new Set<number>();
  return wanted.map(({ line_id, quantity }, index) => {
    const line = left.lines.find((candidate) => candidate.line.id === line_id);
    if (!line) {
      throw invalid(
        `lines.${index}.line_id`,
        `Ticket ${sale.number} has no line with the id ${line_id}. Its lines are ${sale.lines.map(({ id }) => id).join(', ')}.`,
      );
    }
    if (named.has(line_id))
      throw invalid(`lines.${index}.line_id`, 'This line is named twice. Add the quantities up.');
    named.add(line_id);
    const name = line.line.product_name;
    if (line.line.gross_minor < 0 || line.line.quantity_milli < 0) {
      throw invalid(
        `lines.${index}.line_id`,
        `On this line "${name}" came back; there is nothing to refund.`,
      );
    }
    if (isUsedUp(line)) {
      throw invalid(
        `lines.${index}.line_id`,
        `"${name}" on ticket ${sale.number} was refunded in full already.`,
      );
    }
    const milli = quantity === undefined ? line.quantity_milli : Math.round(quantity * 1000);
    if (milli > line.quantity_milli) {
      throw invalid(
        `lines.${index}.quantity`,
        `Of "${name}" on ticket ${sale.number}, ${line.quantity_milli / 1000} can still be refunded.`,
      );
    }
    return refundLine(line, milli === line.quantity_milli ? line : shareOf(line, milli));
  });
}

function refundLine({ line }: LineLeft, amounts: Amounts): SaleLineDraft {
  return {
    product_id: line.product_id,
    product_name: line.product_name,
    sku: line.sku,
    category_id: line.category_id,
    category: line.category,
    quantity_milli: negative(amounts.quantity_milli),
    gross_minor: negative(amounts.gross_minor),
    discount_minor: negative(amounts.discount_minor),
    net_minor: negative(amounts.gross_minor - amounts.discount_minor),
    tax_minor: negative(amounts.tax_minor),
    cost_minor: amounts.cost_minor === null ? null : negative(amounts.cost_minor),
    refund_of_line_id: line.id,
  };
}
