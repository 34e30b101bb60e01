import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ImportPreview } from '../../src/shared/schemas/import.ts';
import { asBytes, importBytes, uploadBytes } from '../support/import-file.ts';
import { openTestCore, type TestCore } from '../support/test-core.ts';

// What is right does not depend on how fast the machine is.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let shop: TestCore;
beforeAll(async () => {
  shop = await openTestCore({ settings: { currency: 'EUR', time_zone: 'Europe/Berlin' } });
});
afterAll(() => shop.close());

async function look(text: string, encoding: BufferEncoding = 'utf8'): Promise<ImportPreview> {
  const bytes = new Uint8Array(Buffer.from(text, encoding));
  const upload_id = await uploadBytes(shop, bytes);
  return shop.client.imports.preview({ upload_id });
}

function reasonsOf(preview: ImportPreview): string {
  return preview.reasons.join(' ');
}

describe('what a file leaves open is asked with rows of its own', () => {
  test('day or month: an answer is another mapping', async () => {
    const upload_id = await uploadBytes(
      shop,
      asBytes('Date,Product,Amount\n03/04/2026,Tea,3.00\n05/02/2026,Cake,4.00\n'),
    );
    const { questions, rows } = await shop.client.imports.preview({ upload_id });
    expect(questions).toMatchObject([
      {
        id: 'date_order',
        chosen: 'dmy',
        options: [
          { value: 'dmy', examples: ['03/04/2026 → 3 April 2026', '05/02/2026 → 5 February 2026'] },
          { value: 'mdy', examples: ['03/04/2026 → 4 March 2026', '05/02/2026 → 2 May 2026'] },
        ],
      },
    ]);
    expect(rows[0]?.values.date).toBe('2026-04-03');
    const mapping = questions[0]?.options[1]?.mapping;
    const answered = await shop.client.imports.preview({ upload_id, kind: 'sales', mapping });
    expect(answered.rows[0]?.values.date).toBe('2026-03-04');
    expect(answered.questions).toMatchObject([{ id: 'date_order', chosen: 'mdy' }]);
  });

  test('one day above 12 anywhere in the file settles it', async () => {
    const rows = Array.from({ length: 3000 }, () => '03/04/2026,Tea,3.00').join('\n');
    const preview = await look(`Date,Product,Amount\n${rows}\n03/14/2026,Tea,3.00\n`);
    expect(preview.questions).toEqual([]);
    expect(preview.mapping.date_order).toBe('mdy');
    expect(reasonsOf(preview)).toContain('month/day because 1 row has a second number above 12');
  });

  test('dates with dots are day.month.year', async () => {
    const preview = await look('Datum;Artikel;Betrag\n03.04.2026;Tee;3,00\n');
    expect(preview.questions).toEqual([]);
    expect(preview.mapping).toMatchObject({ date_order: 'dmy', decimal: ',' });
  });

  test('thousands or three decimals', async () => {
    const { questions } = await look('date,product,amount\n2026-03-01,Car,1.234\n');
    expect(questions).toMatchObject([
      {
        id: 'decimal',
        options: [
          { value: '.', examples: ['1.234 → 1.234'] },
          { value: ',', examples: ['1.234 → 1,234.00'] },
        ],
      },
    ]);
  });

  test('tax in the amounts or on top, where no total tells', async () => {
    const text = 'date,product,amount,tax\n2026-03-01,Tea,11.90,1.90\n2026-03-01,Tea,11.90,1.90\n';
    const { questions, mapping } = await look(text);
    expect(mapping.tax).toBe('added');
    expect(questions).toMatchObject([
      {
        id: 'tax',
        chosen: 'added',
        options: [
          {
            value: 'added',
            examples: [expect.stringContaining('net sales 11.90'), expect.anything()],
          },
          {
            value: 'included',
            examples: [expect.stringContaining('net sales 10.00'), expect.anything()],
          },
        ],
      },
    ]);
    const batch = await importBytes(shop, asBytes(text), {
      mapping: questions[0]?.options[1]?.mapping,
    });
    expect(batch).toMatchObject({ imported_rows: 2, net_sales: 20 });
  });

  test('money out: a statement, or a list', async () => {
    const { questions, kind, mapping } = await look(
      'Date,Description,Amount\n2026-03-01,Rent,-500.00\n2026-03-02,Takings,900.00\n',
    );
    expect(kind).toBe('expenses');
    expect(mapping.money_out).toBe('negative');
    expect(questions).toMatchObject([
      {
        id: 'money_out',
        chosen: 'negative',
        options: [
          { examples: ['Rent, -500.00 → an expense', 'Takings, 900.00 → left out'] },
          { value: 'positive' },
        ],
      },
    ]);
  });
});

