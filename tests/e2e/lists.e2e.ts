import { expect, type Page, test } from '@playwright/test';
import { accessibilityProblems } from './support/accessibility.ts';
import { goTo } from './support/go-to.ts';
import { type LaunchedTillwise, launchTillwise, shoot } from './support/launch.ts';
import { type SeededShop, type ShopApi, seedShop } from './support/seeded-shop.ts';

/** More than two pages of a list. */
const SALES = 260;

async function aBusyShop(api: ShopApi): Promise<void> {
  await api.post('/customers', { id: 'C1', name: 'Ana Ruiz', email: 'ana@example.com' });
  await api.post('/customers', { id: 'C2', name: 'Ben Okafor' });
  for (let index = 1; index <= SALES; index++) {
    await api.post('/sales', {
      number: String(1000 + index),
      date: `2026-0${1 + (index % 6)}-1${index % 10}`,
      customer_id: index % 2 === 0 ? 'C1' : null,
      tender: 'Cash',
      lines: [
        { product_name: index % 3 === 0 ? 'Espresso' : 'Flat white', quantity: 2, amount: index },
        { product_name: 'Croissant', amount: 2.2 },
      ],
    });
  }
  await api.post('/expenses', { description: 'Rent', amount: 900, category: 'Rent' });
  await api.post('/expenses', { description: 'Milk', amount: 31.4, category: 'Supplies' });
}

let shop: SeededShop;
let tillwise: LaunchedTillwise;
let page: Page;

test.beforeAll(async () => {
  shop = await seedShop(aBusyShop);
  tillwise = await launchTillwise({ dataDir: shop.dataDir });
  page = tillwise.page;
});
test.afterAll(async () => {
  await tillwise?.close();
  shop?.remove();
});

const count = () => page.getByTestId('list-count');
const counted = async () => Number.parseInt((await count().textContent()) ?? '', 10);
const rows = () => page.getByTestId('list').locator('tbody tr[data-index]');
const drawer = () => page.getByRole('dialog');
const toastUndo = (words: RegExp) =>
  page.getByRole('status').filter({ hasText: words }).getByRole('button', { name: 'Undo' });

