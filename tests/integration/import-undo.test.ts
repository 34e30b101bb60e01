import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { ImportBatch, ImportMapping } from '../../src/shared/schemas/import.ts';
import { asBytes, fixture, importBytes, uploadBytes } from '../support/import-file.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

// What is right does not depend on how fast the machine is.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 180_000 });

const HEADER =
  'date,product_name,amount,customer_id,category,ticket,sku,staff,tender,quantity,discount,cost\n';

/** Everything but history: the import's own record and the log. */
function shopContents(shop: TestCore): Record<string, unknown[]> {
  const { event: _event, import_batch: _batch, ...tables } = shop.contents();
  // Becoming a VIP and losing it again touches the time of the row.
  const customer = (tables.customer ?? []).map((row) => ({ ...(row as object), updated_at: 0 }));
  return { ...tables, customer };
}

/** Rows that point to one that is gone. */
function brokenLinks({ core }: TestCore): unknown {
  return core.database.sqlite.pragma('foreign_key_check');
}

async function undo(shop: TestCore, id: number): Promise<string> {
  await shop.client.imports.undo({ id });
  await shop.core.services.imports.finished(id);
  return (await shop.client.imports.get({ id })).status;
}

/** Every sale as its export says it; our ids are not in it. */
async function exportedSales({ client }: TestCore): Promise<string> {
  let text = '';
  for await (const piece of await client.export.sales({})) text += piece;
  return text;
}

/** Imports sales whose columns are known. */
async function importMapped(
  shop: TestCore,
  text: string,
  mapping: ImportMapping,
): Promise<ImportBatch> {
  const upload_id = await uploadBytes(shop, asBytes(text));
  const { id } = await shop.client.imports.start({ upload_id, kind: 'sales', mapping });
  await shop.core.services.imports.finished(id);
  return shop.client.imports.get({ id });
}

const saleRow = fc
  .record({
    day: fc.integer({ min: 1, max: 28 }),
    product: fc.constantFrom('Tea', 'Coffee', 'Cake', 'A "quoted" thing', 'Old favourite'),
    amount: fc.oneof(fc.constant(0), fc.integer({ min: -5000, max: 90000 })),
    customer: fc.constantFrom('', 'C1', 'C2', 'NEW1', 'NEW2'),
    category: fc.constantFrom('', 'Drinks', 'Food', 'New things'),
    ticket: fc.constantFrom('T1', 'T2', 'T3', 'T4'),
    sku: fc.constantFrom('', '', 'S1', 'S2'),
    staff: fc.constantFrom('', 'Nora', 'Elias'),
    tender: fc.constantFrom('', 'card'),
    quantity: fc.integer({ min: -2, max: 5 }),
    discount: fc.constantFrom('', '', '0.30'),
    cost: fc.constantFrom('', '', '0.70'),
    bad: fc.boolean(),
  })
  .map((row) => {
    const amount = row.bad ? 'oops' : (row.amount / 100).toFixed(2);
    const name = `"${row.product.replaceAll('"', '""')}"`;
    const date = `2026-02-${String(row.day).padStart(2, '0')}`;
    return `${date},${name},${amount},${row.customer},${row.category},${row.ticket},${row.sku},${row.staff},${row.tender},${row.quantity},${row.discount},${row.cost}\n`;
  });

