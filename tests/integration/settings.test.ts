import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asBytes, uploadBytes } from '../support/import-file.ts';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore({ settings: { currency: 'EUR' } });
});
afterEach(() => shop.close());

describe('the currency', () => {
  const otherDecimals = () => refusal(shop.client.settings.update({ currency: 'JPY' }));

  it('may become one with other decimals only while there is no amount', async () => {
    await shop.client.settings.update({ currency: 'JPY' });
    await shop.client.settings.update({ currency: 'EUR' });
    const { id } = await shop.client.expenses.create({ description: 'Milk', amount: 1.5 });
    // A deleted one can come back.
    await shop.client.expenses.remove({ id });
    expect(await otherDecimals()).toMatchObject({ status: 409, fields: ['currency'] });
    expect((await shop.client.settings.update({ currency: 'USD' })).currency).toBe('USD');
  });

  it('may not while an import is read: its amounts would be another money', async () => {
    const upload_id = await uploadBytes(
      shop,
      asBytes('date,product_name,amount\n2026-05-04,Tea,12.50\n'),
    );
    const { kind, mapping } = await shop.client.imports.preview({ upload_id });
    const { id } = await shop.client.imports.start({ upload_id, kind, mapping });
    expect(await otherDecimals()).toMatchObject({ status: 409, fields: ['currency'] });
    await shop.core.services.imports.finished(id);
    expect((await shop.client.imports.get({ id })).net_sales).toBe(12.5);
  });
});

it('stay out of the trail when they are saved as they were', async () => {
  const changes = async () =>
    (await shop.client.events.list({ limit: 100 })).body.filter(
      ({ type }) => type === 'setting.updated',
    ).length;
  const before = await changes();
  const { currency, shop_name } = await shop.client.settings.get();
  await shop.client.settings.update({ currency, shop_name });
  expect(await changes()).toBe(before);
  await shop.client.settings.update({ shop_name: 'Corner Café' });
  expect(await changes()).toBe(before + 1);
});

describe('the VIP threshold', () => {
  it('has no more decimals than the currency', async () => {
    const fine = shop.client.settings.update({ vip_threshold: 500.006 });
    expect(await refusal(fine)).toMatchObject({ status: 422, fields: ['vip_threshold'] });
    const yen = shop.client.settings.update({ currency: 'JPY', vip_threshold: 500.5 });
    expect(await refusal(yen)).toMatchObject({ status: 422, fields: ['vip_threshold'] });
    await shop.client.settings.update({ vip_threshold: 499.99 });
  });

  it('makes the same customers VIPs in the list and in the count', async () => {
    // 500.50 means 501 in a money without decimals.
    await shop.client.settings.update({ vip_threshold: 500.5 });
    await shop.client.settings.update({ currency: 'JPY' });
    await shop.client.customers.create({ id: 'ANA', name: 'Ana' });
    await shop.client.sales.create({ product_name: 'Tea', amount: 501, customer_id: 'ANA' });
    const { vip_customers } = await shop.client.dashboard.customerAnalytics({});
    expect((await shop.client.customers.get({ id: 'ANA' })).vip).toBe(vip_customers === 1);
  });
});
