import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { cleanCell } from '../imports/read/cell.ts';
import { csvLine, decimalCell, quantityCell, textCell } from './csv-text.ts';

/** Texts as they are stored: trimmed, often with what spreadsheets and CSV treat specially. */
const storedText = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc
      .array(fc.constantFrom("'", '"', '=', '+', '-', '@', ',', '\n', '\r\n', '5', 'a', ' ', ';'))
      .map((parts) => parts.join('')),
  )
  .map((text) => text.trim());

describe('a text cell', () => {
  it('comes back from the file as it was', () => {
    fc.assert(
      fc.property(fc.array(storedText, { minLength: 2, maxLength: 4 }), (texts) => {
        const line = csvLine(texts.map(textCell));
        const parsed = Papa.parse<string[]>(line, { delimiter: ',', newline: '\r\n' });
        expect(parsed.data[0]?.map(cleanCell)).toEqual(texts);
      }),
      { numRuns: 2000 },
    );
  });

  it('is never run by a spreadsheet', () => {
    fc.assert(
      fc.property(storedText, (text) => {
        const [cell = ''] = Papa.parse<string[]>(`${textCell(text)},x`).data[0] ?? [];
        expect(/^[=+\-@\t\r]/.test(cell)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });
});

it('writes numbers digit by digit', () => {
  expect([1999, -5, 0, 100].map((minor) => decimalCell(minor, 2))).toEqual([
    '19.99',
    '-0.05',
    '0.00',
    '1.00',
  ]);
  expect(decimalCell(1200, 0)).toBe('1200');
  expect(decimalCell(-1, 3)).toBe('-0.0010');
  expect(decimalCell(null, 2)).toBe('');
  expect([1500, -255, 1000].map(quantityCell)).toEqual(['1.5', '-0.2550', '1']);
});