test('an import that is undone leaves the shop exactly as it was, and comes in the same once more', async () => {
  const shop = await openTestCore({ settings: { currency: 'EUR', vip_threshold: 100 } });
  await shop.client.customers.create({ id: 'C1', name: 'Ana' });
  await shop.client.customers.create({ id: 'C2', name: 'Ben' });
  await shop.client.products.create({
    name: 'Old favourite',
    sku: 'S1',
    cost: 1.1,
    category: 'Food',
  });
  await shop.client.sales.create({ product_name: 'Tea', amount: 30, customer_id: 'C1' });
  await shop.client.sales.create({ product_name: 'Coffee', amount: 5, staff: 'Nora' });
  const before = shopContents(shop);
  // The guess is the same for every file, so it is made once.
  const upload_id = await uploadBytes(shop, asBytes(`${HEADER}2026-02-01,Tea,1.00,,,,,,,,,\n`));
  const { mapping } = await shop.client.imports.preview({ upload_id, kind: 'sales' });
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(saleRow, { minLength: 1, maxLength: 60 }), async (rows) => {
        const batch = await importMapped(shop, HEADER + rows.join(''), mapping);
        expect(batch.status).toBe('done');
        expect(batch.imported_rows + batch.bad_rows).toBe(rows.length);
        expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
        expect(brokenLinks(shop)).toEqual([]);
        const imported = await exportedSales(shop);
        expect(await undo(shop, batch.id)).toBe('undone');
        expect(shopContents(shop)).toEqual(before);
        const again = await importMapped(shop, HEADER + rows.join(''), mapping);
        expect(await exportedSales(shop)).toBe(imported);
        expect(again).toMatchObject({
          imported_rows: batch.imported_rows,
          net_sales: batch.net_sales,
          new_products: batch.new_products,
          new_customers: batch.new_customers,
          already_there_rows: 0,
        });
        expect(await undo(shop, again.id)).toBe('undone');
        expect(shopContents(shop)).toEqual(before);
        expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
        expect(brokenLinks(shop)).toEqual([]);
      }),
      { numRuns: 8 },
    );
  } finally {
    await shop.close();
  }
});

test('undoing customers and expenses puts back what was there', async () => {
  const shop = await openTestCore({ settings: { currency: 'EUR' } });
  await shop.client.customers.create({ id: 'C1', name: 'Ana', notes: 'likes oat milk' });
  await shop.client.customers.create({ id: 'C2', name: 'Gone' });
  await shop.client.customers.remove({ id: 'C2' });
  await shop.client.expenses.create({ description: 'Milk', amount: 3, category: 'Rent' });
  const before = shopContents(shop);
  const customers = await importBytes(shop, fixture('tillwise-customers.csv'));
  const expenses = await importBytes(shop, fixture('tillwise-expenses.csv'));
  expect(await shop.client.customers.get({ id: 'C2' })).toMatchObject({
    name: expect.stringContaining("O'Brien"),
  });
  expect(await undo(shop, expenses.id)).toBe('undone');
  expect(await undo(shop, customers.id)).toBe('undone');
  expect(shopContents(shop)).toEqual(before);
  expect(await refusal(shop.client.imports.undo({ id: customers.id }))).toMatchObject({
    status: 409,
  });
  await shop.close();
});

test('what the owner used or changed since stays when an import goes', async () => {
  const shop = await openTestCore({ settings: { currency: 'EUR' } });
  const batch = await importBytes(shop, fixture('tillwise-sales.csv'));
  await shop.client.sales.create({ product_name: 'Tea', amount: 3, customer_id: 'C1' });
  const deleted = await shop.client.sales.create({ product_name: 'Croissant', amount: 9 });
  await shop.client.sales.remove({ id: deleted.id });
  expect(await undo(shop, batch.id)).toBe('undone');
  const { body: products } = await shop.client.products.list({});
  expect(products.map(({ name }) => name).sort()).toEqual(['Croissant', 'Tea']);
  expect(await shop.client.customers.get({ id: 'C1' })).toMatchObject({ name: 'Ana Silva' });
  // A sale that was deleted can be restored, with all it names.
  expect(brokenLinks(shop)).toEqual([]);
  expect(await shop.client.sales.restore({ id: deleted.id })).toMatchObject({
    product_name: 'Croissant',
  });
  expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
  await shop.close();
});

test('a sale that was refunded by hand is not pulled away from under its refund', async () => {
  const shop = await openTestCore({ settings: { currency: 'EUR' } });
  const batch = await importBytes(shop, fixture('tillwise-sales.csv'));
  const { body: sales } = await shop.client.sales.list({ sort: 'date' });
  const bought = sales.find(({ number }) => number === 'T2');
  const refund = await shop.client.sales.create({
    kind: 'refund',
    refund_of: bought?.id,
    product_name: 'Croissant',
    amount: 2.6,
  });
  expect(await refusal(shop.client.imports.undo({ id: batch.id }))).toMatchObject({
    status: 409,
    message: expect.stringContaining('Delete that refund first'),
  });
  await shop.client.sales.remove({ id: refund.id });
  expect(await undo(shop, batch.id)).toBe('undone');
  expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
  await shop.close();
});

/** Enough tickets for several transactions. */
function manyTickets(): string {
  let text = 'date,product_name,amount,customer_id\n';
  for (let row = 0; row < 6000; row++) {
    const day = String(1 + (row % 28)).padStart(2, '0');
    text += `2026-01-${day},Product ${row % 40},${(row % 700) + 1}.00,C${row % 50}\n`;
  }
  return text;
}

