/** Past imports: who, when and what, taken out again, and finished after a crash. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { accessibilityProblems } from './support/accessibility.ts';
import { goTo } from './support/go-to.ts';
import { importSteps } from './support/import-steps.ts';
import {
  type LaunchedTillwise,
  launchTillwise,
  makeDataDir,
  removeFolder,
  shoot,
} from './support/launch.ts';
import { giveToWindowUser } from './support/seeded-shop.ts';
import { shootEverywhere } from './support/shoot-everywhere.ts';

const march = [
  'date,ticket,product_name,amount',
  '2026-03-01,1001,Flat white,3.50',
  '2026-03-02,1002,Croissant,2.20',
  '2026-03-02,1003,Flat white,3.50',
].join('\n');

const past = (page: Page) => page.getByTestId('past-import').first();
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Undo this import?' });

test.describe('an import that is done', () => {
  let tillwise: LaunchedTillwise;
  let page: Page;

  test.beforeEach(async () => {
    tillwise = await launchTillwise();
    page = tillwise.page;
    const steps = importSteps(page);
    await page.getByRole('button', { name: /Import my sales/ }).click();
    await steps.choose('march.csv', march);
    await steps.importIt();
  });
  test.afterEach(() => tillwise?.close());

  test('is listed with who, when, how much and the hash of its file, and taken out', async () => {
    await page.getByRole('button', { name: 'Import another file' }).click();
    await expect(past(page)).toContainText('march.csv');
    await expect(past(page)).toContainText('You');
    await expect(past(page)).toContainText(/[0-9a-f]{8}/);
    await expect(past(page)).toContainText('9.20');
    await past(page)
      .getByRole('button', { name: /SHA-256 [0-9a-f]{64}$/ })
      .focus();
    // As somebody comes there who has no mouse.
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('tooltip')).toContainText(/[0-9a-f]{64}/);
    await past(page).getByRole('button', { name: 'Undo' }).click();
    await expect(dialog(page).getByRole('button', { name: 'Keep the import' })).toBeFocused();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog(page).getByRole('button', { name: 'Keep the import' }).click();
    await expect(dialog(page)).toBeHidden();
    await past(page).getByRole('button', { name: 'Undo' }).click();
    await dialog(page).getByRole('button', { name: 'Undo the import' }).click();
    await expect(page.getByText('march.csv is taken out again.', { exact: true })).toBeVisible();
    await expect(past(page)).toContainText('Taken out');
    await page.getByRole('status').getByRole('button', { name: 'Close' }).click();
    await shootEverywhere(tillwise, 'import-history');
    await goTo(page, 'Sales');
    await expect(page.getByText('No sales yet')).toBeVisible();
  });

  test('is taken out but for what was changed by hand since, when the owner wants that', async () => {
    await goTo(page, 'Sales');
    await page.getByRole('row', { name: /1002/ }).click();
    const drawer = page.getByRole('dialog', { name: 'Sale 1002' });
    await drawer.getByRole('button', { name: 'Edit' }).click();
    await drawer
      .getByLabel(/^Amount/)
      .first()
      .fill('2.90');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('The sale is changed.')).toBeVisible();
    await page.keyboard.press('Escape');

    await goTo(page, 'Import');
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await expect(dialog(page).getByTestId('edited-since')).toHaveText('Ticket 1002');
    expect(await accessibilityProblems(page)).toEqual([]);
    await shoot(page, 'import-undo-edited');
    await dialog(page).getByRole('radio', { name: 'Keep it as it is now' }).check();
    await dialog(page).getByRole('button', { name: 'Undo the import' }).click();
    await expect(page.getByText('march.csv is taken out again.', { exact: true })).toBeVisible();
    await goTo(page, 'Sales');
    await expect(page.getByTestId('list-count')).toHaveText('1 sale');
    await expect(page.getByRole('row', { name: /1002/ })).toContainText('2.90');
  });
});

test('who all became a VIP by an import is one line of the trail, to be unfolded', async () => {
  const tillwise = await launchTillwise();
  const { page } = tillwise;
  const steps = importSteps(page);
  await page.getByRole('button', { name: /Import my sales/ }).click();
  const rows = Array.from(
    { length: 250 },
    (_, at) => `2026-03-01,${at},Gold,900.00,Customer ${at}`,
  );
  await steps.choose(
    'gold.csv',
    ['date,ticket,product_name,amount,customer_name', ...rows].join('\n'),
  );
  await steps.importIt();
  await goTo(page, 'Activity');
  const trail = page.getByTestId('trail');
  const more = trail.getByRole('button', { name: 'and 249 more like this' });
  await expect(more).toBeVisible();
  await expect(trail.getByText(/rows of sales/)).toBeVisible();
  await expect(trail.getByText(/is now a VIP/)).toHaveCount(1);
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'activity-run');
  await more.click();
  await expect(trail.getByText(/is now a VIP/)).toHaveCount(250);
  await page.getByLabel('Search the trail').fill('Customer 17');
  await expect(trail.getByRole('button', { name: /more like this/ })).toBeHidden();
  await tillwise.close();
});

test('a large import is said to be gone when it is, not before', async () => {
  const tillwise = await launchTillwise();
  const { page } = tillwise;
  const steps = importSteps(page);
  await page.getByRole('button', { name: /Import my sales/ }).click();
  const rows = Array.from({ length: 40_000 }, (_, at) => `2026-03-01,${at},Tea ${at % 50},1.00`);
  await steps.choose('large.csv', ['date,ticket,product_name,amount', ...rows].join('\n'));
  await steps.importIt();
  await page.getByRole('button', { name: 'Import another file' }).click();
  await past(page).getByRole('button', { name: 'Undo' }).click();
  await dialog(page).getByRole('button', { name: 'Undo the import' }).click();
  const gone = page.getByText('large.csv is taken out again.', { exact: true });
  const early = await page.evaluate(watchEarlyWords, 'large.csv is taken out again.');
  expect(early).toBe(false);
  await expect(gone).toBeVisible();
  await tillwise.close();
});

/**
 * Waits until a toast says some words.
 * @returns whether the list of imports still said "Taking out" then. Runs in the page.
 */
