import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

const tea = { product_name: 'Tea', amount: 3 };

describe('a unit price', () => {
  it('makes the amount, exactly and rounded half away from zero', async () => {
    const sale = await shop.client.sales.create({
      lines: [
        { product_name: 'Tea', unit_price: 2.5, quantity: 3 },
        { product_name: 'Petrol', unit_price: 1.459, quantity: 35.125 },
        { product_name: 'Half a cent', unit_price: 0.005 },
        { product_name: 'Back', unit_price: 2.5, quantity: -1 },
      ],
    });
    expect(sale.lines.map((line) => line.gross)).toEqual([7.5, 51.25, 0.01, -2.5]);
  });

  it('that does not agree with the amount is refused with the amount that would', async () => {
    const line = { product_name: 'Tea', unit_price: 2.5, quantity: 3 };
    const right = await shop.client.sales.create({ lines: [{ ...line, amount: 7.5 }] });
    expect(right.amount).toBe(7.5);
    const wrong = await refusal(shop.client.sales.create({ lines: [tea, { ...line, amount: 7 }] }));
    expect(wrong).toMatchObject({ status: 422, fields: ['lines.1.amount'] });
    expect(wrong.message).toContain('make 7.5, not 7. Send 7.5,');
    const twice = shop.client.sales.create({ lines: [{ ...line, amount: 7.5, gross: 7 }] });
    expect(await refusal(twice)).toMatchObject({ fields: ['lines.0.amount'] });
    const neither = shop.client.sales.create({ lines: [{ product_name: 'Tea' }] });
    expect(await refusal(neither)).toMatchObject({ fields: ['lines.0.amount'] });
    const fine = shop.client.sales.create({ lines: [{ ...line, unit_price: 0.1234567 }] });
    expect(await refusal(fine)).toMatchObject({ fields: ['lines.0.unit_price'] });
  });
});

describe('the tax of a ticket', () => {
  it('is shared over its lines, those that came back too', async () => {
    const sale = await shop.client.sales.create({
      tax: 1,
      lines: [
        { product_name: 'Tea', amount: 3 },
        { product_name: 'Cake', amount: 3 },
        { product_name: 'Mug', amount: 6 },
        { product_name: 'Bun', amount: -2 },
      ],
    });
    expect(sale.lines.map((line) => line.tax)).toEqual([0.3, 0.3, 0.6, -0.2]);
    expect(sale).toMatchObject({ tax: 1, amount: 10, total: 11 });
  });

  it('must agree with that of the lines where they tell it', async () => {
    const lines = [{ ...tea, tax: 0.2 }, tea];
    expect((await shop.client.sales.create({ tax: 0.2, lines })).tax).toBe(0.2);
    const wrong = await refusal(shop.client.sales.create({ tax: 0.5, lines }));
    expect(wrong).toMatchObject({ status: 422, fields: ['tax'] });
    expect(wrong.message).toContain('add up to 0.2, not to 0.5. Send 0.2,');
    const nothing = shop.client.sales.create({ tax: 1, lines: [tea, { ...tea, amount: -3 }] });
    expect(await refusal(nothing)).toMatchObject({ fields: ['tax'] });
  });

  it('is taken out of amounts that contain it, so that the total is what was paid', async () => {
    const sale = await shop.client.sales.create({
      tax_included: true,
      discount: 1.2,
      tax: 3.8,
      total: 22.8,
      lines: [
        { product_name: 'Tea', unit_price: 6, quantity: 2 },
        { product_name: 'Cake', amount: 13.2, discount: 1.2 },
      ],
    });
    expect(sale).toMatchObject({ tax: 3.8, amount: 19, total: 22.8 });
    for (const line of sale.lines) {
      expect(line.net).toBeCloseTo(line.gross - line.discount, 9);
      expect(line.tax / line.net).toBeCloseTo(0.2, 9);
    }
    const own = await shop.client.sales.create({
      tax_included: true,
      lines: [{ ...tea, tax: 0.5 }],
    });
    expect(own).toMatchObject({ amount: 2.5, tax: 0.5, total: 3 });
    const more = shop.client.sales.create({ tax_included: true, lines: [{ ...tea, tax: 3.01 }] });
    expect(await refusal(more)).toMatchObject({ fields: ['lines.0.tax'] });
  });
});