describe('a table that nobody knows is read with sense', () => {
  test.each([
    ['ID,Name,Price\n1,Tea,3.00\n', 'products'],
    ['ID,Name,Email\n1,Ana,ana@example.com\n', 'customers'],
    ['Date,Invoice no,Description,Quantity,Unit price,Amount\n2026-03-01,1,Tea,1,3,3\n', 'sales'],
    ['Date,Description,Amount,Balance\n2026-03-01,Rent,-3.00,100.00\n', 'expenses'],
    ['Date,Description,Debit,Credit\n2026-03-01,Rent,3.00,\n', 'expenses'],
    ['Date,Item,Total\n2026-03-01,Tea,3.00\n', 'sales'],
  ])('%j holds %s', async (text, kind) =>
    expect(await look(text)).toMatchObject({ kind, missing: [] }),
  );

  test('a German statement: commas, negative is money out', async () => {
    const text =
      'Datum;Verwendungszweck;Betrag;Währung\n13.04.2026;Miete Büro;-1.500,00;EUR\n14.04.2026;Strom;-84,30;EUR\n';
    const preview = await look(text, 'latin1');
    expect(preview).toMatchObject({
      kind: 'expenses',
      encoding: 'windows-1252',
      mapping: { decimal: ',', money_out: 'negative' },
      questions: [],
    });
    expect(preview.rows[0]?.values).toMatchObject({
      date: '2026-04-13',
      description: 'Miete Büro',
      amount: '1500.00',
    });
  });

  test('a column that says Refund beside positive amounts', async () => {
    const text =
      'Date,Receipt no,Kind,Product,Amount\n2026-03-01,1,Sale,Tea,3.00\n2026-03-02,2,Return,Tea,3.00\n';
    const preview = await look(text);
    expect(preview.mapping).toMatchObject({
      refund_rule: 'refund_column',
      refund_words: ['Return'],
      columns: { refund: 'Kind' },
    });
    expect(preview.rows[1]?.values).toMatchObject({ amount: '-3.00', refund: 'yes' });
    expect(reasonsOf(preview)).toContain('Rows whose "Kind" is Return take back.');
    expect(reasonsOf(preview)).toContain('Every row has another "Receipt no"');
  });

  test('orders that were called off are left out, all their rows', async () => {
    const text =
      'Order id,Order date,Order status,Item name,Line total\n1,2026-03-01,Paid,Tea,3.00\n2,2026-03-01,Cancelled,Tea,3.00\n2,2026-03-01,,Cake,4.00\n1,2026-03-01,Paid,Cake,4.00\n';
    const preview = await look(text);
    expect(preview.rows.map((row) => row.excluded !== null)).toEqual([false, true, true, false]);
    expect(preview.excluded).toMatchObject([{ rows: 2 }]);
    expect(reasonsOf(preview)).toContain('Rows with the same "Order id" on the same day');
    expect(await importBytes(shop, asBytes(text))).toMatchObject({
      imported_rows: 2,
      excluded_rows: 2,
      tickets: 1,
      net_sales: 7,
    });
  });

  test('payments without products are one line each', async () => {
    const preview = await look(
      'Transaction id,Date,Amount\nA1,2026-03-01,12.00\nA2,2026-03-01,8.00\n',
    );
    expect(preview).toMatchObject({ kind: 'sales', missing: [] });
    expect(preview.rows[0]?.values.product_name).toBe('Sales without items');
    expect(reasonsOf(preview)).toContain('No column names a product');
  });

  test('amounts of another currency are bad rows, by column or by sign', async () => {
    const byColumn = await look(
      'date,product,amount,currency\n2026-03-01,Tea,3.00,EUR\n2026-03-01,Tea,3.00,usd\n',
    );
    expect(byColumn.rows.map((row) => row.problem)).toEqual([
      null,
      expect.stringContaining('This is in usd, but the shop’s currency is EUR'),
    ]);
    const bySign = await look('date,product,amount\n2026-03-01,Tea,€3.00\n2026-03-01,Tea,$3.00\n');
    expect(bySign.rows.map((row) => row.problem)).toEqual([
      null,
      expect.stringContaining('This is in $'),
    ]);
  });

  test('customers without a number are known by their e-mail address', async () => {
    const preview = await look('Full name,E-mail,Phone\nAna Silva,ana@example.com,123\n');
    expect(preview).toMatchObject({ kind: 'customers', missing: [] });
    expect(preview.rows[0]?.values).toMatchObject({ id: 'ana@example.com', name: 'Ana Silva' });
  });

  test('quantities with their unit, goods that come back', async () => {
    const preview = await look(
      'date,product,quantity,price\n2026-03-01,Tea,2.5 kg,4.00\n2026-03-02,Tea,-1 kg,4.00\n',
    );
    expect(preview.rows.map((row) => [row.values.quantity, row.values.amount])).toEqual([
      ['2.5', '10.00'],
      ['-1', '-4.00'],
    ]);
  });
});
