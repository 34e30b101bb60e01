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
});
test.afterAll(async () => {
  await tillwise?.close();
  shop?.remove();
});
test.beforeEach(() => goTo(page, 'Settings'));

const section = (name: string) => page.getByRole('region', { name });

test('the shop is described once and shown everywhere', async () => {
  const yourShop = section('Your shop');
  await yourShop.getByLabel('Shop name').fill('');
  await yourShop.getByRole('button', { name: 'Save' }).click();
  await expect(yourShop.getByText('The shop name is missing.')).toBeVisible();

  await yourShop.getByLabel('Shop name').fill('Corner Café');
  await yourShop.getByRole('combobox', { name: 'Time zone' }).fill('Lisbon');
  await page.getByRole('option', { name: 'Europe/Lisbon' }).click();
  await yourShop.getByRole('combobox', { name: 'The business day ends at' }).click();
  await page.getByRole('option', { name: '4:00 AM' }).click();
  await yourShop.getByLabel('A customer is a VIP above').fill('1.000,50');
  await expect(yourShop.getByText('Not saved yet')).toBeVisible();
  await shoot(page, 'settings-shop');
  await yourShop.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your settings are saved.')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' })).toContainText('Corner Café');

  await goTo(page, 'Sales');
  await goTo(page, 'Settings');
  await expect(yourShop.getByLabel('Shop name')).toHaveValue('Corner Café');
  await expect(yourShop.getByRole('combobox', { name: 'Time zone' })).toHaveValue('Europe/Lisbon');
  await expect(yourShop.getByLabel('A customer is a VIP above')).toHaveValue('1000.50');
  await expect(yourShop.getByRole('button', { name: 'Save' })).toBeDisabled();
});

test('a choice of colours takes effect at once', async () => {
  const scheme = () =>
    page.evaluate(() => document.documentElement.getAttribute('data-mantine-color-scheme'));
  await section('Look').getByText('Dark').click();
  await expect.poll(scheme).toBe('dark');
  await section('Look').getByText('Light').click();
  await expect.poll(scheme).toBe('light');
  await section('Look').getByText('As this computer').click();
});

test('a token opens the API for one program, and revoking shuts it out', async () => {
  const tills = section('Tills and tools');
  await expect(tills.getByText('Running')).toBeVisible();
  const address = (await tills.locator('code').first().textContent()) ?? '';
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+/);

  await tills.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  await expect(dialog.getByText('The name is missing.')).toBeVisible();
  await dialog.getByLabel('Name').fill('Till at the counter');
  await dialog.getByRole('checkbox', { name: 'Write' }).uncheck();
  await dialog.getByLabel('Works until').fill('31 Dec 2999');
  await dialog.getByLabel('Name').focus();
  expect(await accessibilityProblems(page)).toEqual([]);
  await shoot(page, 'settings-new-token');
  await page.keyboard.press('Enter');
  const token = (await dialog.getByTestId('new-token').locator('code').textContent()) ?? '';
  expect(token.length).toBeGreaterThan(30);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();

  const url = new URL('/api/v1/sales', address);
  const headers = { authorization: `Bearer ${token}` };
  const asked = () => fetch(url, { headers });
  const row = tills.getByRole('row', { name: /Till at the counter/ });
  await expect(row).toContainText(token.slice(-4));
  await expect(row).not.toContainText(token);
  // What it may, since when it was used, until when it counts.
  const told = () => row.getByRole('cell').allTextContents();
  expect((await told()).slice(1, 4)).toEqual(['Read', 'Never', expect.stringContaining('3000')]);
  expect((await asked()).status).toBe(200);
  expect((await fetch(url, { headers, method: 'POST' })).status).toBe(403);
  // The owner waits for the till to connect.
  await expect(row).not.toContainText('Never');

  await row.getByRole('button', { name: 'Revoke Till at the counter' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
  expect((await asked()).status).toBe(200);
  await row.getByRole('button', { name: 'Revoke Till at the counter' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toContainText('Revoked');
  expect((await asked()).status).toBe(401);
});

test('the API is turned off and on again', async () => {
  const tills = section('Tills and tools');
  const address = (await tills.locator('code').first().textContent()) ?? '';
  await tills.getByRole('switch', { name: 'Let programs on this computer connect' }).click();
  await expect(tills.getByText('Off', { exact: true })).toBeVisible();
  await expect(fetch(address)).rejects.toThrow();
  await tills.getByRole('switch', { name: 'Let programs on this computer connect' }).click();
  await expect(tills.getByText('Running')).toBeVisible();
});

test('the figures can be checked, and the data is where the page says', async () => {
  const data = section('Your data');
  await expect(data.locator('code')).toHaveText(shop.dataDir);
  await data.getByRole('button', { name: 'Check the figures' }).click();
  await expect(data.getByText(/^All [\d,]+ figures are right\.$/)).toBeVisible();
  await expect(data.getByText(/^Tillwise \d/)).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`has no accessibility problem and fits the smallest window, ${scheme}`, async () => {
    await page.emulateMedia({ colorScheme: scheme });
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.screenshot({ path: `test-results/screens/settings-${scheme}.png`, fullPage: true });
    await tillwise.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(900, 600),
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(900);
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways).toBe(0);
    await tillwise.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800),
    );
    await page.emulateMedia({ colorScheme: null });
  });
}
