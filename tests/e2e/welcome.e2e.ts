import { expect, type Page, test } from '@playwright/test';
import { accessibilityProblems } from './support/accessibility.ts';
import { type LaunchedTillwise, launchTillwise, shoot } from './support/launch.ts';

let tillwise: LaunchedTillwise;
let page: Page;

test.beforeEach(async () => {
  tillwise = await launchTillwise();
  page = tillwise.page;
  await expect(page.getByRole('heading', { name: 'Welcome to Tillwise' })).toBeVisible();
});
test.afterEach(() => tillwise?.close());

async function describeShop(name: string, currency: string): Promise<void> {
  await page.getByLabel('Shop name').fill(name);
  await page.getByRole('combobox', { name: 'Currency' }).fill(currency);
  await page.getByRole('option', { name: currency }).click();
}

test('an empty shop is welcomed in the light and in the dark', async () => {
  await expect(page.getByRole('navigation')).toBeHidden();
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, `welcome-${scheme}`);
  }
});

test('what is said about the shop is kept, and the empty dashboard says what to do', async () => {
  await describeShop('Corner Café', 'JPY');
  await page.getByRole('button', { name: 'Go to the empty dashboard' }).click();
  await expect(page.getByRole('navigation')).toContainText('Corner Café');
  await expect(page.getByText('Your figures will appear here')).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await shoot(page, 'dashboard-empty');
});

test('a shop without a name is asked for one', async () => {
  await page.getByLabel('Shop name').fill('   ');
  await page.getByRole('button', { name: 'Start typing' }).click();
  await expect(page.getByText('The shop name is missing.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Welcome to Tillwise' })).toBeVisible();
  await expect(page.getByTestId('quick-entry')).toBeHidden();
});

test('importing begins at the import screen', async () => {
  await page.getByRole('button', { name: /Import my sales/ }).click();
  await expect(page).toHaveURL(/#\/import$/);
  await expect(page.getByRole('navigation')).toBeVisible();
});

test('typing begins with a sale, and the dashboard takes over with it', async () => {
  await describeShop('Corner Café', 'EUR');
  await page.getByRole('button', { name: /Start typing/ }).click();
  const entry = page.getByTestId('quick-entry');
  await entry.getByRole('combobox', { name: 'Product' }).first().fill('Flat white');
  await entry.getByLabel('Amount').first().fill('3.80');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('kpi-net_sales').getByTestId('kpi-value')).toContainText('3.80');
});

test('demo data is shown, named as such, and gone in one click', async () => {
  await page.getByRole('button', { name: /demo data/ }).click();
  await expect(page.getByTestId('demo-banner')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByTestId('kpi-net_sales').getByTestId('kpi-value')).toHaveText(/[1-9]/);
  await shoot(page, 'dashboard-demo');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, 'dashboard-demo-dark');
  await page.getByRole('button', { name: 'Remove demo data' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome to Tillwise' })).toBeVisible({
    timeout: 30_000,
  });
});