test('cancelled while it writes: nothing of it stays', async () => {
  const shop = await openTestCore({ settings: { currency: 'EUR' } });
  const before = shopContents(shop);
  const upload_id = await uploadBytes(shop, asBytes(manyTickets()));
  const { kind, mapping } = await shop.client.imports.preview({ upload_id });
  const { id } = await shop.client.imports.start({ upload_id, kind, mapping });
  const count = shop.core.database.sqlite.prepare('SELECT COUNT(*) FROM sale').pluck();
  while (count.get() === 0) await new Promise((resolve) => setImmediate(resolve));
  expect((await shop.client.imports.cancel({ id })).status).toBe('cancelling');
  // Somebody sells while the import goes away.
  const sale = await shop.client.sales.create({ product_name: 'Tea', amount: 3 });
  await shop.core.services.imports.finished(id);
  expect((await shop.client.imports.get({ id })).status).toBe('cancelled');
  expect(count.get()).toBe(1);
  expect(await shop.client.sales.get({ id: sale.id })).toMatchObject({ amount: 3 });
  expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
  expect(shopContents(shop).customer).toEqual(before.customer);
  expect(shopContents(shop).import_error).toEqual([]);
  await shop.close();
});

/** Begins an import of many tickets and waits until some are in. @returns its id and one of them */
async function halfImported(shop: TestCore): Promise<{ id: number; ticket: number }> {
  const upload_id = await uploadBytes(shop, asBytes(manyTickets()));
  const { kind, mapping } = await shop.client.imports.preview({ upload_id });
  const { id } = await shop.client.imports.start({ upload_id, kind, mapping });
  const some = async () => (await shop.client.sales.list({ limit: 1 })).body[0]?.id;
  await expect.poll(some, { interval: 1, timeout: 60_000 }).toBeGreaterThan(0);
  return { id, ticket: (await some()) ?? 0 };
}

test('a ticket that was refunded is not torn from its refund by cancelling its import', async () => {
  const shop = await openTestCore({ settings: { currency: 'EUR' } });
  const { id, ticket } = await halfImported(shop);
  const refund = await shop.client.sales.refund({ id: ticket });
  expect(await refusal(shop.client.imports.cancel({ id }))).toMatchObject({
    status: 409,
    message: expect.stringContaining('Delete that refund first'),
  });
  await shop.core.services.imports.finished(id);
  expect((await shop.client.imports.get({ id })).status).toBe('done');
  expect(await shop.client.sales.get({ id: refund.id })).toMatchObject({ refund_of: ticket });
  await shop.client.sales.remove({ id: refund.id });
  expect(await undo(shop, id)).toBe('undone');
  expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
  await shop.close();
});

test('nor by a disk that fills up: the import waits, and goes on once there is room', async () => {
  const shop = await openTestCore({ settings: { currency: 'EUR' } });
  const { sqlite } = shop.core.database;
  const { id, ticket } = await halfImported(shop);
  const refund = await shop.client.sales.refund({ id: ticket });
  const pages = Number(sqlite.pragma('page_count', { simple: true }));
  sqlite.pragma(`max_page_count = ${pages}`);
  await shop.core.services.imports.finished(id);
  sqlite.pragma(`max_page_count = ${pages + 100_000}`);
  expect(await shop.client.imports.get({ id })).toMatchObject({
    status: 'interrupted',
    message: expect.stringContaining('Delete that refund first'),
  });
  expect(await shop.client.sales.get({ id: refund.id })).toMatchObject({ refund_of: ticket });
  await shop.client.imports.resume({ id });
  await shop.core.services.imports.finished(id);
  expect(await shop.client.imports.get({ id })).toMatchObject({ status: 'done', tickets: 6000 });
  expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
  await shop.close();
});

