import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { prefersCsv, templateCsv } from './template-csv.ts';

describe('a template as CSV', () => {
  it('reads back as it was, whatever signs it holds', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'é', ',', '"', ';', '\n', '\r\n', ' ', '☕'),
    });
    fc.assert(
      fc.property(fc.uniqueArray(text, { minLength: 2, maxLength: 6 }), (texts) => {
        const columns = texts.map((text) => `c${text}`);
        const example = Object.fromEntries(columns.map((column) => [column, `x${column}`]));
        const { data } = Papa.parse(templateCsv({ columns, example }), { delimiter: ',' });
        expect(data.slice(0, 2)).toEqual([columns, columns.map((column) => `x${column}`)]);
      }),
    );
  });

  it('starts no formula in a spreadsheet, and leaves negative numbers alone', () => {
    const csv = templateCsv({
      columns: ['name', 'amount'],
      example: { name: '=HYPERLINK("http://evil.example")', amount: '-12.50' },
    });
    expect(csv).toBe('name,amount\r\n"\'=HYPERLINK(""http://evil.example"")",-12.50\r\n');
  });

  it.each([
    ['text/csv', true],
    ['text/csv, application/json;q=0.5', true],
    ['application/json, text/csv', false],
    ['application/json;q=0.4, text/csv;q=0.9', true],
    ['*/*', false],
    ['', false],
  ])('is given to who asks with "%s": %s', (accept, expected) => {
    expect(prefersCsv(accept)).toBe(expected);
  });
});
