import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ImportKind, ImportMapping } from '../../src/shared/schemas/import.ts';
import type { ImportCheck, ImportChoices } from '../../src/shared/schemas/import-check.ts';
import { asBytes, importBytes, uploadBytes } from '../support/import-file.ts';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

vi.setConfig({ testTimeout: 120_000 });

const HEADER = 'date,ticket,product_name,quantity,amount,customer_id,customer_name\n';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore({ settings: { currency: 'EUR', time_zone: 'Europe/Berlin' } });
});
afterEach(() => shop.close());

interface Looked {
  upload_id: string;
  kind: ImportKind;
  mapping: ImportMapping;
}

async function look(text: string): Promise<Looked> {
  const upload_id = await uploadBytes(shop, asBytes(text));
  const { kind, mapping } = await shop.client.imports.preview({ upload_id });
  return { upload_id, kind, mapping };
}

/** Runs a check to its end. */
async function check(
  looked: Looked,
  more: Partial<Parameters<TestCore['client']['imports']['check']>[0]> = {},
): Promise<ImportCheck> {
  let found: ImportCheck | undefined;
  for await (const message of await shop.client.imports.check({ ...looked, ...more })) {
    if (message.type === 'refused') throw new Error(message.reason);
    if (message.type === 'done') found = message.check;
  }
  if (!found) throw new Error('the check ended without a result');
  const { rows, stored_rows, bad_rows, excluded, already_there, changed } = found;
  const left_out = excluded.reduce((sum, one) => sum + one.rows, 0);
  expect(stored_rows + bad_rows + left_out + already_there.rows + changed.rows).toBe(rows);
  return found;
}

async function start(
  looked: Looked,
  choices: Partial<ImportChoices> & Record<string, unknown> = {},
) {
  const { id } = await shop.client.imports.start({ ...looked, ...choices });
  await shop.core.services.imports.finished(id);
  return shop.client.imports.get({ id });
}

async function importText(text: string) {
  return importBytes(shop, asBytes(text));
}

async function netSales(): Promise<number> {
  const { body } = await shop.client.sales.list({ limit: 200 });
  return body.reduce((sum, sale) => sum + Math.round(sale.amount * 100), 0) / 100;
}

