import { describe, expect, it } from 'vitest';
import { guessShop } from './guess-shop.ts';

describe('the guess at a new shop', () => {
  it('takes the currency of the region', () => {
    expect(guessShop('en-GB', 'Europe/London')).toEqual({
      currency: 'GBP',
      timeZone: 'Europe/London',
    });
    expect(guessShop('de-AT', 'Europe/Vienna').currency).toBe('EUR');
    expect(guessShop('ja', 'Asia/Tokyo').currency).toBe('JPY');
  });

  it('leaves open what it cannot know', () => {
    expect(guessShop('not a locale', 'Nowhere/Land')).toEqual({
      currency: undefined,
      timeZone: undefined,
    });
    expect(guessShop('en-AQ', 'UTC')).toEqual({ currency: undefined, timeZone: 'UTC' });
  });
});
