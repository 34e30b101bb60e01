/** How files come in and go out by themselves: mappings, rules, watched folders, exports. */
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { accessibilityProblems } from './support/accessibility.ts';
import { goTo } from './support/go-to.ts';
import { type LaunchedTillwise, launchTillwise, shoot } from './support/launch.ts';
import { nextDownload } from './support/next-download.ts';
import { type SeededShop, seedShop } from './support/seeded-shop.ts';

let shop: SeededShop;
let tillwise: LaunchedTillwise;
let page: Page;
let folder: string;

test.beforeAll(async () => {
  shop = await seedShop(async (api) => {
    await api.post('/mappings', {
      name: 'Corner till',
      kind: 'sales',
      headers: ['When', 'What', 'Paid'],
      mapping: {
        columns: { date: 'When', product_name: 'What', amount: 'Paid' },
        date_order: 'dmy',
        decimal: '.',
        refund_rule: 'none',
      },
    });
    await api.post('/expenses', { description: 'SHELL 4711', amount: 40, date: '2026-01-02' });
    await api.post('/sales', { product_name: 'Tea', amount: 2.5 });
    await api.post('/expenses', { description: '=Rent', amount: 900, date: '2026-01-03' });
  });
  folder = path.join(shop.dataDir, '..', `${path.basename(shop.dataDir)}-till`);
  mkdirSync(folder);
  // The window may run as another user.
  chmodSync(folder, 0o777);
  tillwise = await launchTillwise({ dataDir: shop.dataDir });
  page = tillwise.page;
});
test.afterAll(async () => {
  await tillwise?.close();
  shop?.remove();
  if (folder) rmSync(folder, { recursive: true, force: true });
});
test.beforeEach(() => goTo(page, 'Settings'));

const section = (name: string) => page.getByRole('region', { name });