describe('a check', () => {
  test('tells what an import would do and writes nothing', async () => {
    const before = shop.contents();
    const looked = await look(
      `${HEADER}2026-03-02,1,Tea,1,3.00,C1,Ada\n2026-03-02,1,Cake,1,4.50,C1,Ada\n2026-03-03,2,Tea,-1,-3.00,,\n2026-03-04,3,Tea,1,oops,,\n`,
    );
    const found = await check(looked);
    expect(found).toMatchObject({
      rows: 4,
      stored_rows: 3,
      bad_rows: 1,
      totals: {
        records: 2,
        lines: 3,
        refunds: 1,
        net_sales: 4.5,
        refunded: 3,
        first_date: '2026-03-02',
        last_date: '2026-03-03',
        new_products: 2,
        new_customers: 1,
      },
      already_there: { records: 0, rows: 0, deleted: 0 },
      changed: { records: 0, rows: 0, tickets: [] },
    });
    expect(found.bad).toEqual([
      {
        row: 5,
        values: expect.objectContaining({ amount: 'oops', ticket: '3' }),
        errors: [expect.objectContaining({ column: 'amount', value: 'oops' })],
      },
    ]);
    expect(shop.contents()).toEqual(before);
  });

  test('tells on the way which phase it is in, how much of it is done, and how many rows', async () => {
    const rows = Array.from({ length: 60_000 }, (_, at) => `2026-03-02,${at},Tea,1,3.00,,\n`);
    const looked = await look(HEADER + rows.join(''));
    const told = new Map<string, { share: number; rows: number }[]>();
    for await (const message of await shop.client.imports.check(looked))
      if (message.type === 'progress')
        told.set(message.phase, [...(told.get(message.phase) ?? []), message]);
    expect([...told.keys()]).toEqual(['reading', 'comparing']);
    for (const steps of told.values()) {
      const shares = steps.map(({ share }) => share);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect(steps.at(-1)?.rows).toBeGreaterThan(0);
    }
    expect(told.get('reading')?.length).toBeGreaterThan(2);
    expect(told.get('comparing')?.at(-1)?.rows).toBe(60_000);
  });

  test('rows corrected in place and rows left out count as the owner says', async () => {
    const looked = await look(
      `${HEADER}2026-03-02,1,Tea,1,3.00,,\n2026-03-04,3,Tea,1,oops,,\n2026-03-05,4,Tea,1,9.00,,\n`,
    );
    const more = {
      corrections: [{ row: 3, values: { amount: '5.00' } }],
      excluded_rows: [4],
    };
    const found = await check(looked, more);
    expect(found).toMatchObject({
      stored_rows: 2,
      bad_rows: 0,
      excluded: [{ reason: 'You left this row out.', rows: 1 }],
    });
    const batch = await start(looked, more);
    expect(batch).toMatchObject({
      status: 'done',
      imported_rows: 2,
      excluded_rows: 1,
      net_sales: 8,
    });
  });

  test('a file is looked at, checked and looked at again as often as the owner likes', async () => {
    const looked = await look(`${HEADER}2026-03-02,1,Tea,1,3.00,,\n2026-03-04,2,Tea,1,oops,,\n`);
    const { upload_id, kind, mapping } = looked;
    for (const amount of ['', '4.00', '5.00', '6.00']) {
      const corrections = amount === '' ? [] : [{ row: 3, values: { amount } }];
      const found = await check(looked, { corrections });
      expect(found.stored_rows).toBe(amount === '' ? 1 : 2);
      const preview = await shop.client.imports.preview({ upload_id, kind, mapping });
      expect(preview.rows).toHaveLength(2);
    }
  });

  test('a second check of the same upload takes the place of the first', async () => {
    const looked = await look(`${HEADER}2026-03-02,1,Tea,1,3.00,,\n`);
    const first = await shop.client.imports.check(looked);
    const second = check(looked, { excluded_rows: [2] });
    let last: string | undefined;
    for await (const message of first) last = message.type;
    expect((await second).excluded).toEqual([{ reason: 'You left this row out.', rows: 1 }]);
    expect(last).not.toBe('done');
  });
});

