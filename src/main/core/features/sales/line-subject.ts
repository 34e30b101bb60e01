import { MAX_AMOUNT_MINOR } from '../../../../shared/lib/money.ts';
import { nameKey } from '../../../../shared/lib/text.ts';
import { invalid } from '../../errors.ts';
import { proportion } from './exact-shares.ts';
import type { SaleEntity } from './sale.entity.ts';
import type { SaleLineDraft } from './sale-draft.ts';
import type { SaleLineInput } from './sale-lines.ts';

/** The product that a line is about, and what it cost when that is known. */
export interface LineSubject
  extends Pick<SaleLineDraft, 'product_id' | 'product_name' | 'sku' | 'category_id' | 'category'> {
  /** Cost of `per_milli` of it, in minor units; null when unknown. */
  cost_minor: number | null;
  per_milli: number;
  /** The line that a refund takes back; null on a sale. */
  line_id: number | null;
}

/** A refund of a ticket is about what was sold on it, at the cost it had then. */
export function subjectOnTicket(
  original: SaleEntity,
  line: Pick<SaleLineInput, 'product_id' | 'sku' | 'product_name'>,
  field: (name: string) => string,
): LineSubject {
  const { product_id, sku, product_name } = line;
  const sold = original.lines.filter((candidate) => candidate.gross_minor >= 0);
  const match =
    product_id !== undefined
      ? sold.find((candidate) => candidate.product_id === product_id)
      : sku
        ? sold.find((candidate) => candidate.sku === sku)
        : sold.find((candidate) => nameKey(candidate.product_name) === nameKey(product_name ?? ''));
  if (!match) {
    const name = product_id !== undefined ? 'product_id' : sku ? 'sku' : 'product_name';
    throw invalid(
      field(name),
      `"${product_id ?? sku ?? product_name}" is not on ticket ${original.number}. Name something that was sold there, or leave refund_of empty.`,
    );
  }
  return {
    product_id: match.product_id,
    product_name: match.product_name,
    sku: match.sku,
    category_id: match.category_id,
    category: match.category,
    cost_minor: match.cost_minor,
    per_milli: match.quantity_milli,
    line_id: match.id,
  };
}

/** @throws UserError naming the field for a cost that is too large */
export function costOf(subject: LineSubject, quantityMilli: number, field: string): number | null {
  if (subject.cost_minor === null) return null;
  const cost = proportion(subject.cost_minor, quantityMilli, subject.per_milli);
  if (Math.abs(cost) > MAX_AMOUNT_MINOR)
    throw invalid(field, 'This quantity at the cost of the product is too large an amount.');
  return cost;
}
