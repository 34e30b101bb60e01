import { mkdtempSync, openAsBlob, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { asBytes, importBytes, uploadBytes } from '../support/import-file.ts';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

// What is right does not depend on how fast the machine is.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let shop: TestCore;
let before: Record<string, unknown[]>;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tillwise-files-'));
  shop = await openTestCore({ settings: { currency: 'EUR' } });
});
beforeEach(() => {
  before = shop.contents();
});
afterAll(async () => {
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

const HEADER = 'date,product_name,amount\n';
const manyColumns = Array.from({ length: 10_000 }, (_, index) => `c${index}`).join(',');

describe('a file that cannot be imported is refused with a sentence, and nothing changes', () => {
  const files: [string, Uint8Array<ArrayBuffer>, RegExp][] = [
    ['empty', asBytes(''), /file is empty/],
    ['only blank lines', asBytes('\n\n  \n'), /no rows/],
    ['only a header', asBytes(HEADER), /only has a header/],
    ['binary', new Uint8Array([1, 2, 0, 3, 255, 0, 7, 8, 9, 10]), /not a text file/],
    ['an Excel workbook', asBytes('PK\x03\x04 and so on'), /Excel workbook/],
    ['a PDF', asBytes('%PDF-1.7 and so on'), /PDF/],
    ['a web page', asBytes('\n<!DOCTYPE html>\n<html><body>3,4</body></html>\n'), /web page/],
    ['a table saved as a web page', asBytes('<table><tr><td>1,5</td></tr></table>\n'), /web page/],
    ['XML', asBytes('\ufeff<?xml version="1.0"?>\n<Workbook>\n</Workbook>\n'), /XML/],
    ['JSON', asBytes('[\n  {"date": "2026-01-02", "amount": 3}\n]\n'), /JSON/],
    ['one column', asBytes('name\nTea\nCake\n'), /No column of this file/],
    ['10,000 columns', asBytes(`${manyColumns}\n${manyColumns}\n`), /10,000 columns/],
  ];

  test.each(files)('%s', async (_what, bytes, sentence) => {
    const file = new File([bytes], 'sales.csv');
    const refused = await refusal(shop.client.data.uploadSalesCsv({ file }));
    expect(refused.status).toBe(422);
    expect(refused.message).toMatch(sentence);
    expect(refused.message).not.toMatch(/Error|undefined|at .*:\d/);
    const { import_batch: _batch, ...after } = shop.contents();
    const { import_batch: _before, ...rest } = before;
    expect(after).toEqual(rest);
  });

  test.each(files.filter(([what]) => what !== 'one column'))(
    '%s, when the window looks at it',
    async (_what, bytes, sentence) => {
      const upload_id = await uploadBytes(shop, bytes, 'sales.csv');
      expect((await refusal(shop.client.imports.preview({ upload_id }))).message).toMatch(sentence);
      await shop.client.imports.discardUpload({ upload_id });
    },
  );

  test('one column, when the window looks at it, lacks what every row needs', async () => {
    const upload_id = await uploadBytes(shop, asBytes('name\nTea\nCake\n'));
    const { missing } = await shop.client.imports.preview({ upload_id });
    expect(missing.length).toBeGreaterThan(0);
    await shop.client.imports.discardUpload({ upload_id });
  });

  test('a file that vanishes', async () => {
    const path = join(folder, 'gone.csv');
    writeFileSync(path, `${HEADER}2026-01-02,Tea,3.00\n`);
    const file = new File([await openAsBlob(path)], 'gone.csv');
    unlinkSync(path);
    await expect(shop.client.data.uploadSalesCsv({ file })).rejects.toThrow();
    expect(shop.contents()).toEqual(before);
  });

  test('an upload that vanishes between the look and the start', async () => {
    const upload_id = await uploadBytes(shop, asBytes(`${HEADER}2026-01-02,Tea,3.00\n`));
    const { kind, mapping } = await shop.client.imports.preview({ upload_id });
    unlinkSync(join(shop.dataDir, 'uploads', `${upload_id}.csv`));
    const start = shop.client.imports.start({ upload_id, kind, mapping });
    expect(await refusal(start)).toMatchObject({ message: /vanished/ });
  });
});

describe('bad rows are told, good rows are in', () => {
  const rowsIn = (batch: { imported_rows: number; bad_rows: number; total_rows: number }) => {
    expect(batch.imported_rows + batch.bad_rows).toBe(batch.total_rows);
    return [batch.imported_rows, batch.bad_rows];
  };

  test('a quote that is never closed costs its own row only', async () => {
    const text = `${HEADER}2026-01-02,Tea,3.00\n2026-01-02,"Cake,4.00\n2026-01-03,Tea,3.00\n2026-01-04,Tea,3.00\n`;
    const batch = await importBytes(shop, asBytes(text));
    expect(rowsIn(batch)).toEqual([3, 1]);
    const { body } = await shop.client.imports.errors({ id: batch.id });
    expect(body).toMatchObject([{ row: 3, reason: expect.stringContaining('quote') }]);
  });

  test('a line far too long is one bad row', async () => {
    const path = join(folder, 'long.csv');
    const long = 'x'.repeat(100_000_000);
    writeFileSync(
      path,
      `${HEADER}2026-01-02,Scones,3.00\n2026-01-02,${long},3.00\n2026-01-03,Scones,3.00\n`,
    );
    const file = new File([await openAsBlob(path)], 'long.csv');
    const result = await shop.client.data.uploadSalesCsv({ file });
    expect(result).toMatchObject({ processed_count: 2, total_rows: 3, error_count: 1 });
    expect(result.errors[0]?.row).toBe(3);
    expect(result.errors[0]?.reason).toContain('million characters');
    expect(result.errors[0]?.value.length).toBeLessThanOrEqual(200);
  });

  test('lines of two encodings are each read as what they fit', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${HEADER}2026-01-02,Crème brûlée,3.00\n`, 'utf8'),
      Buffer.from('2026-01-02,Käsekuchen,4.00\n', 'latin1'),
    ]);
    const upload_id = await uploadBytes(shop, new Uint8Array(bytes));
    const preview = await shop.client.imports.preview({ upload_id });
    expect(preview.rows.map((row) => row.values.product_name)).toEqual([
      'Crème brûlée',
      'Käsekuchen',
    ]);
    expect(preview.reasons.join(' ')).toContain('mixes UTF-8 and Windows-1252');
  });

  test('a file with a mark of UTF-8 and a letter of Windows-1252 keeps its header', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`\ufeff${HEADER}`, 'utf8'),
      Buffer.from('2026-01-02,Käsekuchen,4.00\n', 'latin1'),
    ]);
    const batch = await importBytes(shop, new Uint8Array(bytes));
    expect(rowsIn(batch)).toEqual([1, 0]);
  });

  test('a mark before a header in quotes is no part of its first column', async () => {
    const text = '\ufeff"date","product_name","amount"\n"2026-01-02","Scones","3.00"\n';
    for (const bytes of [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]) {
      const upload_id = await uploadBytes(shop, new Uint8Array(bytes));
      const { headers, rows } = await shop.client.imports.preview({ upload_id });
      expect(headers).toEqual(['date', 'product_name', 'amount']);
      expect(rows[0]?.values).toEqual({
        date: '2026-01-02',
        product_name: 'Scones',
        amount: '3.00',
      });
    }
  });

  describe('each kind of wrong row is told with its column and what would be right', () => {
    const cases: [string, string, string, RegExp][] = [
      ['a date in the future', '2027-01-01,Tea,3.00', 'date', /future/],
      ['29 February of a common year', '2025-02-29,Tea,3.00', 'date', /does not exist/],
      ['the year 0', '0000-01-01,Tea,3.00', 'date', /does not exist|1970/],
      ['no date', ',Tea,3.00', 'date', /missing/],
      ['an amount of 1e308', '2026-01-02,Tea,1e308', 'amount', /not a number/],
      ['NaN', '2026-01-02,Tea,NaN', 'amount', /not a number/],
      ['far too many digits', '2026-01-02,Tea,99999999999999999999', 'amount', /more digits/],
      ['a decimal comma among points', '2026-01-02,Tea,"12,5"', 'amount', /decimal point/],
      ['too many decimals', '2026-01-02,Tea,1.234', 'amount', /more than 2 decimals/],
      ['a NUL in a name', '2026-01-02,T\0ea,3.00', 'product_name', /NUL/],
      [
        'a name of 100,000 characters',
        `2026-01-02,${'n'.repeat(100_000)},3.00`,
        'product_name',
        /longer/,
      ],
      ['no product', '2026-01-02,,3.00', 'product_name', /missing/],
      ['too many cells', '2026-01-02,Tea,3.00,and,more', '', /5 cells/],
    ];
    const GOOD_ROWS = 1500;
    let told: { row: number | null; column: string; reason: string }[];
    beforeAll(async () => {
      // Far behind the head: what a binary file looks like is decided there.
      const good = `2026-01-02,${'Tea '.repeat(12)},3.00\n`.repeat(GOOD_ROWS);
      const wrong = cases.map(([, row]) => `${row}\n`).join('');
      const file = new File([`${HEADER}${good}${wrong}`], 'mixed.csv');
      const result = await shop.client.data.uploadSalesCsv({ file });
      expect(result).toMatchObject({
        processed_count: GOOD_ROWS,
        total_rows: GOOD_ROWS + cases.length,
        error_count: cases.length,
      });
      told = result.errors;
    });

    test.each(cases.map(([what, , ...rest], index) => [what, index, ...rest] as const))(
      '%s',
      (_what, index, column, reason) => {
        // The header is row 1.
        const row = GOOD_ROWS + 2 + index;
        expect(told.filter((error) => error.row === row)).toMatchObject([
          { column, reason: expect.stringMatching(reason) },
        ]);
      },
    );
  });

  test('names with emoji, right-to-left text and SQL are ordinary names', async () => {
    const names = ["'; DROP TABLE sale; --", '☕ Kaffee', 'قهوة عربية', 'SELECT * FROM product'];
    const rows = names.map((name) => `2026-01-05,${name},1.00\n`).join('');
    const batch = await importBytes(shop, asBytes(HEADER + rows));
    expect(rowsIn(batch)).toEqual([4, 0]);
    const { body } = await shop.client.sales.list({
      sort: 'date',
      start_date: '2026-01-05',
      end_date: '2026-01-05',
    });
    expect(body.map((sale) => sale.product_name)).toEqual(names);
  });
});