describe('what a check found', () => {
  const bad = (rows: number) =>
    HEADER +
    Array.from({ length: rows }, (_, at) => `2026-03-02,${at},Tea,1,oops ${at},,\n`).join('');

  test('is told page by page beyond the first of very many', async () => {
    const looked = await look(bad(620));
    const { upload_id } = looked;
    const found = await check(looked);
    expect(found.bad_rows).toBe(620);
    expect(found.bad).toHaveLength(500);
    const page = await shop.client.imports.findings({
      upload_id,
      part: 'bad',
      offset: 550,
      limit: 50,
    });
    expect(page.bad).toHaveLength(50);
    expect(page.bad[0]).toMatchObject({
      row: 552,
      values: { amount: 'oops 550' },
      errors: [{ column: 'amount', reason: expect.stringContaining('not a number') }],
    });
    expect(page.changed).toEqual([]);
  });

  test('has every suggestion page by page, and taking all of them mends the file', async () => {
    const rows = Array.from({ length: 1300 }, (_, at) => `2026-03-02,${at},Tea,1,${at}.5O,,\n`);
    const looked = await look(`${HEADER}${rows.join('')}2026-03-02,x,Tea,1,oops,,\n`);
    const found = await check(looked);
    expect(found).toMatchObject({ bad_rows: 1301, suggestions: 1300 });
    const read = (offset: number) =>
      shop.client.imports.findings({
        upload_id: looked.upload_id,
        part: 'suggestions',
        offset,
        limit: 700,
      });
    const cells = [...(await read(0)).suggestions, ...(await read(700)).suggestions];
    expect(new Set(cells.map(({ row }) => row)).size).toBe(1300);
    expect(cells.at(-1)).toEqual({ row: 1301, column: 'amount', suggestion: '1299.50' });
    const corrections = cells.map(({ row, column, suggestion }) => ({
      row,
      values: { [column]: suggestion },
    }));
    expect(await check(looked, { corrections })).toMatchObject({
      stored_rows: 1300,
      bad_rows: 1,
      suggestions: 0,
    });
  });

  test('names every ticket that differs, page by page', async () => {
    const tickets = (price: number) =>
      HEADER +
      Array.from({ length: 230 }, (_, at) => `2026-03-02,${at},Tea,1,${price},,\n`).join('');
    await importText(tickets(3));
    const looked = await look(tickets(4));
    const { upload_id } = looked;
    const found = await check(looked);
    expect(found.changed).toMatchObject({ records: 230, rows: 230 });
    const page = await shop.client.imports.findings({
      upload_id,
      part: 'changed',
      offset: 200,
      limit: 100,
    });
    const ids = [...found.changed.tickets, ...page.changed].map(({ sale_id }) => sale_id);
    expect(new Set(ids).size).toBe(230);
    expect(page.changed[0]?.differences).toContainEqual({
      what: 'Net sales',
      stored: '3.00',
      in_file: '4.00',
    });
  });

  test('waits for a window that was loaded anew, until it is started or put aside', async () => {
    const { imports } = shop.client;
    expect(await imports.waiting()).toEqual([]);
    const looked = await look(`${HEADER}2026-03-02,1,Tea,1,3.00,,\n`);
    const { upload_id } = looked;
    expect(await imports.waiting()).toEqual([{ upload_id, file_name: 'file.csv', found: null }]);
    const found = await check(looked, { excluded_rows: [9] });
    expect(await imports.waiting()).toMatchObject([
      {
        upload_id,
        found: {
          order: { upload_id, kind: 'sales', mapping: looked.mapping, excluded_rows: [9] },
          check: found,
        },
      },
    ]);
    await imports.discardUpload({ upload_id });
    expect(await imports.waiting()).toEqual([]);
    const refused = await refusal(
      imports.findings({ upload_id, part: 'bad', offset: 0, limit: 50 }),
    );
    expect(refused.message).toContain('checked again');
  });

  test('waits for nobody when a tool sent the file', async () => {
    const { data, imports } = shop.client;
    const file = new File([`${HEADER}2026-03-02,1,Tea,1,3.00,,\n`], 'tool.csv');
    const sent = data.uploadSalesCsv({ file, dry_run: true });
    // Received in the first turns of the loop, and looked at for a good while after.
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await imports.waiting()).toEqual([]);
    await sent;
    expect(await imports.waiting()).toEqual([]);
  });
});

