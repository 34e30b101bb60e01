import { describe, expect, test } from 'vitest';
import { foreignCurrency } from './currency-text.ts';

describe('an amount of another currency than the shop’s', () => {
  test.each([
    ['$8.00', 'EUR', '$'],
    ['12,50 €', 'USD', '€'],
    ['CA$4.42', 'USD', 'CA$'],
    ['3.00 EUR', 'GBP', 'EUR'],
    ['-£2.00', 'EUR', '£'],
    ['($33.62)', 'EUR', '$'],
    ['R$10', 'USD', 'R$'],
  ])('%s in a shop with %s', (text, shop, mark) => expect(foreignCurrency(text, shop)).toBe(mark));

  test.each([
    ['8.00', 'EUR'],
    ['-0.98', 'EUR'],
    ['$8.00', 'CAD'],
    ['CA$4.42', 'CAD'],
    ['12,50 €', 'EUR'],
    ['¥300', 'CNY'],
    ['3.00 EUR', 'EUR'],
    ['(33.62)', 'EUR'],
    ['2 kg', 'EUR'],
  ])('%s is fine in a shop with %s', (text, shop) =>
    expect(foreignCurrency(text, shop)).toBe(undefined),
  );
});