test('a mapping is renamed, saved as a file, taken in again, deleted and brought back', async () => {
  const mappings = section('Saved mappings');
  await mappings.getByRole('button', { name: 'More for Corner till' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Till at the corner');
  await page.keyboard.press('Enter');
  await expect(mappings.getByRole('article', { name: 'Till at the corner' })).toContainText(
    '3 of 3 columns are read: When, What, Paid',
  );

  const download = await nextDownload(tillwise);
  await mappings.getByRole('button', { name: 'More for Till at the corner' }).click();
  await page.getByRole('menuitem', { name: 'Save as a file' }).click();
  const { name, text } = await download();
  expect(name).toBe('till-at-the-corner.mapping.json');
  expect(JSON.parse(text)).toMatchObject({ tillwise_mapping: 1, name: 'Till at the corner' });

  const chooser = page.waitForEvent('filechooser');
  await mappings.getByRole('button', { name: 'Take in a mapping file' }).click();
  await (await chooser).setFiles({
    name: 'copy.json',
    mimeType: 'application/json',
    buffer: Buffer.from(text),
  });
  await expect(mappings.getByRole('article', { name: 'Till at the corner (2)' })).toBeVisible();
  await mappings.getByRole('button', { name: 'More for Till at the corner (2)' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(mappings.getByRole('article', { name: 'Till at the corner (2)' })).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(mappings.getByRole('article', { name: 'Till at the corner (2)' })).toBeVisible();
});

test('expense rules are kept in an order and place what is there already', async () => {
  const rules = section('Expense rules');
  const add = async (text: string, category: string) => {
    await rules.getByRole('button', { name: 'Add a rule' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('The description contains').fill(text);
    await dialog.getByLabel('Category').fill(category);
    await dialog.getByRole('button', { name: 'Add the rule' }).click();
    await expect(dialog).toBeHidden();
  };
  await add('Rent', 'Rent');
  await add('shell', 'Fuel');
  const items = rules.getByRole('listitem');
  await expect(items).toHaveText([/“Rent” → Rent/, /“shell” → Fuel/]);
  await rules.getByRole('button', { name: 'Move the rule for shell up' }).click();
  await expect(items).toHaveText([/“shell” → Fuel/, /“Rent” → Rent/]);

  await rules.getByRole('button', { name: 'Apply to earlier expenses' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('status')).toHaveText('2 expenses would change:');
  await expect(dialog.getByRole('row', { name: /SHELL 4711/ })).toContainText('Fuel');
  expect(await accessibilityProblems(page)).toEqual([]);
  await shoot(page, 'settings-apply-rules');
  await dialog.getByRole('button', { name: 'Change 2 expenses' }).click();
  await expect(page.getByText('2 expenses have a category now.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('They have their former category again.')).toBeVisible();
});

test('a corrected category offers its rule', async () => {
  const sent = new FormData();
  const bank = 'date,description,amount\n2026-01-05,POS 77 TESCO STORES 3321,12.50\n';
  sent.set('file', new File([bank], 'bank.csv', { type: 'text/csv' }));
  const answer = await fetch(`${shop.baseUrl()}/api/v1/data/upload-expenses-csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${shop.token}` },
    body: sent,
  });
  expect(await answer.json()).toMatchObject({ success: true, processed_count: 1 });

  await goTo(page, 'Expenses');
  await page.getByText('POS 77 TESCO STORES 3321').click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: 'Edit' }).click();
  await drawer.getByLabel('Category').fill('Groceries');
  await drawer.getByRole('button', { name: 'Save' }).click();
  const offer = page.getByRole('status').filter({ hasText: 'Always put “TESCO STORES”' });
  await expect(offer).toContainText('Always put “TESCO STORES” into Groceries?');
  await shoot(page, 'expense-rule-offered');
  await offer.getByRole('button', { name: 'Always' }).click();
  await expect(page.getByText('From now on “TESCO STORES” is Groceries.')).toBeVisible();
  await page.keyboard.press('Escape');
  await goTo(page, 'Settings');
  await expect(section('Expense rules')).toContainText('contains “TESCO STORES” → Groceries');
});

test('a file that appears in a watched folder is imported and reported', async () => {
  const watched = section('Watched folders');
  await watched.getByRole('button', { name: 'Watch a folder' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Folder').fill('/nowhere/at/all');
  await dialog.getByRole('button', { name: 'Watch the folder' }).click();
  await expect(dialog.getByText(/is not there/)).toBeVisible();
  await shoot(page, 'settings-watch-folder');
  // The system's own dialog cannot be driven: it answers as if the owner chose there.
  await tillwise.app.evaluate(({ dialog: system }, chosen) => {
    system.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, folder);
  await dialog.getByRole('button', { name: 'Choose…' }).click();
  await expect(dialog.getByLabel('Folder')).toHaveValue(folder);
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Watch the folder' }).click();
  await expect(watched.getByRole('article')).toContainText('Till at the corner');

  writeFileSync(path.join(folder, 'monday.csv'), 'When,What,Paid\n03/01/2026,Tea,2.50\n');
  await expect(page.getByText('monday.csv: 1 row imported.').first()).toBeVisible({
    timeout: 30_000,
  });
  expect(readdirSync(path.join(folder, 'done'))).toEqual(['monday.csv']);
  await expect(watched.getByRole('article')).toContainText('monday.csv: 1 row imported.');

  await watched.getByRole('button', { name: /^More for/ }).click();
  await page.getByRole('menuitem', { name: 'Watch it no more' }).click();
  await expect(watched.getByRole('article')).toBeHidden();
  const removed = page.getByRole('status').filter({ hasText: 'is watched no more' });
  await removed.getByRole('button', { name: 'Undo' }).click();
  await expect(watched.getByRole('article')).toBeVisible();
});

test('everything is saved as CSV, from Settings and from each list', async () => {
  let download = await nextDownload(tillwise);
  await section('Your data').getByRole('button', { name: 'Expenses' }).click();
  const { name, text } = await download();
  expect(name).toMatch(/^tillwise-expenses-\d{4}-\d{2}-\d{2}\.csv$/);
  expect(text).toContain('\uFEFFdate,description,amount,category,supplier,tender,record\r\n');
  expect(text).toContain("2026-01-03,'=Rent,900.00,");

  await goTo(page, 'Sales');
  download = await nextDownload(tillwise);
  await page.getByRole('button', { name: 'Export CSV' }).click();
  expect((await download()).text).toContain('Tea');
});

test('looks calm in both colours and in a small window', async () => {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const name of ['Saved mappings', 'Watched folders', 'Expense rules', 'Your data']) {
      const part = section(name);
      await part.scrollIntoViewIfNeeded();
      await part.screenshot({
        path: `test-results/screens/settings-${name.toLowerCase().replaceAll(' ', '-')}-${scheme}.png`,
      });
    }
    expect(await accessibilityProblems(page)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
});
