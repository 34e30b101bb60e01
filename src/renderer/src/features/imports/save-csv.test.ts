import { expect, it } from 'vitest';
import { templateCsv } from './save-csv.ts';

it('writes a template as a CSV that spreadsheets open', () => {
  expect(
    templateCsv({
      columns: ['date', 'product_name', 'amount'],
      example: { date: '2026-07-18', product_name: 'Mug, "large"', amount: '12.50' },
    }),
  ).toBe('date,product_name,amount\r\n2026-07-18,"Mug, ""large""",12.50\r\n');
});
