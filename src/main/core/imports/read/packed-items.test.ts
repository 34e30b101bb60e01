import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPackedItems } from './packed-items.ts';

test('items in one cell, commas in their names kept', () => {
  expect(readPackedItems('2× Mug, 1× Hat, blue, 10x Soap')).toEqual([
    { name: 'Mug', quantityMilli: 2000 },
    { name: 'Hat, blue', quantityMilli: 1000 },
    { name: 'Soap', quantityMilli: 10_000 },
  ]);
});

test.each(['Mug', 'Set of 2× Mug', '', '2×', 'x Mug'])('%j lists nothing', (text) =>
  expect(readPackedItems(text)).toBe(null),
);

test('what is packed comes out again', () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,10}[A-Za-z](, [a-z]{1,5})?$/);
  const item = fc.record({ name, quantity: fc.integer({ min: 1, max: 999_999 }) });
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 8 }), (items) => {
      const text = items.map((one) => `${one.quantity}× ${one.name}`).join(', ');
      expect(readPackedItems(text)).toEqual(
        items.map((one) => ({ name: one.name, quantityMilli: one.quantity * 1000 })),
      );
    }),
  );
});
