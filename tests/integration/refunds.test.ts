import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asBytes, importBytes } from '../support/import-file.ts';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

/** A ticket of two teas for 8 less 2 discount, and a cake for 5; tip 1. */
async function sellTwoTeasAndACake() {
  await shop.client.customers.create({ id: 'C1', name: 'Ana' });
  await shop.client.products.create({ name: 'Tea', cost: 0.75 });
  return shop.client.sales.create({
    customer_id: 'C1',
    tip: 1,
    lines: [
      { product_name: 'Tea', amount: 8, quantity: 2, discount: 2 },
      { product_name: 'Cake', amount: 5 },
    ],
  });
}

describe('a refund', () => {
  it('without a ticket is typed positive and stored negative', async () => {
    const refund = await shop.client.sales.create({
      kind: 'refund',
      product_name: 'Tea',
      amount: 3,
      quantity: 2,
      tender: 'cash',
    });
    expect(refund).toMatchObject({
      kind: 'refund',
      amount: -3,
      gross: 0,
      returns: 3,
      total: -3,
      refund_of: null,
      tenders: [{ kind: 'cash', amount: -3 }],
    });
    expect(refund.lines[0]).toMatchObject({ quantity: -2, gross: -3, net: -3 });
  });

  it('of a ticket takes its customer, products and costs', async () => {
    const sale = await sellTwoTeasAndACake();
    await shop.client.products.update({ id: sale.lines[0]?.product_id ?? 0, cost: 9 });
    const refund = await shop.client.sales.create({
      kind: 'refund',
      refund_of: sale.id,
      product_name: 'tea',
      amount: 3,
    });
    expect(refund).toMatchObject({ refund_of: sale.id, customer_id: 'C1', amount: -3 });
    expect(refund.lines[0]).toMatchObject({
      product_id: sale.lines[0]?.product_id,
      quantity: -1,
      cost: -0.75,
    });
  });

  it('gives back at most what was sold, over all refunds', async () => {
    const sale = await sellTwoTeasAndACake();
    const refund = (product_name: string, amount: number, quantity = 1) =>
      shop.client.sales.create({
        kind: 'refund',
        refund_of: sale.id,
        product_name,
        amount,
        quantity,
      });
    const first = await refund('Tea', 4);
    const before = shop.contents();
    expect(await refusal(refund('Tea', 2.01))).toMatchObject({ status: 422, fields: ['amount'] });
    expect(await refusal(refund('Tea', 1, 2))).toMatchObject({ fields: ['quantity'] });
    expect(await refusal(refund('Mug', 1))).toMatchObject({ fields: ['product_name'] });
    expect(
      await refusal(
        shop.client.sales.create({
          kind: 'refund',
          refund_of: sale.id,
          tip: 1.5,
          product_name: 'Cake',
          amount: 1,
        }),
      ),
    ).toMatchObject({ fields: ['tip'] });
    expect(shop.contents()).toEqual(before);
    await refund('Tea', 2);
    await refund('Cake', 5);
    // Changing a refund counts the others, not itself.
    await shop.client.sales.update({ id: first.id, amount: 3.5 });
    expect(await refusal(shop.client.sales.update({ id: first.id, amount: 4.01 }))).toMatchObject({
      fields: ['amount'],
    });
  });

  it('gives back no more with its tax than was paid, however taxes were rounded', async () => {
    const { create } = shop.client.sales;
    const sale = await create({
      tax_included: true,
      lines: [
        { product_name: 'Mug', amount: 9.99, quantity: 3, tax: 1.67 },
        { product_name: 'Tea', amount: -4, quantity: -1 },
      ],
    });
    const refund = (tax: number) =>
      create({
        kind: 'refund',
        refund_of: sale.id,
        tax_included: true,
        lines: [{ product_name: 'Mug', amount: 3.33, tax }],
      });
    const tooMuch = await refusal(
      create({
        kind: 'refund',
        refund_of: sale.id,
        lines: [{ product_name: 'Mug', amount: 2.77, tax: 100 }],
      }),
    );
    expect(tooMuch).toMatchObject({ status: 422, fields: ['tax'] });
    expect(tooMuch.message).toContain('€92.78 more');
    for (const _mug of [1, 2, 3]) await refund(0.56);
    expect(shop.core.kpis.verify().differences).toEqual([]);
  });

  it('of a file that gives back too much can be changed in all but its amounts', async () => {
    const rows = [
      'record,date,ticket,refund,product_name,quantity,amount,tax,refund_of',
      '1,2026-05-01,A-1,,Tea,1,10.00,2.00,',
      '2,2026-05-02,A-2,yes,Tea,-1,-12.00,-3.00,1',
      '',
    ];
    await importBytes(shop, asBytes(rows.join('\n')), { kind: 'sales' });
    const { list, update } = shop.client.sales;
    const [sale, refund] = (await list({ sort: 'date' })).body;
    expect(refund).toMatchObject({ kind: 'refund', refund_of: sale?.id, total: -15 });
    for (const one of [sale, refund]) {
      const id = one?.id ?? 0;
      expect(await update({ id, note: 'Seen' })).toMatchObject({ note: 'Seen' });
    }
    expect(await refusal(update({ id: refund?.id ?? 0, amount: 11 }))).toMatchObject({
      fields: ['amount'],
    });
    // It fitted no better before it was deleted.
    const { remove, restore } = shop.client.sales;
    shop.time.now += 60_000;
    await remove({ id: refund?.id ?? 0 });
    expect(await restore({ id: refund?.id ?? 0 })).toMatchObject({ total: -15 });
    await remove({ id: refund?.id ?? 0 });
    shop.time.now += 60_000;
    const other = await shop.client.sales.refund({ id: sale?.id ?? 0 });
    expect(await refusal(restore({ id: refund?.id ?? 0 }))).toMatchObject({ status: 422 });
    shop.time.now += 60_000;
    await remove({ id: other.id });
    expect(await restore({ id: refund?.id ?? 0 })).toMatchObject({ total: -15 });
  });

  it('names the line that is too much', async () => {
    const sale = await sellTwoTeasAndACake();
    const refused = await refusal(
      shop.client.sales.create({
        kind: 'refund',
        refund_of: sale.id,
        lines: [
          { product_name: 'Tea', amount: 3 },
          { product_name: 'Cake', amount: 5, quantity: 2 },
        ],
      }),
    );
    expect(refused.fields).toEqual(['lines.1.quantity']);
    expect(refused.message).toContain('Cake');
  });

  it('is not of a refund, of nothing, or of a day before the sale', async () => {
    const sale = await sellTwoTeasAndACake();
    const input = { kind: 'refund', product_name: 'Tea', amount: 1 } as const;
    const refund = await shop.client.sales.create({ ...input, refund_of: sale.id });
    const { create } = shop.client.sales;
    expect(await refusal(create({ ...input, refund_of: refund.id }))).toMatchObject({
      fields: ['refund_of'],
    });
    expect(await refusal(create({ ...input, refund_of: 4711 }))).toMatchObject({
      fields: ['refund_of'],
    });
    expect(
      await refusal(create({ ...input, refund_of: sale.id, date: '2026-05-04' })),
    ).toMatchObject({ fields: ['date'] });
    expect(await refusal(create({ ...input, amount: 1, quantity: -1 }))).toMatchObject({
      fields: ['quantity'],
    });
  });

  it('holds its sale in place', async () => {
    const sale = await sellTwoTeasAndACake();
    const refund = await shop.client.sales.create({
      kind: 'refund',
      refund_of: sale.id,
      lines: [{ product_name: 'Tea', amount: 6, quantity: 2 }],
    });
    expect(await refusal(shop.client.sales.remove({ id: sale.id }))).toMatchObject({ status: 409 });
    expect(
      await refusal(
        shop.client.sales.update({ id: sale.id, lines: [{ product_name: 'Tea', amount: 6 }] }),
      ),
    ).toMatchObject({ status: 422 });

    // Once the refund is deleted the sale is free; the refund then no longer fits it.
    await shop.client.sales.remove({ id: refund.id });
    await shop.client.sales.update({ id: sale.id, lines: [{ product_name: 'Tea', amount: 6 }] });
    expect(await refusal(shop.client.sales.restore({ id: refund.id }))).toMatchObject({
      status: 422,
    });
    await shop.client.sales.remove({ id: sale.id });
    expect(await refusal(shop.client.sales.restore({ id: refund.id }))).toMatchObject({
      status: 409,
    });
  });
});
