/** The first step of an import: what was understood of the file, and how it is put right. */
import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { accessibilityProblems } from './support/accessibility.ts';
import { goTo } from './support/go-to.ts';
import type { ImportSteps } from './support/import-steps.ts';
import { test } from './support/import-test.ts';
import { nextDownload } from './support/next-download.ts';
import { shootEverywhere } from './support/shoot-everywhere.ts';

const good = [
  'date,product_name,amount,customer_id,category',
  '2026-03-01,Flat white,3.50,CUST001,Coffee',
  '2026-03-02,Croissant,2.20,,Bakery',
];

test('files are chosen, dropped or pasted; a template helps who has none', async ({
  page,
  steps,
  tillwise,
}) => {
  await expect(page.getByText('Drop a CSV file here')).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'import-choose');
  const saved = await nextDownload(tillwise);
  await page.getByRole('button', { name: 'sales', exact: true }).click();
  const { name, text } = await saved();
  expect(name).toBe('tillwise-sales.csv');
  await steps.choose(name, text);
  await expect(page.getByTestId('recognised-as')).toContainText('Tillwise sales template');
  await expect(page.getByText(/needs? a look/)).toBeHidden();
});

test('the first rows are shown as they will be stored, and the focus is at the heading', async ({
  page,
  steps,
  tillwise,
}) => {
  await steps.choose('march.csv', [...good, '2026-02-30,Espresso,2.40,,Coffee'].join('\n'));
  await expect(page.getByRole('heading', { name: 'march.csv' })).toBeFocused();
  await expect(page.getByTestId('recognised-as')).toContainText('Tillwise sales template');
  await expect(steps.firstRows.getByRole('row', { name: /Croissant/ })).toContainText('2.20');
  await expect(page.getByText('1 of 3 needs a look')).toBeVisible();
  await expect(steps.firstRows.getByRole('row', { name: /2026-02-30/ })).toContainText(
    /does not exist/,
  );
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'import-look');
});

test('columns with other names are told apart by hand', async ({ page, steps, tillwise }) => {
  await steps.choose(
    'odd.csv',
    'Tag;Artikel;Betrag;Notiz\n01.03.2026;Kaffee;"1.234,50";a\n15.03.2026;Tee;2,20;b\n',
  );
  await readAs(page, steps, {
    Date: 'Tag',
    Product: 'Artikel',
    Amount: 'Betrag',
    'Dates are written': 'Day, month, year',
  });
  await expect(steps.preview.getByRole('combobox', { name: 'Decimals after' })).toHaveValue(
    /comma/,
  );
  await expect(steps.firstRows.getByRole('row', { name: /Kaffee/ })).toContainText('2026-03-01');
  await expect(page.getByText(/needs? a look/)).toBeHidden();
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'import-mapping');
  await steps.importIt();
  await expect(steps.figure('net-sales')).toContainText('1,236.70');
  await expect(steps.figure('imported-rows')).toHaveText('2');
});

test('what the file does not say is asked with rows of it, and the answer changes the rows', async ({
  page,
  steps,
  tillwise,
}) => {
  const lines = ['date,product_name,amount', '03/04/2026,Tea,2.50', '05/06/2026,Scone,3.00'];
  await steps.choose('unclear.csv', lines.join('\n'));
  const question = page.getByTestId('question-date_order');
  await expect(question).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'import-question');
  const tea = steps.firstRows.getByRole('row', { name: /Tea/ });
  await question.getByRole('radio').first().click();
  const one = (await tea.textContent()) ?? '';
  await question.getByRole('radio').nth(1).click();
  await expect(tea).not.toHaveText(one);
  await expect(tea).toContainText(/2026-0[34]-0[34]/);
});

test('a mapping set by hand is saved, and reads the next file with the same columns', async ({
  page,
  steps,
  tillwise,
}) => {
  const odd = (rows: string) => `Wann;Was;Wieviel\n${rows}\n`;
  await steps.choose('till-1.csv', odd('01.03.2026;Kaffee;3,50\n15.03.2026;Tee;2,20'));
  await readAs(page, steps, { Date: 'Wann', Product: 'Was', Amount: 'Wieviel' });
  await page.getByRole('button', { name: 'Save this mapping' }).click();
  const name = page.getByRole('textbox', { name: 'Name' });
  await expect(name).toBeFocused();
  await name.fill('Corner till');
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'import-save-mapping');
  await page.keyboard.press('Enter');
  await expect(page.getByText('are read as “Corner till” from now on')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();

  await steps.choose('till-2.csv', odd('02.04.2026;Kaffee;3,60\n03.04.2026;Tee;2,30'));
  await expect(page.getByTestId('recognised-as')).toContainText('Corner till');
  await steps.importIt();
  await expect(steps.figure('net-sales')).toContainText('5.90');
});

