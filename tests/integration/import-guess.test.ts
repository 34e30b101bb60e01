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

test('columns that nothing is read from are named, but for empty ones', async () => {
  const one = await look('date,product_name,amount,customer,memo\n2026-03-04,Tea,3.00,Ana,\n');
  expect(one.reasons).toContain('Nothing is read from its column "customer".');
  const many = await look('date,product_name,amount,a,b,c,d\n2026-03-04,Tea,3.00,x,x,x,x\n');
  expect(many.reasons).toContain('Nothing is read from 4 of its columns, such as "a", "b", "c".');
  const none = await look('date,product_name,amount\n2026-03-04,Tea,3.00\n');
  expect(reasonsOf(none)).not.toContain('Nothing is read');
});

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
    expect(reasonsOf(preview)).toContain('day.month.year: they are written with dots');
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

describe('refunds that a file marks in no clear way are asked about', () => {
  const ORDERS =
    'Order no,Order date,Order status,Product,Amount\n1,2026-03-01,Paid,Tea,3.00\n2,2026-03-02,Refunded,Cake,4.00\n3,2026-03-03,Refunded,Scone,5.00\n';

  test('an order that was refunded may be left out, take back, or be a sale', async () => {
    const { questions, mapping } = await look(ORDERS);
    expect(questions).toMatchObject([
      {
        id: 'refunds',
        text: 'What are the rows whose "Order status" is "Refunded"?',
        chosen: 'leave_out',
        options: [
          { value: 'take_back', examples: ['Cake, 4.00 → −4.00', 'Scone, 5.00 → −5.00'] },
          { value: 'leave_out', examples: ['Cake, 4.00 → left out', 'Scone, 5.00 → left out'] },
          { value: 'sale', examples: ['Cake, 4.00 → 4.00', 'Scone, 5.00 → 5.00'] },
        ],
      },
    ]);
    const [asked] = questions;
    const nets = await Promise.all(
      (asked?.options ?? []).map(async (option) => {
        const own = await openTestCore({ settings: { currency: 'EUR' } });
        try {
          const upload_id = await uploadBytes(own, asBytes(ORDERS));
          const { kind, mapping: answer } = option;
          const again = await own.client.imports.preview({ upload_id, kind, mapping: answer });
          expect(again.questions).toMatchObject([{ id: 'refunds', chosen: option.value }]);
          const batch = await importBytes(own, asBytes(ORDERS), { kind, mapping: answer });
          return [option.value, batch.net_sales, batch.excluded_rows];
        } finally {
          await own.close();
        }
      }),
    );
    expect(nets).toEqual([
      ['take_back', -6, 0],
      ['leave_out', 3, 2],
      ['sale', 12, 0],
    ]);
    expect(mapping.skip).toMatchObject([{ column: 'Order status', is: ['Refunded'] }]);
  });

  test('a part that was given back leaves the order a sale until the owner says otherwise', async () => {
    const { questions, rows } = await look(ORDERS.replaceAll('Refunded', 'Partially refunded'));
    expect(questions).toMatchObject([{ id: 'refunds', chosen: 'sale' }]);
    expect(rows.map((row) => row.excluded)).toEqual([null, null, null]);
  });

  test('numbers that begin with C beside positive amounts', async () => {
    const text =
      'Invoice no,Date,Product,Amount\n1001,2026-03-01,Tea,3.00\nC1002,2026-03-02,Tea,3.00\n';
    const { questions } = await look(text);
    expect(questions).toMatchObject([
      {
        id: 'refunds',
        chosen: 'sale',
        options: [{ value: 'take_back', examples: ['Tea, 3.00 → −3.00'] }, { value: 'sale' }],
      },
    ]);
    const mapping = questions[0]?.options[0]?.mapping;
    const upload_id = await uploadBytes(shop, asBytes(text));
    const { rows } = await shop.client.imports.preview({ upload_id, kind: 'sales', mapping });
    expect(rows.map((row) => row.values.amount)).toEqual(['3.00', '-3.00']);
  });

  test('amounts below zero settle it', async () => {
    const { questions } = await look(ORDERS.replace('4.00', '-4.00').replace('5.00', '-5.00'));
    expect(questions).toEqual([]);
  });
});

test('a table that may be sales or expenses is asked about, and the answer is the other kind', async () => {
  const { questions, kind } = await look(
    'Date,Description,Total\n2026-03-01,Kitchen roll,12.50\n2026-03-02,Scones,3.00\n',
  );
  expect(questions).toMatchObject([
    {
      id: 'kind',
      chosen: kind,
      options: [
        {
          value: 'sales',
          kind: 'sales',
          examples: ['Kitchen roll, 12.50 → sold', 'Scones, 3.00 → sold'],
          mapping: { columns: { product_name: 'Description', amount: 'Total', date: 'Date' } },
        },
        {
          value: 'expenses',
          kind: 'expenses',
          mapping: { columns: { description: 'Description', amount: 'Total' } },
        },
      ],
    },
  ]);
});

test('any row of a file can be looked at', async () => {
  const lines = Array.from({ length: 5000 }, (_, index) => `2026-03-01,Tea ${index},3.00`);
  const bytes = asBytes(`date,product_name,amount\n${lines.join('\n')}\n`);
  const upload_id = await uploadBytes(shop, bytes);
  const page = async (from_row: number) => {
    const { rows, rows_follow } = await shop.client.imports.preview({ upload_id, from_row });
    return [rows[0]?.row, rows.at(-1)?.values.product_name, rows_follow];
  };
  expect(await page(1)).toEqual([2, 'Tea 19', true]);
  expect(await page(1990)).toEqual([1990, 'Tea 2007', true]);
  expect(await page(4000)).toEqual([4000, 'Tea 4017', true]);
  expect(await page(4990)).toEqual([4990, 'Tea 4999', false]);
  expect(await page(6000)).toEqual([undefined, undefined, false]);
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

  test('a total that stands on every row of an order is pointed out', async () => {
    const rows = (second: string) =>
      `Order id,Order date,Item,Order total\n1,2026-03-01,Tea,7.00\n1,2026-03-01,Cake,${second}\n`;
    const warning = 'every row counts it in full';
    expect(reasonsOf(await look(rows('7.00')))).toContain(warning);
    expect(reasonsOf(await look(rows('4.00')))).not.toContain(warning);
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

  test('the currency is told: that of the shop, another one, or none', async () => {
    const told = async (amount: string, more = '') =>
      reasonsOf(
        await look(`date,product,amount${more && ',currency'}\n2026-03-01,Tea,${amount}${more}\n`),
      );
    expect(await told('€3.00')).toContain('Amounts are in EUR, the currency of the shop');
    expect(await told('3.00', ',EUR')).toContain('Amounts are in EUR, the currency of the shop');
    expect(await told('CA$3.00')).toContain('1 row is in CA$, and the shop’s currency is EUR');
    expect(await told('3.00', ',usd')).toContain('1 row is in usd');
    expect(await told('3.00')).toContain('names no currency, so amounts are taken to be in EUR');
    const people = await look('id,name\nC1,Ana\n');
    expect(reasonsOf(people)).not.toContain('currency');
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
