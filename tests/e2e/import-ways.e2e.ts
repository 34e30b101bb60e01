/** What an owner can say about a file beyond its columns, and which of its rows are wanted. */
import { expect, type Page } from '@playwright/test';
import { accessibilityProblems } from './support/accessibility.ts';
import { asksBeforeClosing } from './support/asks-before-closing.ts';
import type { ImportSteps } from './support/import-steps.ts';
import { test } from './support/import-test.ts';
import { shootEverywhere } from './support/shoot-everywhere.ts';

const pick = async (page: Page, label: string, option: string) => {
  const select = page.getByRole('combobox', { name: label, exact: true });
  await select.click();
  await page
    .getByRole('listbox', { name: label, exact: true })
    .getByRole('option', { name: option, exact: true })
    .click();
};
const group = (steps: ImportSteps, name: string) =>
  steps.preview.getByRole('region', { name, exact: true });

test('rows to leave out, columns that go together and values for all rows are said by hand', async ({
  page,
  steps,
  tillwise,
}) => {
  const rows = [
    'Day;First;Family;Item;Sum;Kind',
    '2026-03-01;Ana;Silva;Tea;3,00;sold',
    '2026-03-01;;;Subtotal;3,00;total',
    '2026-03-02;Ben;Ode;Cake;4,00;brought back',
    '2026-03-03;Ben;Ode;Scone;5,50;sold',
  ];
  await steps.choose('stall.csv', rows.join('\n'));
  await expect(steps.preview).toBeVisible();
  const change = page.getByRole('button', { name: 'Change how it is read' });
  if (await change.isVisible()) await change.click();
  for (const [field, column] of [
    ['Product', 'Item'],
    ['Amount', 'Sum'],
    ['Date', 'Day'],
  ] as const)
    if ((await page.getByRole('combobox', { name: field, exact: true }).inputValue()) !== column)
      await pick(page, field, column);
  await page.getByRole('button', { name: /^Show .* more fields/ }).click();
  await pick(page, 'Customer name', 'First');
  await pick(page, 'Is a refund', 'Kind');
  await pick(page, 'Refunds are marked by', 'The refund column');
  await page.getByRole('button', { name: /^More about these files/ }).click();

  const words = page.getByRole('combobox', { name: /^Words that mean a refund/ });
  await words.fill('brought back');
  await words.press('Enter');
  await page.keyboard.press('Escape');
  await expect(steps.firstRows.getByRole('row', { name: /Cake/ })).toContainText('-4.00');

  await group(steps, 'Rows to leave out')
    .getByRole('button', { name: 'Leave more rows out' })
    .click();
  await pick(page, 'Column that says which rows', 'Item');
  const values = page.getByRole('combobox', { name: 'Values of Item to leave out' });
  await values.fill('Subtotal');
  await values.press('Enter');
  await expect(steps.firstRows.getByRole('row', { name: /Subtotal/ })).toContainText(
    'You leave rows out by their Item.',
  );

  await group(steps, 'Columns that go together')
    .getByRole('button', { name: 'Add another column' })
    .click();
  await pick(page, 'Field with another column', 'Customer name');
  await pick(page, 'The other column', 'Family');
  await expect(steps.firstRows.getByRole('row', { name: /Tea/ })).toContainText('Ana Silva');

  await group(steps, 'Where the file says nothing')
    .getByRole('button', { name: 'Add a value' })
    .click();
  await pick(page, 'Field with a value of its own', 'Channel');
  const value = page.getByRole('textbox', { name: 'The value' });
  await value.fill('Market stall');
  await value.press('Enter');
  await expect(steps.firstRows.getByRole('row', { name: /Tea/ })).toContainText('Market stall');

  expect(await accessibilityProblems(page)).toEqual([]);
  await group(steps, 'Rows to leave out').scrollIntoViewIfNeeded();
  await shootEverywhere(tillwise, 'import-ways');

  await steps.importIt();
  await expect(steps.figure('net-sales')).toContainText('4.50');
  await expect(page.getByTestId('not-stored')).toContainText('1 row is left out on purpose');
});

