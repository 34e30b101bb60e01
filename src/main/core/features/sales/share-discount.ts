/**
 * Shares a ticket's discount over amounts in proportion, exactly: everyone gets the whole part of
 * their share, and the minor units left over go to the largest remainders (Hamilton's method);
 * among equal remainders the earlier line first.
 * @param discount minor units, from 0 to the sum of the positive amounts
 * @param amounts minor units; those of 0 and below get nothing
 * @returns one share per amount; they add up to the discount and none is above its amount
 */
export function shareDiscount(discount: number, amounts: readonly number[]): number[] {
  const total = amounts.reduce((sum, amount) => sum + Math.max(amount, 0), 0);
  if (discount < 0 || discount > total)
    throw new RangeError(`a discount of ${discount} does not fit ${total}`);
  const shares = amounts.map(() => 0);
  if (discount === 0) return shares;
  // The products pass 2^53, where doubles are no longer exact.
  const whole = BigInt(discount);
  const divisor = BigInt(total);
  const remainders: { index: number; remainder: bigint }[] = [];
  let left = discount;
  amounts.forEach((amount, index) => {
    if (amount <= 0) return;
    const product = whole * BigInt(amount);
    const share = Number(product / divisor);
    shares[index] = share;
    left -= share;
    remainders.push({ index, remainder: product % divisor });
  });
  remainders.sort((a, b) => (a.remainder === b.remainder ? 0 : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of remainders.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
