import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportAll, importAll, wholeText } from '../support/shop-files.ts';
import { openTestCore, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore({ settings: { time_zone: 'Europe/London', day_end_hour: 4 } });
});
afterEach(() => shop.close());

const rowsOf = (text: string) => text.split('\r\n').filter((row) => row !== '');

describe('an export', () => {
  it('has one row a line, what belongs to the ticket once, and names what a refund takes back', async () => {
    const { sales, customers } = shop.client;
    await customers.create({ id: 'C1', name: '=cmd|calc', notes: 'Two\nlines, "quoted"' });
    const sold = await sales.create({
      number: '17',
      date: '2026-05-04T00:30:00Z',
      customer_id: 'C1',
      staff: 'Grace',
      tip: 1,
      note: '@home',
      external_id: 'x-1',
      lines: [
        { product_name: 'Tea', sku: 'T-1', quantity: 0.255, amount: 5.1, category: 'Drinks' },
        { product_name: '-10% voucher', amount: 2, discount: 0.5, tax: 0.4, cost: 1 },
      ],
      tenders: [
        { kind: 'card; gift', amount: 5 },
        { kind: 'cash', amount: 3 },
      ],
    });
    await sales.refund({
      id: sold.id,
      date: '2026-05-05T09:00:00Z',
      lines: [{ line_id: sold.lines[1]?.id ?? 0 }],
    });
    const [header = '', first = '', second = '', refund = ''] = rowsOf(
      await wholeText(await shop.client.export.sales({})),
    );
    const cells = (row: string) =>
      Object.fromEntries(row.split(',').map((cell, at) => [header.split(',')[at], cell]));
    expect(cells(first)).toMatchObject({
      record: '1',
      date: '2026-05-03',
      time: '01:30',
      ticket: '17',
      refund: '',
      customer_id: 'C1',
      customer_name: "'=cmd|calc",
      product_name: 'Tea',
      sku: 'T-1',
      quantity: '0.2550',
      amount: '5.10',
      tip: '1.00',
      tenders: 'card\\; gift 5.00; cash 3.00',
      note: "'@home",
      external_id: 'x-1',
      sold_at: '2026-05-04T00:30:00.000Z',
    });
    expect(cells(second)).toMatchObject({
      record: '1',
      product_name: "'-10% voucher",
      discount: '0.50',
      tip: '',
      tenders: '',
      note: '',
    });
    expect(cells(refund)).toMatchObject({
      refund: 'yes',
      refund_of: '1',
      refund_of_line: '2',
      amount: '-2.00',
    });
    expect(rowsOf(await wholeText(await shop.client.export.customers()))[1]).toBe(
      `C1,'=cmd|calc,,,,"Two\nlines, ""quoted""",`,
    );
  });

  it('holds the days that are asked for, and nothing that was deleted', async () => {
    const { sales, expenses } = shop.client;
    for (const date of ['2026-05-01', '2026-05-02', '2026-05-03'])
      await expenses.create({ description: date, amount: 1, date });
    const { id } = await sales.create({ product_name: 'Tea', amount: 1, date: '2026-05-02' });
    await sales.remove({ id });
    const span = { start_date: '2026-05-02', end_date: '2026-05-02' };
    expect(rowsOf(await wholeText(await shop.client.export.expenses(span)))).toEqual([
      'date,description,amount,category,supplier,tender,record',
      '2026-05-02,2026-05-02,1.00,,,,1',
    ]);
    expect(rowsOf(await wholeText(await shop.client.export.sales(span)))).toHaveLength(1);
  });

  it('shows the shop as it was when it began', async () => {
    const { expenses } = shop.client;
    for (let number = 0; number < 200; number++)
      await expenses.create({ description: 'x'.repeat(500), amount: 1 });
    const pieces = (await shop.client.export.expenses({}))[Symbol.asyncIterator]();
    const first = await pieces.next();
    await expenses.create({ description: 'later', amount: 1 });
    let text = first.done ? '' : first.value;
    for (let piece = await pieces.next(); !piece.done; piece = await pieces.next())
      text += piece.value;
    expect(rowsOf(text)).toHaveLength(201);
    expect(text).not.toContain('later');
  });

  it('is let go of when nobody wants the rest', async () => {
    await shop.client.expenses.create({ description: 'Milk', amount: 1 });
    const pieces = (await shop.client.export.expenses({}))[Symbol.asyncIterator]();
    await pieces.next();
    await pieces.return?.();
    await expect(pieces.next()).resolves.toMatchObject({ done: true });
  });

  it('of an empty shop is its header alone', async () => {
    for (const text of Object.values(await exportAll(shop))) expect(rowsOf(text)).toHaveLength(1);
  });

  it.each(['JPY', 'KWD'])('comes back in %s, which has other decimals', async (currency) => {
    const settings = { currency, time_zone: 'Asia/Tokyo' };
    const from = await openTestCore({ settings });
    const to = await openTestCore({ settings });
    try {
      const digits = from.core.services.settings.money().digits;
      const amount = 1234 / 10 ** digits;
      await from.client.sales.create({
        tip: amount,
        tender: 'cash',
        lines: [{ product_name: 'Tea', quantity: 1.234, amount, cost: amount }],
      });
      await from.client.expenses.create({ description: 'Milk', amount });
      const files = await exportAll(from);
      await importAll(to, files);
      expect(await exportAll(to)).toEqual(files);
    } finally {
      await from.close();
      await to.close();
    }
  });

  it('imports into the same shop again and adds no ticket, customer or product', async () => {
    await shop.client.customers.create({ id: 'C1', name: 'Ana' });
    await shop.client.sales.create({ product_name: 'Tea', amount: 2, customer_id: 'C1' });
    const files = await exportAll(shop);
    await importAll(shop, files);
    expect(await exportAll(shop)).toEqual(files);
  });

  it('that the end of Tillwise cuts off says so instead of waiting for ever', async () => {
    await shop.client.products.create({ name: 'Tea' });
    const pieces = (await shop.client.export.products())[Symbol.asyncIterator]();
    expect((await pieces.next()).value).toContain('Tea');
    await shop.close();
    await expect(pieces.next()).rejects.toThrow();
    shop = await openTestCore();
  });
});
