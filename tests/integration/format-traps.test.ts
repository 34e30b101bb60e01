/** However a system's file was saved, sent on or printed, it comes to the same; and the traps of single systems. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { ImportCheck } from '../../src/shared/schemas/import-check.ts';
import { asBytes, importBytes, uploadBytes } from '../support/import-file.ts';
import { openTestCore, type TestCore } from '../support/test-core.ts';

// What is right does not depend on how fast the machine is.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const FORMATS = fileURLToPath(new URL('../../src/main/core/imports/formats', import.meta.url));
const fixtures = readdirSync(FORMATS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: folder }) =>
    readdirSync(join(FORMATS, folder))
      .filter((name) => name.endsWith('.csv'))
      .map((name) => [name.slice(0, -4), join(FORMATS, folder, name)] as const),
  );
const expectation = z.object({ shop: z.object({ currency: z.string(), time_zone: z.string() }) });

type Saved = (text: string, headers: readonly string[]) => Uint8Array<ArrayBuffer>;
const rowsOf = (text: string) =>
  Papa.parse<string[]>(text, { delimiter: text.split('\n')[0]?.includes(';') ? ';' : ',' }).data;
const saved: [string, Saved][] = [
  [
    'by Excel as text with tabs, in UTF-16',
    (text) => {
      const tabs = Papa.unparse(rowsOf(text), { delimiter: '\t', newline: '\r\n' });
      return new Uint8Array(Buffer.from(`\uFEFF${tabs}`, 'utf16le'));
    },
  ],
  [
    'with CRLF after each row, and LF inside the cells',
    (text) => asBytes(Papa.unparse(rowsOf(text), { delimiter: ';', newline: '\r\n' })),
  ],
  [
    'page by page: with a mark, blank lines, and the header above every page',
    (text, headers) => {
      const rows = rowsOf(text);
      const at = rows.findIndex((row) => row[0] === headers[0] && row[1] === headers[1]);
      const paged = rows.flatMap((row, index) =>
        index > at ? [row, [''], rows[at] ?? []] : [row],
      );
      return asBytes(`\uFEFF${Papa.unparse(paged, { delimiter: '|', newline: '\n' })}\n`);
    },
  ],
  [
    'with its columns in another order',
    (text) => {
      const rows = rowsOf(text);
      const isEven = rows.every((row) => row.length === rows[0]?.length || row.length === 1);
      return asBytes(Papa.unparse(isEven ? rows.map((row) => row.toReversed()) : rows));
    },
  ],
];

describe.each(fixtures)('%s', (_name, path) => {
  const { shop: settings } = expectation.parse(
    JSON.parse(readFileSync(path.replace(/\.csv$/, '.expected.json'), 'utf8')),
  );
  const raw = readFileSync(path);
  const text = raw.toString(raw.includes(0xfc) && !raw.includes(0xc3) ? 'latin1' : 'utf8');
  let shop: TestCore;
  let plain: Awaited<ReturnType<typeof outcome>>;
  beforeAll(async () => {
    shop = await openTestCore({ settings });
    plain = await outcome(new Uint8Array(raw));
  });
  afterAll(() => shop.close());

  async function outcome(bytes: Uint8Array<ArrayBuffer>) {
    const upload_id = await uploadBytes(shop, bytes);
    const preview = await shop.client.imports.preview({ upload_id });
    const { kind, mapping, recognised_as, questions, headers } = preview;
    let found: ImportCheck | undefined;
    for await (const message of await shop.client.imports.check({ upload_id, kind, mapping }))
      if (message.type === 'done') found = message.check;
    await shop.client.imports.discardUpload({ upload_id });
    const { rows, stored_rows, bad_rows, excluded, totals } = found ?? {};
    return {
      ...{ kind, mapping, recognised_as, headers, questions: questions.map(({ id }) => id) },
      ...{ rows, stored_rows, bad_rows, excluded, totals },
    };
  }

  test.each(saved)('%s', async (_how, save) => {
    expect(await outcome(save(text.replace(/^\uFEFF/, ''), plain.headers))).toEqual({
      ...plain,
      headers: expect.arrayContaining(plain.headers),
    });
  });
});

describe('single systems', () => {
  let shop: TestCore;
  beforeAll(async () => {
    shop = await openTestCore({ settings: { currency: 'USD', time_zone: 'America/New_York' } });
  });
  afterAll(() => shop.close());
  const fixture = (name: string) =>
    readFileSync(fixtures.find(([own]) => own === name)?.[1] ?? '', 'utf8');
  const look = async (text: string) =>
    shop.client.imports.preview({ upload_id: await uploadBytes(shop, asBytes(text)) });

  test('Square: also the exports that have Commission and Employee', async () => {
    const rows = rowsOf(fixture('square-items')).filter((row) => row.length > 1);
    const at = rows[0]?.indexOf('Fulfillment Note') ?? -1;
    const more = rows.map((row, index) =>
      row.toSpliced(at, 0, ...(index === 0 ? ['Commission', 'Employee'] : ['$0.00', 'Mara Lind'])),
    );
    const preview = await look(Papa.unparse(more));
    expect(preview).toMatchObject({ recognised_as: 'Square items', missing: [], questions: [] });
    expect(preview.rows[1]?.values).toMatchObject({ staff: 'Mara Lind', amount: '1149.00' });
  });

  test('Toast: ids of 19 digits stay as they are', async () => {
    const preview = await look(fixture('toast-items'));
    expect(preview.rows[0]?.values.ticket).toBe('2000000012345678901');
    await importBytes(shop, asBytes(fixture('toast-items')));
    const { body } = await shop.client.sales.list({ limit: 200 });
    expect(body.map(({ number }) => number)).toEqual(
      expect.arrayContaining(['2000000012345678901', '2000000012345678902']),
    );
  });

  test('Loyverse: by account month first or day first, asked while the dates fit both', async () => {
    const with24h = fixture('loyverse-receipts-by-item').replace(
      /7\/2[89]\/25 \d+:\d+ [AP]M/g,
      '01/10/2025 23:50',
    );
    const preview = await look(with24h);
    expect(preview.questions.find(({ id }) => id === 'date_order')).toMatchObject({
      options: [
        { examples: ['01/10/2025 23:50 → 1 October 2025'] },
        { examples: ['01/10/2025 23:50 → 10 January 2025'] },
      ],
    });
    const settled = await look(with24h.replace('01/10/2025', '13/10/2025'));
    expect(settled.mapping.date_order).toBe('dmy');
    expect(settled.questions.map(({ id }) => id)).not.toContain('date_order');
  });

  test('Sparkasse: years of four digits', async () => {
    const preview = await look(fixture('sparkasse').replaceAll(/(\d\d\.\d\d)\.26/g, '$1.2026'));
    expect(preview).toMatchObject({ recognised_as: 'Sparkasse account', questions: [] });
    expect(preview.rows[0]?.problem ?? preview.rows[0]?.values.date).toContain('EUR');
  });

  test('WooCommerce: plug-ins that call the item Name', async () => {
    const preview = await look(fixture('woocommerce-order-items').replace('Item Name', 'Name'));
    expect(preview).toMatchObject({ recognised_as: 'WooCommerce order items', missing: [] });
    expect(preview.rows[0]?.values).toMatchObject({ product_name: 'Mug', amount: '24.00' });
  });

  test('amounts and guards as tills and spreadsheets write them', async () => {
    const written: [string, string][] = [
      ['$8.00', '8.00'],
      ['-$0.98', '-0.98'],
      ['($33.62)', '-33.62'],
      ["'4.50", '4.50'],
      ['="12.00"', '12.00'],
    ];
    const rows = written.map(
      ([cell], at) => `2026-03-0${at + 1},="00${at}",'0${at},"${cell.replaceAll('"', '""')}"`,
    );
    const preview = await look(`Date,SKU,Order number,Amount\n${rows.join('\n')}\n`);
    expect(preview.rows.map(({ values }) => values.amount)).toEqual(written.map(([, is]) => is));
    expect(preview.rows[1]?.values).toMatchObject({ sku: '001', ticket: '01' });
    const comma = await look(
      'Datum;Artikel;Betrag\n01.03.2026;Tee;1.500,50\n02.03.2026;Tee;1 234,50\n03.03.2026;Tee;--\n',
    );
    expect(comma.rows.map(({ values }) => values.amount)).toEqual(['1500.50', '1234.50', '--']);
    expect(comma.rows[2]?.problem).toContain('missing');
    const canadian = await look('Date,Item,Total\n2026-03-01,Tea,CA$4.42\n');
    expect(canadian.rows[0]?.problem).toContain('This is in CA$');
  });
});
