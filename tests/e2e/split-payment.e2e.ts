/** A ticket paid in several ways: typed by keyboard, changed in its drawer. */
import { expect, type Page, test } from '@playwright/test';
import { accessibilityProblems } from './support/accessibility.ts';
import { goTo } from './support/go-to.ts';
import { type LaunchedTillwise, launchTillwise, shoot } from './support/launch.ts';
import { type SeededShop, seedShop } from './support/seeded-shop.ts';

let shop: SeededShop;
let tillwise: LaunchedTillwise;
let page: Page;

test.beforeAll(async () => {
  shop = await seedShop((api) => api.post('/sales', { product_name: 'Tea', amount: 2.5 }));
  tillwise = await launchTillwise({ dataDir: shop.dataDir });
  page = tillwise.page;
  await goTo(page, 'Sales');
});
test.afterAll(async () => {
  await tillwise?.close();
  shop?.remove();
});

const parts = () => page.getByRole('group', { name: 'Paid in parts' });
const left = () => page.getByTestId('left-to-pay');

test('is typed with the keyboard alone, and the last part is worked out', async () => {
  await page.keyboard.press('n');
  const entry = page.getByTestId('quick-entry');
  await expect(entry.locator('[data-autofocus]').first()).toBeFocused();
  await page.keyboard.type('Tart');
  await page.keyboard.press('Tab');
  await page.keyboard.type('20');
  await entry.getByLabel('Paid by').focus();
  await page.keyboard.type('Cash');
  await page.keyboard.press('Tab');
  await expect(entry.getByRole('button', { name: 'Add another payment' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(parts().getByLabel('Paid by, payment 2')).toBeFocused();
  await page.keyboard.type('Card');
  await page.keyboard.press('Tab');
  await page.keyboard.type('12,50');
  await expect(left()).toHaveText('The empty amount is €7.50');
  expect(await accessibilityProblems(page)).toEqual([]);
  for (const scheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await shoot(page, `split-payment-${scheme}`);
  }

  await parts().getByLabel('Amount of payment 1').fill('5');
  await expect(left()).toHaveText('€2.50 left to pay');
  await page.keyboard.press('Enter');
  await expect(parts().getByText('€2.50 of €20.00 is not paid yet.')).toBeVisible();
  await parts().getByLabel('Amount of payment 1').fill('7.5');
  await expect(left()).toHaveText('Adds up to €20.00');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('Saved: Tart, €20.00')).toBeVisible();
  await expect(page.getByRole('row', { name: /Tart/ })).toContainText('Cash + Card');
});

test('follows a changed total only by hand, and becomes one payment again', async () => {
  await page.getByRole('row', { name: /Tart/ }).click();
  const drawer = page.getByRole('dialog', { name: /^Sale / });
  await expect(drawer).toContainText('Cash €7.50');
  await drawer.getByRole('button', { name: 'Edit' }).click();
  await drawer
    .getByLabel(/^Amount/)
    .first()
    .fill('22');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer.getByText('€2.00 of €22.00 is not paid yet.')).toBeVisible();
  await shoot(page, 'split-payment-drawer');
  await parts().getByLabel('Amount of payment 2').fill('14.50');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer).toContainText('Card €14.50');

  await drawer.getByRole('button', { name: 'Edit' }).click();
  await parts().getByRole('button', { name: 'Take out payment 1' }).click();
  await expect(parts()).toBeHidden();
  await expect(drawer.getByLabel('Paid by')).toHaveValue('Card');
  // The button that had the focus is gone; who has no mouse goes on from here.
  await expect(drawer.getByLabel('Paid by')).toBeFocused();
  await drawer.getByRole('button', { name: 'Save' }).click();
  const row = page.getByTestId('list').getByRole('row', { name: /Tart/ });
  await expect(row).toContainText('Card');
  await expect(row).not.toContainText('Cash');
});
