import { MAX_AMOUNT_MINOR, type MoneyCodec, MoneyError } from '../../../../shared/lib/money.ts';
import { proportion } from './exact-shares.ts';

/** Of a unit price: a litre of petrol or a gram of tea costs parts of the smallest coin. */
const PRICE_DECIMALS = 6;

/**
 * Price × quantity in minor units, exactly, rounded half away from zero.
 * @param unitPrice in major units, with at most six decimals
 * @throws MoneyError for more decimals, or an amount that is too large
 */
export function priceTimesQuantity(
  unitPrice: number,
  quantityMilli: number,
  money: MoneyCodec,
): number {
  const match = /^(\d+)(?:\.(\d{1,6}))?$/.exec(String(unitPrice));
  if (!match) throw new MoneyError('A unit price has at most six decimals.');
  const [, whole = '0', fraction = ''] = match;
  const scaled = Number(whole + fraction.padEnd(PRICE_DECIMALS, '0'));
  if (!Number.isSafeInteger(scaled)) throw new MoneyError('The unit price is too large.');
  const amount = proportion(scaled, quantityMilli, 10 ** (PRICE_DECIMALS + 3 - money.digits));
  if (Math.abs(amount) > MAX_AMOUNT_MINOR)
    throw new MoneyError('This unit price at this quantity is too large an amount.');
  return amount;
}
