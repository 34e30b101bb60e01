import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { asBytes, importBytes } from '../support/import-file.ts';
import { openTestCore, type TestCore } from '../support/test-core.ts';

// What is right does not depend on how fast the machine is.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore({ settings: { currency: 'EUR' } });
});
afterEach(() => shop.close());

const SALES = asBytes(
  'date,product_name,amount,customer_id\n2026-03-01,Tea,3.00,ANA@example.com\n2026-03-02,Tea,3.00,new@example.com\n',
);

test('a sale that names an e-mail address is that of the customer who has it', async () => {
  await shop.client.customers.create({ id: '6001', name: 'Ana Silva', email: 'ana@example.com' });
  const batch = await importBytes(shop, SALES);
  expect(batch).toMatchObject({ imported_rows: 2, new_customers: 1 });
  const { body } = await shop.client.sales.list({ sort: 'date' });
  expect(body.map((sale) => sale.customer_id)).toEqual(['6001', 'new@example.com']);

  // The same file again: nothing of it is new.
  expect(await importBytes(shop, SALES)).toMatchObject({ imported_rows: 0, already_there_rows: 2 });
});

test('an address that two people share decides nothing', async () => {
  await shop.client.customers.create({ id: '1', name: 'Ana', email: 'ana@example.com' });
  await shop.client.customers.create({ id: '2', name: 'Ben', email: 'Ana@example.com' });
  await importBytes(shop, SALES);
  const { body } = await shop.client.sales.list({ sort: 'date' });
  expect(body[0]?.customer_id).toBe('ANA@example.com');
});

describe('a file that has no more of a customer than the name', () => {
  const RECEIPTS = asBytes(
    'Date,Receipt number,Receipt type,Item,Variant,Gross sales,Discounts,Net sales,Customer name\n3/2/26 1:33 PM,1-1,Sale,Tea,,3.00,0.00,3.00,ana silva\n',
  );

  test('means the only one who is called so', async () => {
    await shop.client.customers.create({ id: 'C7', name: 'Ana Silva' });
    expect(await importBytes(shop, RECEIPTS)).toMatchObject({ imported_rows: 1, new_customers: 0 });
    const { body } = await shop.client.sales.list({ sort: 'date' });
    expect(body.map((sale) => sale.customer_id)).toEqual(['C7']);
    expect(await importBytes(shop, RECEIPTS)).toMatchObject({ imported_rows: 0 });
  });

  test('makes customers of the names of a table of its own kind', async () => {
    const table = asBytes(
      'date,product,amount,Kunde\n2026-03-01,Tea,3.00,Ana Silva\n2026-03-02,Tea,3.00,Ana Silva\n2026-03-02,Tea,3.00,\n',
    );
    expect(await importBytes(shop, table)).toMatchObject({ imported_rows: 3, new_customers: 1 });
    expect((await shop.client.customers.list({})).body).toMatchObject([
      { name: 'Ana Silva', transactions: 2 },
    ]);
  });

  test('means somebody new where two are called so', async () => {
    await shop.client.customers.create({ id: 'C7', name: 'Ana Silva' });
    await shop.client.customers.create({ id: 'C8', name: 'Ana Silva' });
    expect(await importBytes(shop, RECEIPTS)).toMatchObject({ imported_rows: 1, new_customers: 1 });
  });
});