describe('duplicates are counted', () => {
  const unnumbered = (count: number) =>
    `date,product_name,amount\n${'2026-03-02,Tea,3.00\n'.repeat(count)}`;

  test('two equal rows in one file are two sales; the file again adds nothing', async () => {
    expect(await importText(unnumbered(2))).toMatchObject({ imported_rows: 2, net_sales: 6 });
    expect(await importText(unnumbered(2))).toMatchObject({
      imported_rows: 0,
      already_there_rows: 2,
    });
    expect(await importText(unnumbered(3))).toMatchObject({
      imported_rows: 1,
      already_there_rows: 2,
    });
    expect(await netSales()).toBe(9);
  });

  test('what the owner typed is never taken for a row of a file', async () => {
    await shop.client.sales.create({ product_name: 'Tea', amount: 3, date: '2026-03-02' });
    expect(await importText(unnumbered(1))).toMatchObject({ imported_rows: 1 });
  });

  test('a sale that was deleted does not come back by itself, and is told', async () => {
    await importText(unnumbered(2));
    const { body } = await shop.client.sales.list({});
    await shop.client.sales.remove({ id: body[0]?.id ?? 0 });
    const found = await check(await look(unnumbered(2)));
    expect(found.already_there).toEqual({ records: 2, rows: 2, deleted: 1 });
  });

  test('an overlapping export adds only its new tickets', async () => {
    await importText(
      `${HEADER}2026-03-02,1,Tea,1,3.00,,\n2026-03-02,1,Cake,1,4.50,,\n2026-03-03,2,Tea,1,3.00,,\n`,
    );
    const again = await importText(
      `${HEADER}2026-03-03,2,Tea,1,3.00,,\n2026-03-02,1,Cake,1,4.50,,\n2026-03-02,1,Tea,1,3.00,,\n2026-03-04,3,Tea,2,6.00,,\n`,
    );
    expect(again).toMatchObject({ imported_rows: 1, already_there_rows: 3, tickets: 1 });
    expect(await netSales()).toBe(16.5);
  });

  test('any file, whole or in overlapping parts, imported in any order, is stored once', async () => {
    const row = fc.record({
      day: fc.integer({ min: 1, max: 3 }),
      product: fc.constantFrom('Tea', 'Cake'),
      cents: fc.constantFrom(300, 450),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 12 }),
        async (rows, cut) => {
          const own = await openTestCore();
          const text = (part: typeof rows) =>
            `date,product_name,amount\n${part
              .map(
                ({ day, product, cents }) =>
                  `2026-03-0${day},${product},${(cents / 100).toFixed(2)}\n`,
              )
              .join('')}`;
          // A later export holds everything that an earlier one had.
          const earlier = rows.slice(0, Math.max(1, Math.min(cut, rows.length)));
          await importBytes(own, asBytes(text(earlier)));
          await importBytes(own, asBytes(text(rows)));
          await importBytes(own, asBytes(text(earlier)));
          const { body } = await own.client.sales.list({ limit: 200 });
          expect(body).toHaveLength(rows.length);
          expect(own.core.kpis.verify().clean).toBe(true);
          await own.close();
        },
      ),
      { numRuns: 6 },
    );
  });
});

test.each([
  [
    'customers',
    'id,name,email\nC1,Ada,ada@example.com\nC2,Bo,\n',
    'C2,Bo,',
    'C2,Bo,bo@example.com',
  ],
  ['products', 'sku,name,price,category\nT1,Tea,3.00,Drinks\nK1,Cake,4.50,\n', '4.50', '4.75'],
] as const)(
  'a list of %s again changes nothing; only what differs counts',
  async (kind, text, from, to) => {
    expect(await importBytes(shop, asBytes(text), { kind })).toMatchObject({ imported_rows: 2 });
    const { import_batch: _first, event: _events, ...before } = shop.contents();
    expect(await importBytes(shop, asBytes(text), { kind })).toMatchObject({
      imported_rows: 0,
      already_there_rows: 2,
    });
    const { import_batch: _second, event: _more, ...after } = shop.contents();
    expect(after).toEqual(before);
    expect(await importBytes(shop, asBytes(text.replace(from, to)), { kind })).toMatchObject({
      imported_rows: 1,
      already_there_rows: 1,
    });
  },
);

