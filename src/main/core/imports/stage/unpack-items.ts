/** A row that lists several items: each becomes a line, and the amounts of the row are shared. */
import { shareInProportion } from '../../features/sales/exact-shares.ts';
import type { PackedItem } from '../read/packed-items.ts';
import type { SaleRow } from '../read/sale-values.ts';

/**
 * Calls `add` once for each item, the row holding that item's share. The file names no prices, so
 * amounts are shared by quantity; the shares add up to what the row says.
 */
export function eachItem(row: SaleRow, items: readonly PackedItem[], add: () => void): void {
  const { gross, discount, tax, cost } = row;
  const weights = items.map((item) => item.quantityMilli);
  const grosses = shares(gross, weights);
  const discounts = shares(discount, weights);
  const taxes = shares(tax, weights);
  const costs = cost === null ? undefined : shares(cost, weights);
  items.forEach((item, index) => {
    row.productName = item.name;
    row.quantityMilli = gross < 0 ? -item.quantityMilli : item.quantityMilli;
    row.gross = grosses[index] ?? 0;
    row.discount = discounts[index] ?? 0;
    row.tax = taxes[index] ?? 0;
    row.cost = costs?.[index] ?? null;
    add();
  });
}

function shares(amount: number, weights: readonly number[]): number[] {
  // No quantity at all ("0× Mug"): the first line has it.
  if (weights.every((weight) => weight === 0)) return weights.map((_, at) => (at ? 0 : amount));
  const parts = shareInProportion(Math.abs(amount), weights);
  return amount < 0 ? parts.map((part) => 0 - part) : parts;
}