test('an interrupted import is cancelled as it is undone: refunds stop it, edits are asked about', async () => {
  let shop = await openTestCore({ dataDir: join(tempFolder(), 'data') });
  const { id, ticket } = await halfImported(shop);
  await shop.core.close();
  shop = await openTestCore({ dataDir: shop.dataDir });
  expect((await shop.client.imports.get({ id })).status).toBe('interrupted');
  const refund = await shop.client.sales.refund({ id: ticket });
  expect(await refusal(shop.client.imports.cancel({ id }))).toMatchObject({
    status: 409,
    message: expect.stringContaining('Delete that refund first'),
  });
  await shop.client.sales.remove({ id: refund.id });
  await shop.client.sales.update({ id: ticket, note: 'By me' });
  expect(await refusal(shop.client.imports.cancel({ id }))).toMatchObject({
    status: 409,
    message: expect.stringContaining('edited since'),
  });
  await shop.client.imports.undo({ id, edited: 'keep' });
  await shop.core.services.imports.finished(id);
  expect((await shop.client.sales.list({})).body.map((sale) => sale.id)).toEqual([ticket]);
  await shop.close();
});

test('a refund that is kept keeps the sale that it takes back', async () => {
  const shop = await openTestCore();
  const other = await openTestCore();
  const bought = await other.client.sales.create({ product_name: 'Mug', amount: 5 });
  await other.client.sales.create({ product_name: 'Tea', amount: 3 });
  await other.client.sales.refund({ id: bought.id });
  const batch = await importBytes(shop, asBytes(await exportedSales(other)));
  await other.close();
  const { body } = await shop.client.sales.list({});
  const refund = body.find((sale) => sale.refund_of !== null);
  await shop.client.sales.update({ id: refund?.id ?? 0, note: 'By me' });
  await shop.client.imports.undo({ id: batch.id, edited: 'keep' });
  await shop.core.services.imports.finished(batch.id);
  const kept = (await shop.client.sales.list({})).body;
  expect(kept.map((sale) => sale.id).sort()).toEqual([refund?.refund_of, refund?.id].sort());
  expect(kept.find((sale) => sale.id === refund?.id)?.refund_of).toBe(refund?.refund_of);
  expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
  await shop.close();
});

test('a sale that is edited while later edits are looked for is asked about, too', async () => {
  const shop = await openTestCore();
  const batch = await importBytes(shop, fixture('tillwise-sales.csv'));
  const [sale] = (await shop.client.sales.list({})).body;
  const id = sale?.id ?? 0;
  const [undone, edited] = await Promise.allSettled([
    shop.client.imports.undo({ id: batch.id }),
    shop.client.sales.update({ id, note: 'By me' }),
  ]);
  expect(edited.status).toBe('fulfilled');
  expect(undone).toMatchObject({
    status: 'rejected',
    reason: { message: expect.stringContaining('1 of the records of this import was edited') },
  });
  const [undoing] = await Promise.all([
    shop.client.imports.undo({ id: batch.id, edited: 'keep' }),
    shop.client.sales.update({ id, note: 'By me again' }),
  ]);
  expect(undoing.status).toBe('undoing');
  await shop.core.services.imports.finished(batch.id);
  expect((await shop.client.sales.list({})).body).toMatchObject([{ id, note: 'By me again' }]);
  await shop.close();
});

test('what is being taken out is no longer changed or refunded', async () => {
  const shop = await openTestCore({ settings: { currency: 'EUR' } });
  const batch = await importBytes(shop, asBytes(manyTickets()));
  const [newest, refunded] = (await shop.client.sales.list({ limit: 2 })).body;
  const id = newest?.id ?? 0;
  const refund = await shop.client.sales.refund({ id: refunded?.id ?? 0 });
  await shop.client.sales.remove({ id: refund.id });
  await shop.client.imports.undo({ id: batch.id });
  const refused = { status: 409, message: expect.stringContaining('file.csv') };
  expect(await refusal(shop.client.sales.update({ id, note: 'By me' }))).toMatchObject(refused);
  expect(await refusal(shop.client.sales.refund({ id }))).toMatchObject(refused);
  expect(await refusal(shop.client.sales.restore({ id: refund.id }))).toMatchObject(refused);
  expect(await shop.client.sales.create({ product_name: 'Tea', amount: 3 })).toBeDefined();
  await shop.core.services.imports.finished(batch.id);
  expect((await shop.client.sales.list({})).body).toMatchObject([{ product_name: 'Tea' }]);
  expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
  await shop.close();
});

