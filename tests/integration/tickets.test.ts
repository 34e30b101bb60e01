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

  it('is not taken for a refund that is sent under the id of a sale, nor the other way round', async () => {
    const { sales } = shop.clientOf({ kind: 'token', name: 'Till 1' }, 'api');
    const sale = await sales.create({ ...tea, external_id: '1' });
    const other = await sales.create({ ...tea, external_id: '2' });
    const back = await sales.refund({ id: sale.id, external_id: 'r' });
    await sales.create({ ...tea, kind: 'refund', external_id: 'f' });
    const before = shop.contents();
    for (const [call, words] of [
      [sales.refund({ id: other.id, external_id: '2' }), /ticket 2 .* is a sale\./],
      [sales.create({ ...tea, kind: 'refund', external_id: '2' }), /ticket 2 .* is a sale\./],
      [
        sales.refund({ id: other.id, external_id: 'r' }),
        /ticket 3 .* is a refund of another sale\./,
      ],
      [
        sales.refund({ id: other.id, external_id: 'f' }),
        /ticket 4 .* is a refund without a sale\./,
      ],
      [sales.create({ ...tea, external_id: 'r' }), /ticket 3 .* is a refund\./],
    ] as const) {
      const refused = await refusal(call);
      expect(refused).toMatchObject({ status: 409, fields: ['external_id'] });
      expect(refused.message).toMatch(words);
    }
    expect(shop.contents()).toEqual(before);
    const again = { ...tea, kind: 'refund', refund_of: sale.id, external_id: 'r' } as const;
    expect((await sales.create(again)).id).toBe(back.id);
    expect((await sales.refund({ id: sale.id, external_id: 'r' })).id).toBe(back.id);
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