test('whether rows are sales or expenses is asked, and the answer reads them as that', async ({
  page,
  steps,
  tillwise,
}) => {
  const rows = [
    'Date,Description,Total',
    '2026-03-01,Kitchen roll,12.50',
    '2026-03-02,Bin bags,3.00',
  ];
  await steps.choose('unclear.csv', rows.join('\n'));
  const question = page.getByTestId('question-kind');
  await expect(question).toContainText('Kitchen roll, 12.50 → spent');
  await question.getByRole('radio', { name: /What the shop sold/ }).click();
  await expect(steps.firstRows.getByRole('columnheader', { name: /^Product/ })).toBeVisible();
  await question.getByRole('radio', { name: /What the shop spent/ }).click();
  await expect(steps.firstRows.getByRole('columnheader', { name: /^Description/ })).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'import-question-kind');
});

test('what refunded orders are is asked with rows of the file', async ({
  page,
  steps,
  tillwise,
}) => {
  const rows = [
    'Order no,Order date,Order status,Product,Amount',
    '1,2026-03-01,Paid,Tea,3.00',
    '2,2026-03-02,Refunded,Cake,4.00',
    '3,2026-03-03,Refunded,Scone,5.00',
  ];
  await steps.choose('orders.csv', rows.join('\n'));
  const question = page.getByTestId('question-refunds');
  await expect(question).toContainText('Cake, 4.00 → left out');
  await shootEverywhere(tillwise, 'import-question-refunds');
  await question.getByRole('radio', { name: /They are refunds/ }).click();
  await expect(steps.firstRows.getByRole('row', { name: /Cake/ })).toContainText('-4.00');
  await steps.importIt();
  await expect(steps.figure('net-sales')).toHaveText('-$6.00');
});

test('any row is found and left out by its number', async ({ page, steps, tillwise }) => {
  const rows = Array.from({ length: 400 }, (_, at) => `2026-03-01,Tea ${at + 2},1.00`);
  await steps.choose('long.csv', ['date,product_name,amount', ...rows].join('\n'));
  await page.getByRole('button', { name: 'Show the next rows' }).click();
  await expect(steps.firstRows.getByRole('row', { name: /Tea 22\b/ })).toBeVisible();
  const from = page.getByRole('textbox', { name: 'Show from row' });
  await from.fill('390');
  await from.press('Enter');
  await page.getByRole('checkbox', { name: 'Import row 395' }).uncheck();
  const leaveOut = page.getByRole('textbox', { name: 'Leave out rows' });
  await expect(leaveOut).toHaveValue('395');
  await leaveOut.fill('12 to 14');
  await expect(page.getByText('Write rows like 5, 12–20.')).toBeVisible();
  await leaveOut.fill('395, 12-14');
  await leaveOut.press('Enter');
  await expect(leaveOut).toHaveValue('12–14, 395');
  await shootEverywhere(tillwise, 'import-leave-out');
  await steps.checkIt();
  await expect(steps.total('records')).toHaveText('396');
  await expect(page.getByTestId('left-out')).toContainText('4 rows are left out');
});

test('a window that is loaded anew goes on with what the check found', async ({
  page,
  steps,
  tillwise,
}) => {
  const rows = ['2026-03-01,Tea,1.00', '2026-03-01,Cake,much'];
  await steps.choose('march.csv', ['date,product_name,amount', ...rows].join('\n'));
  await steps.checkIt();
  await page.reload();
  await page.getByRole('link', { name: 'Import', exact: true }).click();
  await expect(steps.found).toBeVisible();
  await expect(page.getByText('The window was loaded anew')).toBeVisible();
  await expect(page.getByTestId('bad-rows')).toContainText('not a number');
  // Nothing was changed for it: Tillwise may be closed unasked.
  expect(await asksBeforeClosing(page)).toBe(false);
  await page.getByRole('button', { name: 'Leave out row 3' }).click();
  await expect(page.getByTestId('bad-rows')).toContainText('Will be left out.');
  await shootEverywhere(tillwise, 'import-found-again');
  await page.getByTestId('check-again').click();
  await expect(page.getByTestId('left-out')).toContainText('1 row is left out');
  await steps.start.click();
  await expect(steps.figure('imported-rows')).toHaveText('1');
  await page.reload();
  await page.getByRole('link', { name: 'Import', exact: true }).click();
  await expect(page.getByText('Drop a CSV file here')).toBeVisible();
});