test.describe('sales', () => {
  test.beforeEach(() => goTo(page, 'Sales'));

  test('are counted, searched, filtered and sorted', async () => {
    await expect.poll(counted).toBeGreaterThanOrEqual(SALES);
    const all = await counted();
    await page.keyboard.press('/');
    await expect(page.getByLabel('Search sales')).toBeFocused();
    await page.keyboard.type('1007');
    await expect(count()).toHaveText('1 sale');
    await expect(rows()).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect.poll(counted).toBe(all);

    await page.getByRole('button', { name: 'Amount' }).click();
    await expect(rows().first()).toContainText('€262.20');
    await expect(page.getByRole('columnheader', { name: 'Amount' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await page.getByRole('button', { name: 'Amount' }).click();
    await expect(rows().first()).toContainText('€3.20');
    await page.getByRole('button', { name: 'Date' }).click();

    await page.getByLabel('Search sales').fill('tea AND (');
    await expect(page.getByText('Nothing matches.')).toBeVisible();
    await page.getByLabel('Search sales').fill('');
    await expect.poll(counted).toBe(all);
    await shoot(page, 'list-sales');
  });

  test('scroll to the very last row, drawing only what is in view', async () => {
    await rows().first().focus();
    await expect(async () => {
      await page.keyboard.press('End');
      await expect(page.getByTestId('list').locator(`tr[data-index="${SALES - 1}"]`)).toBeFocused({
        timeout: 300,
      });
    }).toPass();
    expect(await rows().count()).toBeLessThan(80);
    await page.keyboard.press('Home');
    await expect(rows().first()).toBeFocused();
  });

  test('open, close and move by keyboard', async () => {
    await page.getByLabel('Search sales').focus();
    await page.keyboard.press('ArrowDown');
    await expect(rows().first()).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(drawer()).toBeVisible();
    await expect(drawer().getByRole('table', { name: 'What was sold' })).toContainText('Croissant');
    await page.keyboard.press('Escape');
    await expect(drawer()).toBeHidden();
  });

  test('close at a click beside them, but not while a change is typed', async () => {
    const beside = () => page.mouse.click(300, 400);
    await rows().first().click();
    await drawer().getByRole('button', { name: 'Edit' }).click();
    const paidBy = drawer().getByLabel('Paid by');
    const before = await paidBy.inputValue();
    await paidBy.fill('Voucher');
    await beside();
    await page.waitForTimeout(500);
    await expect(paidBy).toHaveValue('Voucher');
    await paidBy.fill(before);
    await beside();
    await expect(drawer()).toBeHidden();
  });

  test('are changed, and the history says what changed', async () => {
    await page.getByLabel('Search sales').fill('1010');
    await expect(count()).toHaveText('1 sale');
    await rows().first().click();
    await drawer().getByRole('button', { name: 'Edit' }).click();
    await drawer().getByLabel('Amount').first().fill('45,5');
    await drawer().getByLabel('Paid by').fill('Card');
    await page.keyboard.press('Enter');
    await expect(page.getByText('The sale is changed.')).toBeVisible();
    await expect(drawer().getByText('€47.70').first()).toBeVisible();
    const history = drawer().getByRole('region', { name: 'History' });
    await expect(history).toContainText('€12.20');
    await expect(history).toContainText('€47.70');
    await shoot(page, 'sale-drawer');
    await page.keyboard.press('Escape');
    await expect(rows().first()).toContainText('€47.70');
    await page.getByLabel('Search sales').fill('');
  });

  test('a change that was only looked at changes nothing', async () => {
    await page.getByLabel('Search sales').fill('1011');
    await expect(count()).toHaveText('1 sale');
    await rows().first().click();
    const before = await drawer().getByRole('table', { name: 'What was sold' }).textContent();
    await drawer().getByRole('button', { name: 'Edit' }).click();
    await drawer().getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('The sale is changed.').last()).toBeVisible();
    expect(await drawer().getByRole('table', { name: 'What was sold' }).textContent()).toBe(before);
    await page.keyboard.press('Escape');
    await page.getByLabel('Search sales').fill('');
  });

  test('a part of a ticket is refunded as a ticket of its own', async () => {
    await page.getByLabel('Search sales').fill('1020');
    await expect(count()).toHaveText('1 sale');
    await rows().first().click();
    await drawer().getByRole('button', { name: 'Refund' }).click();
    await drawer().getByLabel('How many of Croissant came back').fill('0');
    await drawer().getByLabel('How many of Flat white came back').fill('3');
    await drawer().getByRole('button', { name: 'Refund' }).click();
    await expect(drawer().getByText('Only 2 left.')).toBeVisible();
    await drawer().getByLabel('How many of Flat white came back').fill('1');
    await expect(drawer().getByText('To give back: €10.00')).toBeVisible();
    await drawer().getByRole('button', { name: 'Refund' }).click();
    await expect(drawer().getByRole('heading', { name: /^Refund/ })).toBeVisible();
    await expect(drawer().getByText('-€10.00').first()).toBeVisible();
    await shoot(page, 'sale-refund');
    await drawer().getByRole('button', { name: 'the sale it takes back' }).click();
    await drawer().getByRole('button', { name: 'Refund' }).click();
    await expect(drawer().getByLabel('How many of Flat white came back')).toHaveValue('1');
    await shoot(page, 'sale-refund-rest');
    await page.keyboard.press('Escape');
    await page.getByLabel('Search sales').fill('');
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Refunds only' }).click();
    await expect(count()).toHaveText('1 sale');
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'Refunds only' }).click();
    await expect(count()).toHaveText(/sales/);
  });

  test('are deleted by the Delete key and restored from the toast', async () => {
    const before = await counted();
    const first = rows().first();
    const words = await first.textContent();
    await first.focus();
    await page.keyboard.press('Delete');
    await expect.poll(counted).toBe(before - 1);
    // The next row is in its place, and under the keys.
    await expect(rows().first()).toBeFocused();
    await toastUndo(/Deleted/).click();
    await expect.poll(counted).toBe(before);
    expect(await rows().first().textContent()).toBe(words);
  });

  test('a posted sale appears in the open list without a reload', async () => {
    const before = await counted();
    await shop.api().post('/sales', { product_name: 'Posted cake', amount: 4.2 });
    await expect(rows().first()).toContainText('Posted cake');
    await expect.poll(counted).toBe(before + 1);
  });

  test('a period narrows the list', async () => {
    const before = await counted();
    await shop.api().post('/sales', { product_name: 'Cake of today', amount: 4.2 });
    await page.getByRole('button', { name: 'Any time', exact: true }).click();
    await page.getByRole('button', { name: 'Today', exact: true }).click();
    await expect.poll(counted).toBeLessThan(10);
    await expect(page.getByRole('row', { name: /Cake of today/ })).toBeVisible();
    await page.getByRole('button', { name: 'Show any time' }).click();
    await expect.poll(counted).toBe(before + 1);
  });
});

test('customers show what they bought and can be changed', async () => {
  await goTo(page, 'Customers');
  await expect(count()).toHaveText('2 customers');
  await page.getByRole('button', { name: 'Net sales' }).click();
  await expect(rows().first()).toContainText('Ana Ruiz');
  await rows().first().click();
  await expect(drawer().getByRole('region', { name: 'Latest sales' })).toBeVisible();
  await shoot(page, 'customer-drawer');
  await drawer().getByRole('button', { name: 'Edit' }).click();
  await drawer().getByLabel('E-mail').fill('not an address');
  await page.keyboard.press('Enter');
  await expect(drawer().getByText(/This is not an e-mail address/)).toBeVisible();
  await drawer().getByLabel('E-mail').fill('ana.ruiz@example.com');
  await page.keyboard.press('Enter');
  await expect(drawer().getByText('ana.ruiz@example.com').first()).toBeVisible();
  await page.keyboard.press('Escape');
});