describe('a ticket that is there with another content', () => {
  const stored = `${HEADER}2026-03-02,1,Tea,1,3.00,,\n2026-03-02,1,Cake,1,4.50,,\n`;
  const changed = `${HEADER}2026-03-02,1,Tea,2,6.00,,\n2026-03-02,1,Cake,1,4.50,,\n2026-03-03,2,Tea,1,3.00,,\n`;

  test('is shown with its difference and kept', async () => {
    await importText(stored);
    const looked = await look(changed);
    const found = await check(looked);
    expect(found.changed).toMatchObject({ records: 1, rows: 2 });
    expect(found.changed.tickets[0]).toMatchObject({
      number: '1',
      business_date: '2026-03-02',
      differences: [
        { what: 'Net sales', stored: '7.50', in_file: '10.50' },
        { what: 'Tea', stored: '1 for 3.00', in_file: '2 for 6.00' },
      ],
    });
    expect(await start(looked)).toMatchObject({ imported_rows: 1, changed_rows: 2 });
    expect(await netSales()).toBe(10.5);
  });

  test('is replaced when the owner says so, and comes back with an undo', async () => {
    await importText(stored);
    const batch = await start(await look(changed), { changed: 'replace' });
    expect(batch).toMatchObject({ imported_rows: 3, changed_rows: 0, replaced_tickets: 1 });
    expect(await netSales()).toBe(13.5);
    expect(shop.core.kpis.verify().clean).toBe(true);
    await shop.client.imports.undo({ id: batch.id });
    await shop.core.services.imports.finished(batch.id);
    expect(await netSales()).toBe(7.5);
    expect(shop.core.kpis.verify().clean).toBe(true);
  });

  test('can be chosen one by one, and be another ticket with the same number', async () => {
    await importText(stored);
    const looked = await look(changed);
    const found = await check(looked);
    const sale_id = found.changed.tickets[0]?.sale_id ?? 0;
    const batch = await start(looked, { changed_tickets: [{ sale_id, choice: 'add' }] });
    expect(batch).toMatchObject({ imported_rows: 3, replaced_tickets: 0 });
    expect(await netSales()).toBe(21);
  });
});

describe('near matches', () => {
  test('are offered, never applied by themselves, and remembered once accepted', async () => {
    await importText(`${HEADER}2026-03-02,1,Flat White,1,3.00,,\n`);
    const file = `${HEADER}2026-03-05,9,Flat Whitte,1,3.00,,\n`;
    const looked = await look(file);
    const found = await check(looked);
    expect(found.near_matches).toMatchObject([
      { kind: 'product', name: 'Flat Whitte', stored_name: 'Flat White' },
    ]);
    const match = found.near_matches[0];
    if (!match) throw new Error('no match');
    const batch = await start(looked, {
      matches: [{ kind: 'product', in_file: match.in_file, stored_id: match.stored_id }],
    });
    expect(batch).toMatchObject({ imported_rows: 1, new_products: 0 });
    expect((await check(await look(file))).already_there.records).toBe(1);
    const later = await importText(`${HEADER}2026-03-06,10,Flat Whitte,1,3.00,,\n`);
    expect(later).toMatchObject({ imported_rows: 1, new_products: 0 });
  });
});

describe('very many near matches', () => {
  /** Names that are alike in pairs only. */
  const name = (at: number) => {
    const letters = (at + 1_000_000).toString(26).padStart(6, 'q');
    return `${letters} ${[...letters].reverse().join('')} ${letters.slice(1)}x`;
  };

  test('are told whole, however many there are', async () => {
    const file = (end: string) =>
      HEADER +
      Array.from(
        { length: 450 },
        (_, at) => `2026-03-02,${end}${at},${name(at * 977)}${end},1,3.00,,\n`,
      ).join('');
    await importText(file('a'));
    const found = await check(await look(file('b')));
    expect(found.near_matches).toHaveLength(450);
    expect(found.names_not_compared).toBe(0);
  });
});

describe('an undo', () => {
  test('names later edits and asks', async () => {
    const batch = await importText(
      `${HEADER}2026-03-02,1,Tea,1,3.00,,\n2026-03-02,2,Tea,1,3.00,,\n`,
    );
    const { body } = await shop.client.sales.list({});
    const edited = body.find((sale) => sale.number === '1');
    await shop.client.sales.update({ id: edited?.id ?? 0, note: 'By me' });
    const preview = await shop.client.imports.undoPreview({ id: batch.id });
    expect(preview).toMatchObject({
      records: 2,
      edited_count: 1,
      edited: [{ entity: 'sale', name: '1' }],
    });
    await expect(shop.client.imports.undo({ id: batch.id })).rejects.toThrow(/edited since/);
    await shop.client.imports.undo({ id: batch.id, edited: 'keep' });
    await shop.core.services.imports.finished(batch.id);
    expect((await shop.client.sales.list({})).body.map((sale) => sale.number)).toEqual(['1']);
  });

  test('finds later edits anywhere in a long import', async () => {
    const sales = 45_000;
    const rows = Array.from({ length: sales }, (_, at) => `2026-03-02,${at},Tea,1,3.00,,\n`);
    const batch = await importText(HEADER + rows.join(''));
    const numbers = ['0', '19999', '20000', '44999'];
    for (const q of numbers) {
      const { body } = await shop.client.sales.list({ q });
      const sale = body.find(({ number }) => number === q);
      await shop.client.sales.update({ id: sale?.id ?? 0, note: 'By me' });
    }
    const preview = await shop.client.imports.undoPreview({ id: batch.id });
    expect(preview).toMatchObject({ records: sales, edited_count: 4 });
    expect(preview.edited.map(({ name }) => name)).toEqual(expect.arrayContaining(numbers));
    await shop.client.imports.undo({ id: batch.id, edited: 'keep' });
    await shop.core.services.imports.finished(batch.id);
    const { body } = await shop.client.sales.list({});
    expect(body.map((sale) => sale.number).sort()).toEqual(numbers);
  });
});

