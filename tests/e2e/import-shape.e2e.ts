/** Header, separator and letters of a file are said by hand where they are guessed wrong. */
import { expect, type Page, test } from '@playwright/test';
import { accessibilityProblems } from './support/accessibility.ts';
import { importSteps } from './support/import-steps.ts';
import { type LaunchedTillwise, launchTillwise } from './support/launch.ts';
import { shootEverywhere } from './support/shoot-everywhere.ts';

let tillwise: LaunchedTillwise;
let page: Page;
let steps: ReturnType<typeof importSteps>;

test.beforeEach(async () => {
  tillwise = await launchTillwise();
  page = tillwise.page;
  steps = importSteps(page);
  await page.getByRole('button', { name: /Import my sales/ }).click();
});
test.afterEach(() => tillwise?.close());

const select = (label: string) => page.getByRole('combobox', { name: label, exact: true });
const pick = async (label: string, option: string | RegExp) => {
  await select(label).click();
  await page
    .getByRole('listbox', { name: label, exact: true })
    .getByRole('option', { name: option, exact: typeof option === 'string' })
    .click();
};

test('a header below lines that look more like one, another separator, other letters', async () => {
  const rows = [
    'Date, Amount, Name: how this report is made',
    'Sklep;Rynek 1',
    'Dzie\xf1;Towar;Kwota',
    '2026-03-01;\xafurek, ciep\xb3y;3,50',
    '2026-03-02;Herbata;2,25',
  ];
  await steps.choose('sklep.csv', Buffer.from(rows.join('\n'), 'latin1'));
  await expect(steps.preview).toBeVisible();
  const change = page.getByRole('button', { name: 'Change how it is read' });
  if (await change.isVisible()) await change.click();
  await page.getByRole('button', { name: /^More about these files/ }).click();

  await pick('Between two columns stands', 'A semicolon');
  await pick('Columns are named on', /^Line 3:/);
  await pick('Letters are written in', 'Central European (Windows-1250)');
  await steps.preview.getByText('Sales', { exact: true }).click();
  for (const [field, column] of [
    ['Date', 'Dzień'],
    ['Product', 'Towar'],
    ['Amount', 'Kwota'],
  ] as const)
    if ((await select(field).inputValue()) !== column) await pick(field, column);
  await expect(steps.firstRows.getByRole('row', { name: /Żurek, ciepły/ })).toContainText('3.50');
  await expect(steps.preview).toContainText('The header is on line 3, as you chose');
  expect(await accessibilityProblems(page)).toEqual([]);
  await select('Columns are named on').scrollIntoViewIfNeeded();
  await shootEverywhere(tillwise, 'import-shape');

  // What cannot be is said, and what was chosen before stays.
  await pick('Columns are named on', /^Line 5:/);
  await expect(steps.preview).toContainText('only has a header and no rows');
  await expect(select('Columns are named on')).toHaveValue(/^Line 3:/);
  await expect(steps.firstRows.getByRole('row', { name: /Żurek, ciepły/ })).toBeVisible();

  await steps.importIt();
  await expect(steps.figure('net-sales')).toContainText('5.75');
});
