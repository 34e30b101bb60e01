import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportMapping } from '../../src/shared/schemas/import.ts';
import { asBytes, importBytes, uploadBytes } from '../support/import-file.ts';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore({ settings: { currency: 'EUR' } });
});
afterEach(() => shop.close());

/** Its words are in a language that no guess knows, below lines that look more like a header. */
const ODD = [
  'Date, Amount, Name: how this report is made',
  'Myymälä;Tori 1',
  'Päivä;Tuote;Summa',
  '2026-03-01;Tea, green;3,50',
  '2026-03-02;Cake, small;2,25',
  '',
].join('\n');

const names = async () =>
  (await shop.client.products.list({ limit: 100 })).body.map(({ name }) => name).sort();

/** What a window sends once something of the file's shape is chosen by hand. */
async function look(upload_id: string, table: Partial<ImportMapping['table']>) {
  const { kind, mapping } = await shop.client.imports.preview({ upload_id, kind: 'sales' });
  return shop.client.imports.preview({
    upload_id,
    kind,
    mapping: { ...mapping, table: { ...mapping.table, ...table } },
    guess: ['columns'],
  });
}

const ODD_COLUMNS = { date: 'Päivä', product_name: 'Tuote', amount: 'Summa' };

describe('a file whose shape is guessed wrong', () => {
  it('shows its first lines, and is read by the separator and the header that are chosen', async () => {
    const upload_id = await uploadBytes(shop, asBytes(ODD));
    const wrong = await shop.client.imports.preview({ upload_id, kind: 'sales' });
    expect(wrong.headers).not.toEqual(['Päivä', 'Tuote', 'Summa']);
    expect(wrong.first_lines.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);

    const right = await look(upload_id, { separator: ';', header_line: 3 });
    expect(right.headers).toEqual(['Päivä', 'Tuote', 'Summa']);
    expect(right).toMatchObject({ delimiter: ';', header_line: 3 });
    expect(right.reasons).toContain('Columns are separated by a semicolon, as you chose.');
    expect(right.reasons).toContain(
      'The header is on line 3, as you chose; what stands above it is left out.',
    );

    const mapping = { ...right.mapping, columns: ODD_COLUMNS, decimal: ',' as const };
    const { id } = await shop.client.imports.start({ upload_id, kind: 'sales', mapping });
    await shop.core.services.imports.finished(id);
    expect(await shop.client.imports.get({ id })).toMatchObject({
      status: 'done',
      total_rows: 2,
      imported_rows: 2,
      net_sales: 5.75,
    });
    expect(await names()).toEqual(['Cake, small', 'Tea, green']);
  });

  it('is read in the encoding that is chosen, and keeps the columns that were chosen', async () => {
    const polish = Buffer.from('date,product_name,amount\n2026-03-01,\xafurek,3.00\n', 'latin1');
    const upload_id = await uploadBytes(shop, new Uint8Array(polish));
    const wrong = await shop.client.imports.preview({ upload_id });
    expect(wrong.rows[0]?.values.product_name).toBe('¯urek');
    const right = await look(upload_id, { encoding: 'windows-1250' });
    expect(right.rows[0]?.values.product_name).toBe('Żurek');
    expect(right.mapping.columns).toEqual(wrong.mapping.columns);
    expect(right.reasons).toContain('Read as Windows-1250, as you chose.');
    const { kind, mapping } = right;
    const { id } = await shop.client.imports.start({ upload_id, kind, mapping });
    await shop.core.services.imports.finished(id);
    expect(await names()).toEqual(['Żurek']);
  });

  it('may have no header at all, whatever its first row looks like', async () => {
    const bare = 'Tea,Amount,3.00\nMug,Amount,8.00\n';
    const upload_id = await uploadBytes(shop, asBytes(bare));
    const right = await look(upload_id, { header_line: 0 });
    expect(right.headers).toEqual(['Column 1', 'Column 2', 'Column 3']);
    expect(right.sample).toHaveLength(2);
    expect(right.reasons).toContain(
      'You chose that no line names the columns, so they are numbered.',
    );
  });

  it('keeps its shape when it is said to hold something else', async () => {
    const upload_id = await uploadBytes(shop, asBytes(ODD));
    const table = { encoding: null, separator: ';' as const, header_line: 3 };
    for (const kind of ['expenses', 'products', undefined] as const) {
      const preview = await shop.client.imports.preview({ upload_id, kind, table });
      expect(preview.headers).toEqual(['Päivä', 'Tuote', 'Summa']);
      expect(preview.mapping.table).toEqual(table);
    }
  });

  it('says so where the chosen line cannot be the header, and loses nothing', async () => {
    const upload_id = await uploadBytes(
      shop,
      asBytes('date,product_name,amount\n\n2026-03-01,Tea,3\n'),
    );
    for (const header_line of [2, 900]) {
      const refused = await refusal(look(upload_id, { header_line }));
      expect(refused.message).toBe(
        `Line ${header_line} of this file does not name columns. Choose the line that does.`,
      );
    }
    expect((await shop.client.imports.preview({ upload_id })).missing).toEqual([]);
  });
});

describe('what was chosen by hand', () => {
  const keep = async () => {
    const upload_id = await uploadBytes(shop, asBytes(ODD));
    const { headers, mapping } = await look(upload_id, { separator: ';', header_line: 3 });
    return shop.client.mappings.create({
      name: 'Tori',
      kind: 'sales',
      headers,
      mapping: { ...mapping, columns: ODD_COLUMNS, decimal: ',' },
    });
  };

  it('is kept with the mapping, and reads the next file of that kind by itself', async () => {
    await keep();
    const next = ODD.replaceAll('2026-03', '2026-04');
    const upload_id = await uploadBytes(shop, asBytes(next));
    const preview = await shop.client.imports.preview({ upload_id });
    expect(preview.saved_mapping).toMatchObject({ name: 'Tori', used: true });
    expect(preview.rows.map(({ values }) => values.amount)).toEqual(['3.50', '2.25']);
    expect(await importBytes(shop, asBytes(next))).toMatchObject({ imported_rows: 2, bad_rows: 0 });
  });

  it('goes with the mapping as a file, and with its name over the API', async () => {
    const { id } = await keep();
    const file = await shop.client.mappings.exportFile({ id });
    expect(file.mapping.table).toEqual({ encoding: null, separator: ';', header_line: 3 });
    const answer = await shop.client.data.uploadSalesCsv({
      file: new File([ODD], 'tori.csv'),
      mapping: 'Tori',
    });
    expect(answer).toMatchObject({ processed_count: 2, total_rows: 2 });
  });

  it('gives way where the same columns come in a plain file, such as corrected rows', async () => {
    await keep();
    const plain = 'Päivä,Tuote,Summa,Tillwise: what to correct\n2026-03-05,Tea,"4,00",\n';
    const answer = await shop.client.data.uploadSalesCsv({
      file: new File([plain], 'to correct.csv'),
      mapping: 'Tori',
    });
    expect(answer).toMatchObject({ processed_count: 1, total_rows: 1 });
    const upload_id = await uploadBytes(
      shop,
      asBytes('Tuote,Päivä,Summa\nTea,2026-03-06,"4,00"\n'),
    );
    const preview = await shop.client.imports.preview({ upload_id });
    expect(preview.saved_mapping).toMatchObject({ name: 'Tori', used: true });
    expect(preview.mapping.table.separator).toBeNull();
  });
});
