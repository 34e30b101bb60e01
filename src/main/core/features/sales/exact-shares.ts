/** Parts of whole numbers that add up to the whole. */

/** Products below this are exact in a double, and so is the side of a half that their quotient is on. */
const EXACT = 2 ** 50;

/**
 * amount × part ÷ whole, exactly, rounded half away from zero.
 * @param whole not 0
 */
export function proportion(amount: number, part: number, whole: number): number {
  if (part === whole) return amount;
  if (part === 0 || amount === 0) return 0;
  const product = amount * part;
  if (Math.abs(product) < EXACT) {
    const magnitude = Math.floor(Math.abs(product / whole) + 0.5);
    return magnitude === 0 ? 0 : product < 0 === whole < 0 ? magnitude : -magnitude;
  }
  return Number(roundedQuotient(BigInt(amount) * BigInt(part), BigInt(whole)));
}

/**
 * Shares an amount in proportion to the weights. The shares add up to it, none is further than one
 * unit from its fair part, and each has the sign of its weight.
 * @param amount from 0 up
 * @param weights their sum is above 0
 * @throws RangeError for a share too large to be exact: weights far beyond their own sum make it so
 */
export function shareInProportion(amount: number, weights: readonly number[]): number[] {
  const whole = BigInt(weights.reduce((sum, weight) => sum + weight, 0));
  if (amount < 0 || whole <= 0n) throw new RangeError('only a positive amount can be shared');
  let reached = 0n;
  let given = 0n;
  return weights.map((weight) => {
    reached += BigInt(weight);
    // Of what was shared up to here, so that no rounding is ever lost.
    const upTo = roundedQuotient(BigInt(amount) * reached, whole);
    const share = Number(upTo - given);
    if (!Number.isSafeInteger(share)) throw new RangeError('a share is too large to be exact');
    given = upTo;
    return share;
  });
}

function roundedQuotient(dividend: bigint, divisor: bigint): bigint {
  const [over, under] = divisor < 0n ? [-dividend, -divisor] : [dividend, divisor];
  return over < 0n ? -((-over * 2n + under) / (under * 2n)) : (over * 2n + under) / (under * 2n);
}