test('a list of products is known as one', async ({ page, steps, tillwise }) => {
  const rows = ['name,sku,price,cost,category', 'Mug,M-1,12.50,4.00,Crockery', 'Tea,T-1,2.50,,'];
  await steps.choose('products.csv', rows.join('\n'));
  await expect(page.getByTestId('recognised-as')).toContainText(/products/i);
  await steps.checkIt();
  await shootEverywhere(tillwise, 'import-found-products');
  await steps.start.click();
  await expect(steps.figure('imported-rows')).toHaveText('2');
  await goTo(page, 'Products');
  await expect(page.getByTestId('list-count')).toHaveText('2 products');
});

test('a bank statement becomes expenses, and money that came in is left out with the reason', async ({
  page,
  steps,
  tillwise,
}) => {
  const statement = new URL(
    '../../src/main/core/imports/formats/chase-account/chase-account.csv',
    import.meta.url,
  );
  await steps.choose('statement.csv', readFileSync(statement));
  await expect(page.getByTestId('recognised-as')).toContainText('Chase');
  await expect(steps.firstRows.getByRole('row', { name: /DEPOSIT/ })).toContainText(
    /Money that came in/,
  );
  await shootEverywhere(tillwise, 'import-look-bank');
  await steps.checkIt();
  await expect(page.getByTestId('left-out')).toContainText(/Money that came in/);
  await expect(steps.total('net-sales')).toContainText('1,245.10');
  await shootEverywhere(tillwise, 'import-found-bank');
  await steps.start.click();
  await expect(steps.figure('imported-rows')).toHaveText('2');
  await goTo(page, 'Expenses');
  await expect(page.getByTestId('list-count')).toHaveText('2 expenses');
});

test('a row whose box is not ticked is not stored', async ({ page, steps }) => {
  await steps.choose('march.csv', good.join('\n'));
  await page.getByRole('checkbox', { name: 'Import row 3' }).uncheck();
  await steps.checkIt();
  await expect(steps.total('records')).toHaveText('1');
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('checkbox', { name: 'Import row 3' })).not.toBeChecked();
  await steps.importIt();
  await expect(steps.figure('imported-rows')).toHaveText('1');
  await goTo(page, 'Sales');
  await expect(page.getByTestId('list-count')).toHaveText('1 sale');
});

const asWindows1252 = (text: string) => Buffer.from(text.replaceAll('€', '\x80'), 'latin1');
const asUtf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
const asUtf16BigEndian = (text: string) => asUtf16(text).swap16();

for (const [encoding, encode] of [
  ['Windows-1252', asWindows1252],
  ['UTF-16', asUtf16],
  ['UTF-16 the other way round', asUtf16BigEndian],
] as const) {
  test(`a ${encoding} file comes in letter by letter`, async ({ page, steps }) => {
    const rows = ['2026-03-01,Käsespätzle für 9 €,9.00', '2026-03-02,Crème brûlée,4.50'];
    await steps.choose('regional.csv', encode(['date,product_name,amount', ...rows].join('\r\n')));
    await expect(steps.firstRows.getByRole('row', { name: /Käsespätzle für 9 €/ })).toBeVisible();
    await steps.importIt();
    await expect(steps.figure('imported-rows')).toHaveText('2');
    await expect(steps.figure('net-sales')).toContainText('13.50');
    await goTo(page, 'Products');
    await expect(page.getByText('Käsespätzle für 9 €')).toBeVisible();
    await expect(page.getByText('Crème brûlée')).toBeVisible();
  });
}

test('a picture, an empty file and a header alone are refused in words', async ({
  page,
  steps,
  tillwise,
}) => {
  const picture = Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 37) % 256));
  for (const [name, content] of [
    ['photo.csv', picture],
    ['empty.csv', ''],
    ['header.csv', `${good[0]}\n`],
  ] as const) {
    await steps.choose(name, content);
    await expect(page.getByRole('alert').first()).toBeVisible();
    await expect(steps.check).toBeHidden();
    await shootEverywhere(tillwise, `import-refused-${name.replace('.csv', '')}`);
    await page.getByRole('button', { name: 'Choose another file' }).click();
  }
  await goTo(page, 'Sales');
  await expect(page.getByText('No sales yet')).toBeVisible();
});

/** Says by hand what the file holds and which column is what. */
async function readAs(
  page: Page,
  steps: ImportSteps,
  choices: Readonly<Record<string, string>>,
): Promise<void> {
  await expect(steps.preview).toBeVisible();
  const change = page.getByRole('button', { name: 'Change how it is read' });
  if (await change.isVisible()) await change.click();
  await page
    .getByRole('radiogroup', { name: 'What the file holds' })
    .getByText('Sales', { exact: true })
    .click();
  for (const [field, choice] of Object.entries(choices)) {
    const select = steps.preview.getByRole('combobox', { name: field, exact: true });
    await select.click();
    await page
      .getByRole('listbox', { name: field, exact: true })
      .getByRole('option', { name: choice, exact: true })
      .click();
    await expect(select).toHaveValue(choice);
  }
}