describe('what was paid', () => {
  it('is split over tenders that add up', async () => {
    const tenders = [
      { kind: ' card ', amount: 5 },
      { kind: 'cash', amount: -1 },
    ];
    const input = { lines: [tea], tip: 0.5, shipping: 0.5 };
    const sale = await shop.client.sales.create({ ...input, tenders });
    expect(sale.tenders).toEqual([
      { kind: 'card', amount: 5 },
      { kind: 'cash', amount: -1 },
    ]);
    const wrong = await refusal(
      shop.client.sales.create({ ...input, tenders: [{ kind: 'card', amount: 3 }] }),
    );
    expect(wrong).toMatchObject({ status: 422, fields: ['tenders'] });
    expect(wrong.message).toMatch(/add up to 3, but the ticket to 4\. Make them add up to 4\.$/);
    expect(
      await refusal(shop.client.sales.create({ ...input, tender: 'card', tenders })),
    ).toMatchObject({ fields: ['tenders'] });
  });

  it('is checked against the total that was sent', async () => {
    const input = { lines: [{ ...tea, tax: 0.6 }], tip: 1, discount: 0.5 };
    expect((await shop.client.sales.create({ ...input, total: 4.1 })).total).toBe(4.1);
    const wrong = await refusal(shop.client.sales.create({ ...input, total: 4 }));
    expect(wrong).toMatchObject({ status: 422, fields: ['total'] });
    expect(wrong.message).toContain('add up to 4.1, not to 4. Send 4.1,');
    const refund = await shop.client.sales.create({ kind: 'refund', lines: [tea], total: 3 });
    expect(refund.total).toBe(-3);
  });
});

describe('a ticket', () => {
  it('takes its number as ticket too, and its time as sold_at', async () => {
    const sale = await shop.client.sales.create({
      ...tea,
      ticket: 'A-1',
      sold_at: '2026-05-04T09:30:00Z',
    });
    expect(sale).toMatchObject({ number: 'A-1', date: '2026-05-04', time_known: true });
    expect(
      await refusal(shop.client.sales.create({ ...tea, ticket: 'A', number: 'B' })),
    ).toMatchObject({ fields: ['ticket'] });
    const otherDay = { ...tea, sold_at: '2026-05-04T09:30:00Z', date: '2026-05-03' };
    expect(await refusal(shop.client.sales.create(otherDay))).toMatchObject({ fields: ['date'] });
    const future = { ...tea, sold_at: '2026-06-04T09:30:00Z' };
    expect(await refusal(shop.client.sales.create(future))).toMatchObject({ fields: ['sold_at'] });
  });

  it('adds the customer that it tells of, once', async () => {
    const customer = { id: 'C9', name: 'Zoe', email: 'zoe@example.com' };
    const first = await shop.client.sales.create({ ...tea, customer });
    expect(first).toMatchObject({ customer_id: 'C9', customer_name: 'Zoe' });
    const again = { ...tea, customer: { ...customer, name: 'Zoë B.' }, customer_id: 'C9' };
    expect(await shop.client.sales.create(again)).toMatchObject({ customer_name: 'Zoe' });
    const other = { ...tea, customer, customer_id: 'C8' };
    expect(await refusal(shop.client.sales.create(other))).toMatchObject({
      fields: ['customer.id'],
    });
    expect((await shop.client.customers.list({})).body).toHaveLength(1);
    const unborn = { id: 'C10', name: 'Yan', birthday: '2027-01-01' };
    expect(await refusal(shop.client.sales.create({ ...tea, customer: unborn }))).toMatchObject({
      fields: ['customer.birthday'],
    });
    await shop.client.sales.remove({ id: first.id });
    await shop.client.customers.remove({ id: 'C9' });
    expect(await refusal(shop.client.sales.create({ ...tea, customer }))).toMatchObject({
      fields: ['customer.id'],
    });
  });

  it('shares its external id with tokens that name the same source', async () => {
    const input = { ...tea, external_id: '7', external_source: 'till east' };
    const first = await shop.client.sales.create(input);
    const other = shop.clientOf({ kind: 'token', name: 'New token' }, 'api');
    expect((await other.sales.create(input)).id).toBe(first.id);
    expect((await other.sales.create({ ...tea, external_id: '7' })).id).not.toBe(first.id);
  });
});

