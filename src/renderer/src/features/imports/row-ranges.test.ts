import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRows, rowsText } from './row-ranges.ts';

describe('rows as the owner writes them', () => {
  test.each([
    ['', []],
    ['5', [5]],
    ['5, 12-14', [5, 12, 13, 14]],
    ['14–12', null],
    ['12 – 14; 3', [3, 12, 13, 14]],
    ['3,3 , 3', [3]],
    ['0', null],
    ['two', null],
    ['1-999999', null],
  ])('%j', (text, rows) => {
    const read = readRows(text);
    expect('problem' in read ? null : read).toEqual(rows);
  });

  test('what is written of any rows reads as those rows', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 500 })), (rows) => {
        expect(readRows(rowsText(rows))).toEqual([...rows].sort((a, b) => a - b));
      }),
    );
  });
});