test('bad rows come as a file that imports once corrected', async () => {
  const batch = await importText(
    `${HEADER}2026-03-02,1,Tea,1,3.00,,\n2026-03-02,2,"Tea, green",1,oops,,\n2026-13-02,3,Tea,1,4.00,,\n`,
  );
  const { csv, file_name } = await shop.client.imports.errorsCsv({ id: batch.id });
  expect(file_name).toBe('file to correct.csv');
  expect(csv.split('\n')[0]).toBe(`${HEADER.trim()},Tillwise: what to correct`);
  expect(csv).toMatch(/oops,,,.*not a number/);
  expect(csv).toMatch(/2026-13-02,3,.*does not exist/);
  const corrected = csv.replace('oops', '5.00').replace('2026-13-02', '2026-03-02');
  const second = await importText(corrected);
  expect(second).toMatchObject({ imported_rows: 2, bad_rows: 0 });
  expect(await netSales()).toBe(12);
});

test('a long line that is broken comes whole in that file, and short everywhere else', async () => {
  const line = `2026-03-02,2,"Tea ${'and cake '.repeat(1000)},1,5.00,,`;
  const good = '2026-03-02,1,Tea,1,3.00,,\n';
  const text = `${HEADER}${good}${line}\n${good}`;
  const looked = await look(text);
  const { bad } = await check(looked);
  const { rows } = await shop.client.imports.preview(looked);
  expect(JSON.stringify([bad, rows]).length).toBeLessThan(3000);
  expect(bad).toMatchObject([{ row: 3, values: { date: line.slice(0, 200) } }]);
  const batch = await importText(text);
  const { body } = await shop.client.imports.errors({ id: batch.id });
  expect(body).toMatchObject([{ row: 3, value: line.slice(0, 200) }]);
  const { csv } = await shop.client.imports.errorsCsv({ id: batch.id });
  expect(csv).toContain(`"${line.replaceAll('"', '""')}"`);
});

test('a dry run answers with what an import would do, and does not do it', async () => {
  await importText(`${HEADER}2026-03-02,1,Tea,1,3.00,,\n`);
  const before = shop.contents();
  const answer = await shop.client.data.uploadSalesCsv({
    file: new File([`${HEADER}2026-03-02,1,Tea,1,3.00,,\n2026-03-03,2,Tea,1,3.50,,\n`], 'x.csv'),
    dry_run: true,
  });
  expect(answer).toMatchObject({
    success: true,
    processed_count: 0,
    total_rows: 2,
    already_there_count: 1,
    import_id: null,
    dry_run: {
      recognised_as: expect.any(String),
      headers: HEADER.trim().split(','),
      rows: [
        { row: 2, values: { date: '2026-03-02', amount: '3.00' }, problem: null },
        { row: 3, values: { date: '2026-03-03', product_name: 'Tea', amount: '3.50' } },
      ],
      check: { totals: { records: 1, net_sales: 3.5 } },
    },
  });
  expect(shop.contents()).toEqual(before);
});