test('the disk fills up in the middle: nothing stays, also of a file with bad rows', async () => {
  const shop = await openTestCore({ settings: { currency: 'EUR' } });
  const { sqlite } = shop.core.database;
  const file = new File([`${manyTickets()}2026-01-01,Tea,oops,\n`], 'sales.csv');
  const pages = Number(sqlite.pragma('page_count', { simple: true }));
  sqlite.pragma(`max_page_count = ${pages + 120}`);
  const refused = await refusal(shop.client.data.uploadSalesCsv({ file }));
  expect(refused.message).toMatch(/disk is full/);
  const [batch] = await shop.client.imports.list();
  expect(batch?.status).toBe('failed');
  expect(shop.contents()).toMatchObject({ sale: [], sale_line: [], import_error: [] });
  expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
  await shop.close();
});

test('the trail says when an import was taken out, not when it came', async () => {
  const shop = await openTestCore();
  const { id } = await importBytes(
    shop,
    asBytes('date,product_name,amount\n2026-05-04,Tea,2.50\n'),
  );
  const imported = shop.time.now;
  shop.time.now += 3 * 86_400_000;
  await undo(shop, id);
  const [newest, before] = (await shop.client.events.list({ limit: 2 })).body;
  expect(newest).toMatchObject({
    type: 'data.import_undone',
    occurred_at: new Date(shop.time.now).toISOString(),
  });
  expect(before).toMatchObject({
    type: 'data.imported',
    occurred_at: new Date(imported).toISOString(),
  });
  await shop.close();
});

test('closed while it keeps the reasons of its bad rows: they are all there when it goes on', async () => {
  const folder = tempFolder();
  const rows = Array.from({ length: 10_000 }, (_, at) => `2026-02-01,Tea ${at},oops\n`);
  const file = asBytes(`date,product_name,amount\n2026-02-01,Tea,2.50\n${rows.join('')}`);
  let shop = await openTestCore({ dataDir: join(folder, 'data') });
  const upload_id = await uploadBytes(shop, file);
  const { kind, mapping } = await shop.client.imports.preview({ upload_id });
  const { id } = await shop.client.imports.start({ upload_id, kind, mapping });
  const reasons = async () => (await shop.client.imports.errors({ id, limit: 1 })).body.length;
  await expect.poll(reasons, { interval: 1, timeout: 60_000 }).toBe(1);
  await shop.core.close();

  shop = await openTestCore({ dataDir: shop.dataDir });
  expect((await shop.client.imports.get({ id })).status).toBe('interrupted');
  await shop.client.imports.resume({ id });
  await shop.core.services.imports.finished(id);
  expect(await shop.client.imports.get({ id })).toMatchObject({ status: 'done', bad_rows: 10_000 });
  expect(shop.contents().import_error).toHaveLength(10_000);
  const { csv } = await shop.client.imports.errorsCsv({ id });
  const lines = csv.trim().split('\n');
  expect(lines).toHaveLength(10_001);
  expect(lines[0]).toMatch(/^date,product_name,amount,/);
  expect(lines[10_000]).toMatch(/^2026-02-01,Tea 9999,oops,"amount: /);
  await shop.close();
});

test.each(['resume', 'undo'] as const)(
  'killed in the middle: %s works at the next start',
  async (way) => {
    const folder = tempFolder();
    const file = join(folder, 'sales.csv');
    writeFileSync(file, manyTickets());
    const dataDir = join(folder, 'data');
    const script = fileURLToPath(new URL('../support/crash-import.ts', import.meta.url));
    const died = spawnSync(process.execPath, [script, dataDir, file]);
    expect(died.signal).toBe('SIGKILL');

    const shop = await openTestCore({ dataDir });
    const [batch] = await shop.client.imports.list();
    expect(batch?.status).toBe('interrupted');
    expect(batch?.tickets).toBeGreaterThan(0);
    expect(batch?.tickets).toBeLessThan(6000);
    expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
    const id = batch?.id ?? 0;
    if (way === 'resume') {
      await shop.client.imports.resume({ id });
      await shop.core.services.imports.finished(id);
      expect(await shop.client.imports.get({ id })).toMatchObject({
        status: 'done',
        imported_rows: 6000,
        tickets: 6000,
        new_customers: 50,
      });
      expect(shop.contents().sale).toHaveLength(6000);
    } else {
      await undo(shop, id);
      expect((await shop.client.imports.get({ id })).status).toBe('cancelled');
      expect(shop.contents()).toMatchObject({ sale: [], product: [], customer: [] });
    }
    expect(shop.core.kpis.verify()).toMatchObject({ clean: true });
    await shop.close();
  },
);