function watchEarlyWords(words: string): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      const toasts = [...document.querySelectorAll('[role="status"]')];
      if (toasts.some(({ textContent }) => textContent?.includes(words)))
        resolve(document.body.textContent?.includes('Taking out') ?? false);
      else setTimeout(look, 5);
    };
    look();
  });
}

for (const way of ['finished', 'taken out'] as const) {
  test(`an import that a crash interrupted is ${way}, as the owner chooses`, async () => {
    const dataDir = makeDataDir();
    try {
      const file = path.join(dataDir, 'tickets.csv');
      const lines = Array.from(
        { length: 6000 },
        (_, index) =>
          `2026-01-${10 + (index % 20)},T${index},Product ${index % 40},${1 + (index % 9)}.50`,
      );
      writeFileSync(file, ['date,ticket,product_name,amount', ...lines].join('\n'));
      const script = fileURLToPath(new URL('../support/crash-import.ts', import.meta.url));
      expect(spawnSync(process.execPath, [script, dataDir, file]).signal).toBe('SIGKILL');
      giveToWindowUser(dataDir);

      const tillwise = await launchTillwise({ dataDir });
      const { page } = tillwise;
      const banner = page.getByTestId('interrupted-banner');
      await expect(banner).toContainText('sales.csv was interrupted');
      await shoot(page, 'import-interrupted');
      if (way === 'finished') {
        await banner.getByRole('button', { name: 'Finish it' }).click();
        await expect(page.getByTestId('result-imported-rows')).toHaveText('6,000', {
          timeout: 30_000,
        });
      } else {
        await banner.getByRole('button', { name: 'Take it out' }).click();
        await dialog(page).getByRole('button', { name: 'Undo the import' }).click();
      }
      await expect(banner).toBeHidden();
      await goTo(page, 'Sales');
      if (way === 'finished')
        await expect(page.getByTestId('list-count')).toHaveText('6,000 sales');
      else await expect(page.getByText('No sales yet')).toBeVisible();
      await tillwise.close();
    } finally {
      removeFolder(dataDir);
    }
  });
}