describe('a sale that is sent back whole', () => {
  it('is not changed by what it shows, and takes the one field that is new', async () => {
    const sale = await shop.client.sales.create({
      lines: [
        { product_name: 'Tea', amount: 8, discount: 2, tax: 0.4, quantity: 2 },
        { product_name: 'Cake', amount: 5, cost: 2 },
      ],
      discount: 1,
      tip: 1,
      tenders: [
        { kind: 'card', amount: 6.4 },
        { kind: 'cash', amount: 5 },
      ],
    });
    const changed = await shop.client.sales.update({ ...sale, note: 'by the window' });
    expect(changed).toEqual({ ...sale, note: 'by the window', version: 2 });
    const refund = await shop.client.sales.refund({ id: sale.id });
    const noted = await shop.client.sales.update({ ...refund, note: 'cold' });
    expect(noted).toEqual({ ...refund, note: 'cold', version: 2 });
    const simple = await shop.client.sales.create({ ...tea, amount: 10, discount: 1 });
    expect(await shop.client.sales.update({ ...simple, staff: 'Mia' })).toMatchObject({
      amount: 9,
      discount: 1,
      staff: 'Mia',
    });
  });

  it('takes the one field of a line that is new', async () => {
    await shop.client.products.create({ name: 'Known', sku: 'K-1' });
    const sendBack = async (change: object) => {
      const sale = await shop.client.sales.create({
        lines: [{ product_name: 'Tea', sku: 'T-1', amount: 8, quantity: 2 }, tea],
      });
      const lines = sale.lines.map((line, index) => (index === 0 ? { ...line, ...change } : line));
      return shop.client.sales.update({ ...sale, lines });
    };
    for (const [change, line] of [
      [{ product_name: 'Iced tea' }, { product_name: 'Iced tea', sku: null }],
      [{ sku: 'K-1' }, { product_name: 'Known', sku: 'K-1' }],
      [{ quantity: 3 }, { product_name: 'Tea', sku: 'T-1', quantity: 3 }],
      [{ gross: 9 }, { gross: 9, net: 9 }],
      [{ category: 'Drinks' }, { category: 'Drinks', gross: 8 }],
    ] as const)
      expect((await sendBack(change)).lines[0], JSON.stringify(change)).toMatchObject(line);
    // Two sums for one line: neither is dropped in silence.
    for (const change of [{ amount: 9 }, { unit_price: 4.5 }])
      expect(await refusal(sendBack(change)), JSON.stringify(change)).toMatchObject({
        status: 422,
        fields: ['lines.0.amount'],
      });
    expect((await sendBack({ amount: 8, unit_price: 4 })).lines[0]).toMatchObject({ gross: 8 });
  });

  it('is told what of it stays for good', async () => {
    const sale = await shop.client.sales.create({ ...tea, external_id: 'x-1' });
    const refund = await shop.client.sales.refund({ id: sale.id });
    const before = shop.contents();
    for (const [field, change] of [
      ['kind', { ...sale, kind: 'refund' as const }],
      ['external_id', { ...sale, external_id: 'x-2' }],
      ['external_id', { ...sale, external_id: null }],
      ['refund_of', { ...refund, refund_of: 4711 }],
    ] as const)
      expect(await refusal(shop.client.sales.update(change))).toMatchObject({
        status: 422,
        fields: [field],
      });
    expect(shop.contents()).toEqual(before);
  });

  it('changes split tenders with its total', async () => {
    const sale = await shop.client.sales.create({ ...tea, tender: 'cash' });
    const tenders = [
      { kind: 'cash', amount: 1 },
      { kind: 'card', amount: 3 },
    ];
    expect(
      await refusal(shop.client.sales.update({ id: sale.id, amount: 5, tenders })),
    ).toMatchObject({ fields: ['tenders'] });
    const changed = await shop.client.sales.update({ id: sale.id, amount: 4, tenders });
    expect(changed).toMatchObject({ total: 4, tenders });
    expect(await refusal(shop.client.sales.update({ id: sale.id, amount: 5 }))).toMatchObject({
      fields: ['tender'],
    });
  });
});

describe('what creating answers', () => {
  it('is what reading answers', async () => {
    await shop.client.products.create({ name: 'Tea', sku: 'T-1', category: 'Drinks', cost: 1 });
    const customer = { id: 'C1', name: 'Ana' };
    await shop.client.sales.create({ ...tea, category: 'Sweets', staff: 'Mia', customer });
    const sale = await shop.client.sales.create({
      customer_id: 'C1',
      staff: ' mia ',
      channel: 'web',
      note: 'n',
      external_id: 'x',
      tenders: [
        { kind: 'card', amount: 10 },
        { kind: 'cash', amount: 2 },
      ],
      lines: [
        { product_name: 'tea', amount: 3 },
        { product_name: 'Cake', category: 'SWEETS', amount: 4 },
        { product_name: 'Cake', sku: 'C-1', amount: 5 },
      ],
    });
    expect(sale).toMatchObject({ staff: 'Mia', lines: [{ sku: 'T-1' }, { sku: 'C-1' }, {}] });
    expect(await shop.client.sales.get({ id: sale.id })).toEqual(sale);
    const refund = await shop.client.sales.refund({ id: sale.id });
    expect(await shop.client.sales.get({ id: refund.id })).toEqual(refund);
    for (const event of shop.events().filter(({ type }) => type === 'sale.created')) {
      const stored = shop.core.services.sales.get(Number(event.entity_id));
      expect(JSON.parse(event.after ?? '')).toEqual(stored);
    }
  });
});
