/** A file whose rows are partly stored already: left out, shown as changed, or nearly the same. */
import { expect, type Page } from '@playwright/test';
import { accessibilityProblems } from './support/accessibility.ts';
import { goTo } from './support/go-to.ts';
import type { ImportSteps } from './support/import-steps.ts';
import { test } from './support/import-test.ts';
import { shootEverywhere } from './support/shoot-everywhere.ts';

const header = 'date,ticket,product_name,amount,customer_name';
const stored = [
  header,
  '2026-03-01,1001,Flat white,3.50,Ana Ruiz',
  '2026-03-01,1002,Croissant,2.20,',
  '2026-03-02,1003,Flat white,3.50,Ben Okafor',
];

async function importStored(page: Page, steps: ImportSteps): Promise<void> {
  await steps.choose('march.csv', stored.join('\n'));
  await steps.importIt();
  await page.getByRole('button', { name: 'Import another file' }).click();
  await expect(page.getByTestId('past-import')).toHaveCount(1);
}

const counts = async (page: Page, sales: string) => {
  await goTo(page, 'Sales');
  await expect(page.getByTestId('list-count')).toHaveText(sales);
};

test('the same file again adds nothing, unless the owner wants it once more', async ({
  page,
  steps,
  tillwise,
}) => {
  await importStored(page, steps);
  await steps.choose('march-again.csv', stored.join('\n'));
  await expect(page.getByText('You imported this very file before')).toBeVisible();
  await steps.checkIt();
  await expect(page.getByRole('heading', { name: 'This file adds nothing new' })).toBeVisible();
  const there = page.getByTestId('already-there');
  await expect(there).toContainText('3 tickets are there already');
  await expect(steps.start).toBeDisabled();
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'import-found-nothing');
  await there.getByRole('switch', { name: 'Add them anyway' }).check();
  await steps.start.click();
  await expect(steps.figure('imported-rows')).toHaveText('3');
  await counts(page, '6 sales');
});

test('an export that overlaps adds only what is new', async ({ page, steps }) => {
  await importStored(page, steps);
  const rows = [...stored.slice(2), '2026-03-03,1004,Tea,2.50,', '2026-03-03,1005,Tea,2.50,'];
  await steps.choose('later.csv', [header, ...rows].join('\n'));
  await steps.importIt();
  await expect(steps.figure('tickets')).toHaveText('2');
  await expect(page.getByTestId('not-stored')).toContainText('2 rows were there already');
  await counts(page, '5 sales');
});

test('a ticket with another content is shown with the difference, and the owner chooses', async ({
  page,
  steps,
  tillwise,
}) => {
  await importStored(page, steps);
  const changed = [
    '2026-03-01,1001,Flat white,3.80,Ana Ruiz',
    '2026-03-01,1002,Croissant,2.40,',
    '2026-03-02,1003,Flat white,3.50,Ben Okafor',
    '2026-03-03,1004,Tea,2.50,',
  ];
  await steps.choose('corrected.csv', [header, ...changed].join('\n'));
  await steps.checkIt();
  const section = page.getByTestId('changed-tickets');
  await expect(section).toContainText('2 tickets differ from what is stored');
  const first = section.getByRole('row', { name: /1001/ });
  await expect(first).toContainText('3.50');
  await expect(first).toContainText('3.80');
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'import-found-changed');
  await section
    .getByRole('radiogroup', { name: 'All tickets that differ' })
    .getByText('Take all of the file')
    .click();
  await section
    .getByRole('radiogroup', { name: 'Ticket 1002' })
    .getByText('Mine', { exact: true })
    .click();
  await steps.start.click();
  await expect(steps.result).toBeVisible();
  await counts(page, '4 sales');
  await expect(page.getByRole('row', { name: /1001/ })).toContainText('3.80');
  await expect(page.getByRole('row', { name: /1002/ })).toContainText('2.20');
});

test('a name that is nearly a stored one is offered, and taken only when the owner says so', async ({
  page,
  steps,
  tillwise,
}) => {
  await importStored(page, steps);
  const rows = ['2026-03-04,1006,Flat whitte,3.50,', '2026-03-04,1007,Croisant,2.20,'];
  await steps.choose('slips.csv', [header, ...rows].join('\n'));
  await steps.checkIt();
  const section = page.getByTestId('near-matches');
  await expect(section).toContainText('2 names are nearly one you have');
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'import-found-near');
  await section
    .getByRole('radiogroup', { name: '“Flat whitte” is' })
    .getByText('The same', { exact: true })
    .click();
  await steps.start.click();
  await expect(steps.figure('new-products')).toHaveText('1');
  await goTo(page, 'Products');
  await expect(page.getByTestId('list-count')).toHaveText('3 products');
  await expect(page.getByText('Croisant', { exact: true })).toBeVisible();
  await expect(page.getByText('Flat whitte')).toHaveCount(0);
});
