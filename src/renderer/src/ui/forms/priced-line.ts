/** The amount of a line whose product has a price: it follows the quantity until it is typed by hand. */
import { roundHalfAwayFromZero } from '../../../../shared/lib/money.ts';
import { editableAmount, typedQuantity } from '../format/typed-amount.ts';
import type { SaleLineValues } from './sale-values.ts';

/**
 * Price × quantity as a field shows it, rounded as everywhere in Tillwise.
 * @param price Of one, in major units.
 * @param quantity As typed; blank is one.
 * @param digits Decimals of the currency.
 * @returns null while the quantity is no number
 */
export function amountAt(price: number, quantity: string, digits: number): string | null {
  const count = quantity.trim() ? typedQuantity(quantity) : 1;
  if (count === null) return null;
  const minor = Math.round(price * 10 ** digits);
  const milli = Math.round(count * 1000);
  return editableAmount(roundHalfAwayFromZero((minor * milli) / 1000) / 10 ** digits, digits);
}

/** The amount of the line at another quantity; null when it stays as it is. */
export function followingAmount(
  { priced, product_name }: Pick<SaleLineValues, 'priced' | 'product_name'>,
  quantity: string,
  digits: number,
): string | null {
  return priced && priced.name === product_name ? amountAt(priced.price, quantity, digits) : null;
}
