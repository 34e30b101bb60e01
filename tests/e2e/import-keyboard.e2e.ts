/** An export of a web shop comes in by keyboard alone, from the look at it to its result. */
import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { accessibilityProblems } from './support/accessibility.ts';
import { importSteps } from './support/import-steps.ts';
import { type LaunchedTillwise, launchTillwise } from './support/launch.ts';
import { shootEverywhere } from './support/shoot-everywhere.ts';

const orders = new URL(
  '../../src/main/core/imports/formats/shopify-orders/shopify-orders.csv',
  import.meta.url,
);

let tillwise: LaunchedTillwise;
let page: Page;

test.beforeEach(async () => {
  tillwise = await launchTillwise();
  page = tillwise.page;
});
test.afterEach(() => tillwise?.close());

/** Moves on with Tab until the focus is there. */
async function tabTo(control: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(control).toBeFocused({ timeout: 100 });
  }).toPass({ intervals: [0], timeout: 20_000 });
}

test('an export is looked at, checked and imported with the keyboard alone', async () => {
  const steps = importSteps(page);
  await page.getByRole('button', { name: /Import my sales/ }).click();
  await steps.choose('orders_export.csv', readFileSync(orders));
  await expect(page.getByRole('heading', { name: 'orders_export.csv' })).toBeFocused();
  await expect(page.getByTestId('recognised-as')).toContainText('Shopify');
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'import-look-shopify');

  await expect(steps.check).toBeEnabled();
  await tabTo(steps.check);
  await page.keyboard.press('Enter');
  await expect(steps.found.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(page.getByTestId('left-out')).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'import-found-shopify');

  await tabTo(steps.start);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'orders_export.csv is imported' })).toBeFocused();
  await expect(page.getByTestId('not-stored')).toContainText('left out on purpose');
  await tabTo(page.getByRole('link', { name: 'See the dashboard' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
});
