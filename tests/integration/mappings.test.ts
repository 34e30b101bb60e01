import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asBytes, uploadBytes } from '../support/import-file.ts';
import { openTestCore, refusal, type ShopClient, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

const till: Parameters<ShopClient['mappings']['create']>[0] = {
  name: 'Corner till',
  kind: 'sales',
  headers: ['When', 'What', 'Paid'],
  mapping: {
    columns: { date: 'When', product_name: 'What', amount: 'Paid' },
    date_order: 'dmy',
    decimal: ',',
    refund_rule: 'negative_amount',
    extra_decimals: 'refuse',
  },
};

describe('a saved mapping', () => {
  it('is kept as it was given, listed by name, each change with its event', async () => {
    const { mappings } = shop.client;
    const created = await mappings.create(till);
    expect(created).toMatchObject({ ...till, version: 1 });
    await mappings.create({ ...till, name: 'Another till' });
    expect((await mappings.list()).map(({ name }) => name)).toEqual([
      'Another till',
      'Corner till',
    ]);
    const changed = await mappings.update({ id: created.id, name: 'Till at the corner' });
    expect(changed).toMatchObject({
      name: 'Till at the corner',
      headers: till.headers,
      version: 2,
    });
    await mappings.remove({ id: created.id });
    expect((await refusal(mappings.get({ id: created.id }))).status).toBe(404);
    expect(await mappings.restore({ id: created.id })).toMatchObject({
      name: 'Till at the corner',
    });
    expect(
      shop
        .events()
        .filter(({ entity, entity_id }) => entity === 'mapping' && entity_id === `${created.id}`)
        .map(({ type }) => type),
    ).toEqual(['mapping.created', 'mapping.updated', 'mapping.deleted', 'mapping.restored']);
    const [newest] = (await shop.client.events.list({ limit: 1 })).body;
    expect(newest?.summary).toBe('Mapping "Till at the corner" restored');
  });

  it('has a name of its own, spelling apart, also after a deletion was taken back', async () => {
    const { mappings } = shop.client;
    const first = await mappings.create(till);
    const taken = await refusal(mappings.create({ ...till, name: ' corner  TILL ' }));
    expect(taken).toMatchObject({ status: 409, fields: ['name'] });
    await mappings.remove({ id: first.id });
    await mappings.create(till);
    expect((await refusal(mappings.restore({ id: first.id }))).status).toBe(409);
    expect(await mappings.list()).toHaveLength(1);
    expect((await refusal(mappings.create({ ...till, name: 'Auto' }))).fields).toEqual(['name']);
  });

  it('reads only columns that its header has', async () => {
    const columns = { ...till.mapping.columns, tax: 'VAT' };
    const refused = await refusal(
      shop.client.mappings.create({ ...till, mapping: { ...till.mapping, columns } }),
    );
    expect(refused).toMatchObject({ status: 422, fields: ['mapping.columns.tax'] });
    expect(refused.message).toContain('"VAT"');
    expect(await shop.client.mappings.list()).toEqual([]);
  });

  it('travels to another Tillwise as a file, under a free name', async () => {
    const { mappings } = shop.client;
    const { id } = await mappings.create(till);
    const file = await mappings.exportFile({ id });
    const copy = await mappings.importFile(JSON.parse(JSON.stringify(file)));
    expect(copy).toMatchObject({ ...till, name: 'Corner till (2)' });
    const other = await openTestCore();
    try {
      expect(await other.client.mappings.importFile(file)).toMatchObject(till);
    } finally {
      await other.close();
    }
    const newer = { ...file, tillwise_mapping: 2 };
    // As a file that a newer Tillwise wrote would reach the call.
    const refused = await refusal(mappings.importFile(JSON.parse(JSON.stringify(newer))));
    expect(refused).toMatchObject({ status: 422, fields: ['tillwise_mapping'] });
  });
});

const file = (name: string, ...lines: string[]) => new File([`${lines.join('\n')}\n`], name);

describe('a file with the header of a saved mapping', () => {
  const rows = ['03/04/2026,Flat white,"3,20"', '04/04/2026,Tea,"2,50"'];

  async function preview(text: string, more: { kind?: 'sales' | 'expenses' } = {}) {
    const upload_id = await uploadBytes(shop, asBytes(text));
    return shop.client.imports.preview({ upload_id, ...more });
  }

  it('is read with it before anything is guessed, and says so', async () => {
    const text = ['When,What,Paid', ...rows, ''].join('\n');
    expect((await preview(text)).saved_mapping).toBeNull();
    const { id, name } = await shop.client.mappings.create(till);
    const read = await preview(text);
    expect(read).toMatchObject({
      kind: 'sales',
      saved_mapping: { id, name, used: true },
      missing: [],
    });
    expect(read.reasons[0]).toContain('your mapping "Corner till"');
    expect(read.rows.map(({ values }) => values.date)).toEqual(['2026-04-03', '2026-04-04']);
    await shop.client.mappings.remove({ id });
    expect((await preview(text)).saved_mapping).toBeNull();
  });

  it('may order and spell its columns otherwise', async () => {
    const { id } = await shop.client.mappings.create(till);
    const read = await preview('PAID,when, What\n"3,20",03/04/2026,Flat white\n');
    expect(read.saved_mapping?.id).toBe(id);
    expect(read.rows[0]?.values).toMatchObject({ date: '2026-04-03', amount: '3.20' });
  });

  it('is not read with it when it is asked for as another kind, or has another column', async () => {
    await shop.client.mappings.create(till);
    const text = ['When,What,Paid', ...rows, ''].join('\n');
    expect((await preview(text, { kind: 'expenses' })).saved_mapping).toBeNull();
    const wider = ['When,What,Paid,Who', ...rows.map((row) => `${row},Ana`), ''].join('\n');
    expect((await preview(wider)).saved_mapping).toBeNull();
  });

  it('keeps what the owner changes by hand', async () => {
    await shop.client.mappings.create(till);
    const upload_id = await uploadBytes(shop, asBytes(['When,What,Paid', ...rows, ''].join('\n')));
    const { mapping } = await shop.client.imports.preview({ upload_id });
    const changed = await shop.client.imports.preview({
      upload_id,
      kind: 'sales',
      mapping: { ...mapping, date_order: 'mdy' },
    });
    expect(changed.saved_mapping).toMatchObject({ name: 'Corner till', used: false });
    expect(changed.reasons.join(' ')).not.toContain('your mapping');
    expect(changed.rows[0]?.values.date).toBe('2026-03-04');
  });

  it('is imported by a tool with the mapping of that name', async () => {
    await shop.client.mappings.create(till);
    const { uploadSalesCsv } = shop.client.data;
    const sent = file('till.csv', 'When,What,Paid', ...rows);
    const done = await uploadSalesCsv({ file: sent, mapping: 'corner till' });
    expect(done).toMatchObject({ success: true, processed_count: 2, errors: [] });
    const { body } = await shop.client.sales.list({ sort: 'date' });
    expect(body.map(({ date, amount }) => [date, amount])).toEqual([
      ['2026-04-03', 3.2],
      ['2026-04-04', 2.5],
    ]);
  });

  it('is refused in words when no mapping has that name, or it is for other data or columns', async () => {
    await shop.client.mappings.create(till);
    await shop.client.mappings.create({ ...till, name: 'Kiosk' });
    const before = shop.contents();
    const sent = file('till.csv', 'When,What,Paid', ...rows);
    const { uploadSalesCsv, uploadExpensesCsv } = shop.client.data;
    const unknown = await refusal(uploadSalesCsv({ file: sent, mapping: 'Corner shop' }));
    expect(unknown).toMatchObject({ status: 422, fields: ['mapping'] });
    expect(unknown.message).toContain('"Corner till", "Kiosk"');
    const other = await refusal(uploadExpensesCsv({ file: sent, mapping: 'Kiosk' }));
    expect(other.message).toContain('is for sales, not for expenses');
    const lacking = file('till.csv', 'When,What,Sum', ...rows);
    const columns = await refusal(uploadSalesCsv({ file: lacking, mapping: 'Kiosk' }));
    expect(columns).toMatchObject({ status: 422, fields: ['file'] });
    expect(columns.message).toContain('no column "Paid"');
    expect(shop.contents()).toEqual(before);
  });
});
