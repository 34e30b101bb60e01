import { describe, expect, it } from 'vitest';
import { amountAt, followingAmount } from './priced-line.ts';

describe('the amount of a product with a price', () => {
  it('is price × quantity, rounded half away from zero', () => {
    expect(amountAt(3.5, '2', 2)).toBe('7.00');
    expect(amountAt(3.5, '', 2)).toBe('3.50');
    // 9.995 is a little less in a double.
    expect(amountAt(19.99, '0.5', 2)).toBe('10.00');
    expect(amountAt(3.5, '-1', 2)).toBe('-3.50');
    expect(amountAt(120, '3', 0)).toBe('360');
  });

  it('waits while the quantity is no number yet', () => {
    expect(amountAt(3.5, '2.', 2)).toBeNull();
  });

  it('follows the quantity only of the product that brought the price', () => {
    const priced = { name: 'Tea', price: 3.5 };
    expect(followingAmount({ priced, product_name: 'Tea' }, '3', 2)).toBe('10.50');
    expect(followingAmount({ priced, product_name: 'Teapot' }, '3', 2)).toBeNull();
    expect(followingAmount({ priced: null, product_name: 'Tea' }, '3', 2)).toBeNull();
  });
});
