/** Rows that cannot be stored as they stand: said, put right in place, or saved with the reasons. */
import { expect, type Page } from '@playwright/test';
import { accessibilityProblems } from './support/accessibility.ts';
import { goTo } from './support/go-to.ts';
import { test } from './support/import-test.ts';
import { nextDownload } from './support/next-download.ts';
import { shootEverywhere } from './support/shoot-everywhere.ts';

const march = [
  'date,product_name,amount,customer_id,category',
  '2026-03-01,Flat white,3.50,CUST001,Coffee',
  '2026-03-02,Croissant,2.20,,Bakery',
  '2026-03-02,Flat white,3.50,CUST002,Coffee',
  '2026-02-30,Espresso,2.40,,Coffee',
  '2026-03-03,Espresso,12.5O,,Coffee',
].join('\n');

const bad = (page: Page) => page.getByRole('table', { name: 'Rows that cannot be stored' });
const badRow = (page: Page, text: string | RegExp) => bad(page).getByRole('row', { name: text });

test('good rows are in, and the others are listed with row, column, value and reason', async ({
  page,
  steps,
  tillwise,
}) => {
  await steps.choose('march.csv', march);
  await steps.checkIt();
  await expect(page.getByRole('heading', { name: 'This is what the import adds' })).toBeFocused();
  await expect(steps.total('records')).toHaveText('3');
  await expect(steps.total('net-sales')).toContainText('9.20');
  await expect(page.getByTestId('found-period')).toContainText('2026');
  await expect(page.getByTestId('bad-rows')).toContainText('2 rows cannot be stored');
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'import-found-bad');
  await steps.start.click();

  await expect(steps.result).toBeVisible();
  await expect(steps.figure('imported-rows')).toHaveText('3');
  await expect(steps.figure('bad-rows')).toHaveText('2');
  await expect(page.getByTestId('not-stored')).toContainText('2 rows could not be read');
  const errors = page.getByRole('table', { name: 'Rows that were not stored' });
  await expect(errors.getByRole('row', { name: /12\.5O/ })).toContainText('6');
  await expect(errors.getByRole('row', { name: /12\.5O/ })).toContainText('amount');
  await expect(errors.getByRole('row', { name: /2026-02-30/ })).toContainText('5');
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'import-result');
});

test('a cell is put right in place, with the suggestion or by hand', async ({
  page,
  steps,
  tillwise,
}) => {
  await steps.choose('march.csv', march);
  await steps.checkIt();
  await badRow(page, /amount/)
    .getByRole('button', { name: 'Use 12.50' })
    .click();
  await expect(steps.start).toBeHidden();
  await expect(page.getByText('1 changed row is not checked yet.')).toBeVisible();
  await badRow(page, /date/).getByLabel('date').fill('2026-02-28');
  await expect(page.getByText('2 changed rows are not checked yet.')).toBeVisible();
  await shootEverywhere(tillwise, 'import-corrected');
  await page.getByTestId('check-again').click();
  await expect(bad(page)).toBeHidden();
  await expect(steps.total('records')).toHaveText('5');
  await expect(steps.total('net-sales')).toContainText('24.10');
  await steps.start.click();
  await expect(steps.figure('imported-rows')).toHaveText('5');
  await expect(steps.figure('bad-rows')).toHaveText('0');
});

test('what is put right stays when one goes back to how the file is read', async ({
  page,
  steps,
}) => {
  await steps.choose('march.csv', march);
  await steps.checkIt();
  await badRow(page, /amount/)
    .getByLabel('amount')
    .fill('12.50');
  await page.keyboard.press('Enter');
  await expect(steps.total('records')).toHaveText('4');
  await page.getByRole('button', { name: 'Back' }).click();
  await steps.checkIt();
  await expect(steps.total('records')).toHaveText('4');
});

test('nothing is stored in strict mode until every row is right', async ({ page, steps }) => {
  await steps.choose('march.csv', march);
  await steps.checkIt();
  await page.getByLabel('Import nothing while a row is bad').check();
  await expect(steps.start).toBeDisabled();
  await badRow(page, /amount/)
    .getByLabel('amount')
    .fill('12.50');
  await badRow(page, /date/).getByLabel('date').fill('2026-02-28');
  await page.getByTestId('check-again').click();
  await expect(bad(page)).toBeHidden();
  await steps.start.click();
  await expect(steps.figure('imported-rows')).toHaveText('5');
});

test('the bad rows are saved with the reasons, and import once they are right', async ({
  page,
  steps,
  tillwise,
}) => {
  await steps.choose('march.csv', march);
  await steps.importIt();
  const saved = await nextDownload(tillwise);
  await page.getByRole('button', { name: 'Save these rows' }).click();
  const { name, text } = await saved();
  expect(name).toMatch(/march.*\.csv$/);
  expect(text).toContain('12.5O');
  expect(text.trim().split(/\r?\n/)).toHaveLength(3);
  await page.getByRole('button', { name: 'Import another file' }).click();
  await steps.choose(name, text.replace('12.5O', '12.50').replace('2026-02-30', '2026-02-28'));
  await steps.importIt();
  await expect(steps.figure('imported-rows')).toHaveText('2');
  await goTo(page, 'Sales');
  await expect(page.getByTestId('list-count')).toHaveText('5 sales');
});

test('thousands of bad rows are paged through, and the window stays quick', async ({
  page,
  steps,
  tillwise,
}) => {
  const rows = Array.from(
    { length: 5000 },
    (_, index) => `2026-03-${10 + (index % 20)},Espresso ${index},${index}.5O,,`,
  );
  await steps.choose('large.csv', [march.split('\n')[0], ...rows].join('\n'));
  await steps.checkIt();
  await expect(
    page.getByRole('heading', { name: 'No row of this file can be stored yet' }),
  ).toBeVisible();
  const section = page.getByTestId('bad-rows');
  await expect(section).toContainText('5,000 rows cannot be stored');
  await expect(bad(page).locator('tbody tr')).toHaveCount(50);
  await section.getByRole('button', { name: 'Next page of bad rows' }).click();
  await expect(badRow(page, /Espresso 99 /)).toBeVisible();
  await section.getByRole('button', { name: 'Page 100 of bad rows' }).click();
  await expect(badRow(page, /Espresso 4999 /)).toBeVisible();
  await badRow(page, /Espresso 4999 /)
    .getByRole('button', { name: 'Leave out row 5001' })
    .click();
  await badRow(page, /Espresso 4999 /)
    .getByRole('button', { name: 'Keep row 5001' })
    .click();
  await section.getByRole('button', { name: 'Use all 5,000 suggestions' }).click();
  await expect(page.getByText('5,000 changed rows are not checked yet.')).toBeVisible();
  await expect(section.getByRole('button', { name: /^Use all/ })).toBeHidden();
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'import-bad-paged');
  await page.getByTestId('check-again').click();
  await expect(steps.total('records')).toHaveText('5,000');
  await expect(section).toBeHidden();
});