test('products are added, changed and deleted', async () => {
  await goTo(page, 'Products');
  await page.getByRole('button', { name: 'Add product' }).click();
  await drawer().getByLabel('Name').fill('Earl Grey');
  await drawer().getByLabel('Price').fill('2,9');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Saved: Earl Grey')).toBeVisible();
  const row = page.getByRole('row', { name: /Earl Grey/ });
  await expect(row).toContainText('€2.90');
  await row.click();
  await drawer().getByRole('button', { name: 'Edit' }).click();
  await drawer().getByLabel('Cost').fill('1');
  await page.keyboard.press('Enter');
  await expect(drawer().getByRole('region', { name: 'History' })).toContainText('€1.00');
  await drawer().getByRole('button', { name: 'Delete' }).click();
  await expect(row).toBeHidden();
  await toastUndo(/Deleted: Earl Grey/).click();
  await expect(row).toBeVisible();
});

test('expenses are searched, changed and filtered by category', async () => {
  await goTo(page, 'Expenses');
  await expect(count()).toHaveText('2 expenses');
  await page.getByRole('combobox', { name: 'Category' }).fill('Supplies');
  await expect(count()).toHaveText('1 expense');
  await rows().first().click();
  await drawer().getByRole('button', { name: 'Edit' }).click();
  await drawer().getByLabel('Amount').fill('32');
  await page.keyboard.press('Enter');
  await expect(drawer().getByText('€32.00').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rows().first()).toContainText('€32.00');
  await page.getByRole('combobox', { name: 'Category' }).fill('');
});

test('the trail tells who did what, with before and after, as it happens', async () => {
  await goTo(page, 'Expenses');
  await page.getByRole('row', { name: /Milk/ }).click();
  await drawer().getByRole('button', { name: 'Edit' }).click();
  await drawer().getByLabel('Amount').fill('33.3');
  await page.keyboard.press('Enter');
  await expect(drawer().getByText('€33.30').first()).toBeVisible();
  await page.keyboard.press('Escape');

  await goTo(page, 'Activity');
  const entries = page.getByTestId('trail-entry');
  await expect(entries.first()).toContainText(/Milk/);
  await entries.first().getByRole('button', { name: 'Show the change' }).click();
  await expect(entries.first().getByRole('row', { name: /Amount/ })).toContainText('€33.30');
  await shoot(page, 'activity');
  await shop.api().post('/expenses', { description: 'Window cleaning', amount: 20 });
  await expect(entries.first()).toContainText('Window cleaning');
  await expect(entries.first()).toContainText('A till or tool');
  await page.getByRole('combobox', { name: 'About' }).click();
  await page.getByRole('option', { name: 'Customers' }).click();
  await expect(entries.first()).toContainText('Ana Ruiz');
  await page.getByLabel('Search the trail').fill('no such thing');
  await expect(page.getByText('Nothing matches.')).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`the lists have no accessibility problem, ${scheme}`, async () => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: scheme });
    for (const screen of ['Sales', 'Customers', 'Products', 'Expenses', 'Activity']) {
      await goTo(page, screen);
      await expect(page.getByRole('heading', { level: 1, name: screen })).toBeVisible();
      expect(await accessibilityProblems(page), screen).toEqual([]);
      await shoot(page, `list-${screen.toLowerCase()}-${scheme}`);
      if (screen === 'Activity') continue;
      await rows().first().click();
      await expect(drawer().getByRole('button', { name: 'Edit' })).toBeVisible();
      expect(await accessibilityProblems(page), `${screen} drawer`).toEqual([]);
      await drawer().getByRole('button', { name: 'Edit' }).click();
      expect(await accessibilityProblems(page), `${screen} form`).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(drawer()).toBeHidden();
    }
    await page.emulateMedia({ colorScheme: null });
  });
}

test('the lists fit the smallest window', async () => {
  const resize = (width: number, height: number) =>
    tillwise.app.evaluate(
      ({ BrowserWindow }, size) =>
        BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
  await resize(900, 600);
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(900);
  for (const screen of ['Sales', 'Customers', 'Products', 'Expenses', 'Activity']) {
    await goTo(page, screen);
    await expect(page.getByRole('heading', { level: 1, name: screen })).toBeVisible();
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways, screen).toBe(0);
    await shoot(page, `list-${screen.toLowerCase()}-small`);
    if (screen === 'Activity') continue;
    const [row, list] = await Promise.all([
      rows().first().boundingBox(),
      page.getByTestId('list').boundingBox(),
    ]);
    expect((list?.width ?? 0) - (row?.width ?? 0), `${screen}: rows fill the list`).toBeLessThan(
      20,
    );
  }
  await resize(1280, 800);
});
