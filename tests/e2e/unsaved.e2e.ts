/** What was typed is not lost by a slip: each form asks once, or has it still when it opens again. */
import { expect, type Page, test } from '@playwright/test';
import { accessibilityProblems } from './support/accessibility.ts';
import { asksBeforeClosing } from './support/asks-before-closing.ts';
import { goTo } from './support/go-to.ts';
import { type LaunchedTillwise, launchTillwise } from './support/launch.ts';
import { type SeededShop, seedShop } from './support/seeded-shop.ts';
import { shootEverywhere } from './support/shoot-everywhere.ts';

let shop: SeededShop;
let tillwise: LaunchedTillwise;
let page: Page;

test.beforeAll(async () => {
  shop = await seedShop(async (api) => {
    await api.post('/customers', { id: 'C1', name: 'Ana Ruiz' });
    await api.post('/expenses', { description: 'Flour', amount: 12, date: '2026-03-01' });
    await api.post('/sales', { product_name: 'Flat white', amount: 3.5, customer_id: 'C1' });
  });
  tillwise = await launchTillwise({ dataDir: shop.dataDir });
  page = tillwise.page;
});
test.afterAll(async () => {
  await tillwise?.close();
  shop?.remove();
});

const question = () => page.getByRole('dialog', { name: 'Discard what you typed?' });
const closeQuestion = () => page.getByRole('dialog', { name: 'Close Tillwise?' });
const form = () => page.getByRole('dialog').filter({ has: page.locator('form') });
const row = (name: string) => page.getByRole('row', { name: new RegExp(name) });

/** Opens the change of the only row on a screen. */
function editOn(screen: string, name: string, field: string) {
  return {
    form: `${screen}, the change of ${name}`,
    field,
    async open() {
      await goTo(page, screen);
      await row(name).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Edit' }).click();
    },
  };
}

/** Opens a form by its button on a screen. */
function addOn(screen: string, button: string, field: string) {
  return {
    form: `${screen}, ${button}`,
    field,
    async open() {
      await goTo(page, screen);
      await page.getByRole('button', { name: button }).click();
    },
  };
}

const forms = [
  editOn('Sales', 'Flat white', 'Amount'),
  editOn('Customers', 'Ana Ruiz', 'Phone'),
  editOn('Products', 'Flat white', 'SKU'),
  editOn('Expenses', 'Flour', 'Supplier'),
  addOn('Products', 'Add product', 'Name'),
  addOn('Settings', 'Add a rule', 'The description contains'),
  addOn('Settings', 'New token', 'Name'),
  addOn('Settings', 'New webhook', 'Name'),
];

for (const { form: name, field, open } of forms) {
  test(`${name}: closes at once untouched, asks once when something is typed`, async () => {
    await open();
    await expect(form()).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(form()).toBeHidden();

    await open();
    const typed = form().getByLabel(field).first();
    await typed.fill('Half a thought');
    await page.keyboard.press('Escape');
    await expect(question()).toBeVisible();
    await expect(question().getByRole('button', { name: 'Keep typing' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(question()).toBeHidden();
    await expect(typed).toHaveValue('Half a thought');

    await form().getByRole('button', { name: 'Close' }).click();
    await question().getByRole('button', { name: 'Keep typing' }).click();
    await expect(question()).toBeHidden();
    await expect(typed).toHaveValue('Half a thought');

    await page.keyboard.press('Escape');
    await question().getByRole('button', { name: 'Discard' }).click();
    await expect(question()).toBeHidden();
    await expect(form()).toBeHidden();
  });
}

test('a token that is shown once does not vanish unasked', async () => {
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Till at the counter');
  await page.getByRole('button', { name: 'Make the token' }).click();
  const token = page.getByTestId('new-token');
  await expect(token).toBeVisible();
  await page.keyboard.press('Escape');
  const asked = page.getByRole('dialog', { name: 'Did you copy it?' });
  await asked.getByRole('button', { name: 'Show it again' }).click();
  await expect(token).toBeVisible();
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await expect(token).toBeHidden();
  await expect(asked).toBeHidden();
});

test('a token that is shown once is asked for besides the settings that are not saved', async () => {
  await goTo(page, 'Settings');
  await page.getByLabel('Shop name').fill('Corner Café');
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Till in the garden');
  await page.getByRole('button', { name: 'Make the token' }).click();
  const token = page.getByTestId('new-token');
  await expect(token).toBeVisible();

  expect(await asksBeforeClosing(page)).toBe(true);
  await expect(closeQuestion()).toContainText('Did you copy it?');
  await expect(closeQuestion()).toContainText('What you typed is not saved yet.');
  await shootEverywhere(tillwise, 'closing-both');
  await closeQuestion().getByRole('button', { name: 'Show it again' }).click();
  await expect(closeQuestion()).toBeHidden();

  // The dialog covers the navigation, not the other ways to a screen.
  const sales = page.getByRole('link', { name: 'Sales', exact: true, includeHidden: true });
  await sales.dispatchEvent('click');
  const asked = page.getByRole('dialog', { name: 'Did you copy it?' });
  await asked.getByRole('button', { name: 'Yes, close' }).click();
  await expect(question().getByRole('button', { name: 'Keep typing' })).toBeFocused();
  await question().getByRole('button', { name: 'Keep typing' }).click();
  await expect(question()).toBeHidden();
  await expect(token).toBeVisible();
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByLabel('Shop name')).toHaveValue('Corner Café');
  await goTo(page, 'Sales');
  await question().getByRole('button', { name: 'Discard' }).click();
  await expect(row('Flat white')).toBeVisible();
});

test('nothing is asked any more once it is saved', async () => {
  await goTo(page, 'Products');
  await page.getByRole('button', { name: 'Add product' }).click();
  await form().getByLabel('Name').fill('Scone');
  const asked = await form()
    .locator('form')
    .evaluate((sent: HTMLFormElement) => {
      sent.requestSubmit();
      return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    });
  expect(asked).toBe(true);
  await expect(row('Scone')).toBeVisible();
  await expect(closeQuestion()).toBeHidden();
  expect(await asksBeforeClosing(page)).toBe(false);
});

test('whoever goes to another screen is asked about the settings that are not saved', async () => {
  await goTo(page, 'Settings');
  const name = page.getByLabel('Shop name');
  const before = await name.inputValue();
  await name.fill('Corner Café');
  await goTo(page, 'Settings');
  await goTo(page, 'Sales');
  await expect(question()).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'discard');
  await question().getByRole('button', { name: 'Keep typing' }).click();
  await expect(name).toHaveValue('Corner Café');
  await goTo(page, 'Sales');
  await question().getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('heading', { name: 'Sales', exact: true })).toBeVisible();
  await goTo(page, 'Settings');
  await expect(name).toHaveValue(before);
  await goTo(page, 'Sales');
  await expect(row('Flat white')).toBeVisible();
});

test('a sale half typed is there again, also after another screen', async () => {
  await goTo(page, 'Sales');
  await page.getByRole('button', { name: 'Add sale' }).click();
  const product = page.getByTestId('quick-entry').getByLabel('Product').first();
  await product.fill('Half a thought');
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(product).toBeHidden({ timeout: 500 });
  }).toPass();
  await goTo(page, 'Customers');
  await expect(row('Ana Ruiz')).toBeVisible();
  await page.keyboard.press('n');
  await expect(product).toHaveValue('Half a thought');
});
