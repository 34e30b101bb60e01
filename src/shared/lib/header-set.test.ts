import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerSetKey } from './header-set.ts';

describe('the key of a header', () => {
  it('does not depend on order, case, spaces and empty columns', () => {
    expect(headerSetKey(['Date', ' Net  Sales ', 'Item', ''])).toBe(
      headerSetKey(['item', 'date', 'net sales']),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c', 'd'], { minLength: 4 }), (shuffled) => {
        expect(headerSetKey(shuffled)).toBe(headerSetKey(['a', 'b', 'c', 'd']));
      }),
    );
  });

  it('tells headers apart that have other columns, or one of them twice', () => {
    expect(headerSetKey(['a', 'b'])).not.toBe(headerSetKey(['a', 'b', 'c']));
    expect(headerSetKey(['a', 'b'])).not.toBe(headerSetKey(['a', 'b', 'b']));
    expect(headerSetKey(['a,b'])).not.toBe(headerSetKey(['a', 'b']));
  });
});
