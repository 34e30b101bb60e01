/** The ways a file comes in: several at once, dropped, pasted from a spreadsheet. */
import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { accessibilityProblems } from './support/accessibility.ts';
import { goTo } from './support/go-to.ts';
import { test } from './support/import-test.ts';
import { makeDataDir, removeFolder, shoot } from './support/launch.ts';
import { shootEverywhere } from './support/shoot-everywhere.ts';

const march = 'date,product_name,amount\n2026-03-01,Flat white,3.50\n2026-03-02,Croissant,2.20\n';

test('several files are imported one after another, with a summary at the end', async ({
  page,
  steps,
  tillwise,
}) => {
  await steps.chooseAll([
    { name: 'march.csv', content: march },
    { name: 'empty.csv', content: '' },
    { name: 'april.csv', content: march.replaceAll('2026-03', '2026-04') },
    { name: 'unwanted.csv', content: march.replaceAll('2026-03', '2026-05') },
  ]);
  await expect(page.getByTestId('import-step')).toHaveText('File 1 of 4 · Step 1 of 3');
  await steps.importIt();
  await page.getByRole('button', { name: 'Next file: empty.csv' }).click();
  await expect(page.getByRole('alert')).toContainText(/empty/);
  await page.getByRole('button', { name: 'Next file: april.csv' }).click();
  await expect(page.getByTestId('import-step')).toHaveText('File 3 of 4 · Step 1 of 3');
  await steps.importIt();
  await page.getByRole('button', { name: 'Next file: unwanted.csv' }).click();
  await steps.preview.getByRole('button', { name: 'Leave this file out' }).click();
  const summary = page.getByTestId('files-summary');
  await expect(summary.getByRole('heading')).toHaveText('2 of 4 files are imported');
  await expect(summary.getByRole('row', { name: /april\.csv/ })).toContainText('Imported');
  await expect(summary.getByRole('row', { name: /unwanted\.csv/ })).toContainText('Left out');
  await expect(summary.getByRole('row', { name: /empty\.csv/ })).toContainText(
    'Cannot be imported',
  );
  expect(await accessibilityProblems(page)).toEqual([]);
  await shootEverywhere(tillwise, 'import-summary');
  await goTo(page, 'Sales');
  await expect(page.getByTestId('list-count')).toHaveText('4 sales');
});

test('a file that changes while it is opened is refused in words, and the next one goes on', async ({
  page,
  steps,
}) => {
  const folder = makeDataDir();
  try {
    const growing = path.join(folder, 'growing.csv');
    writeFileSync(growing, Buffer.alloc(600_000_000, '2026-03-01,Tea,1.00\n'));
    const april = path.join(folder, 'april.csv');
    writeFileSync(april, march);
    await page.locator('input[type="file"]').first().setInputFiles([growing, april]);
    await expect(page.getByRole('heading', { name: 'Opening growing.csv' })).toBeVisible();
    appendFileSync(growing, '2026-03-02,Tea,1.00\n');
    await expect(page.getByRole('alert')).toContainText('Is it still there, and may you open it?');
    await page.getByRole('button', { name: 'Next file: april.csv' }).click();
    await steps.importIt();
    await expect(steps.figure('imported-rows')).toHaveText('2');
  } finally {
    removeFolder(folder);
  }
});

test('rows copied from a spreadsheet are pasted', async ({ page, steps }) => {
  const rows = 'date\tproduct_name\tamount\n2026-03-01\tFlat white\t3.50\n2026-03-02\tTea\t2.20';
  await page.getByRole('button', { name: 'Paste from a spreadsheet' }).click();
  const field = page.getByRole('textbox', { name: 'Rows from a spreadsheet' });
  await expect(field).toBeFocused();
  expect(await accessibilityProblems(page)).toEqual([]);
  await paste(page, 'only a word');
  await expect(page.getByText('These are no rows.')).toBeVisible();
  await shoot(page, 'import-paste');
  await paste(page, rows);
  await expect(page.getByRole('heading', { name: 'Pasted rows.csv' })).toBeVisible();
  await steps.importIt();
  await expect(steps.figure('imported-rows')).toHaveText('2');

  await page.getByRole('button', { name: 'Import another file' }).click();
  await expect(page.getByText('Drop a CSV file here')).toBeVisible();
  await paste(page, 'only a word');
  await expect(page.getByText('Drop a CSV file here')).toBeVisible();
  await paste(page, rows.replaceAll('2026-03', '2026-04'));
  await expect(page.getByRole('heading', { name: 'Pasted rows.csv' })).toBeVisible();
});

test('a file dropped on any screen opens the import', async ({ page, steps }) => {
  await goTo(page, 'Sales');
  await drag(page, 'dragenter', 'dragover');
  const zone = page.getByText('Drop the file to look at it');
  await expect(zone).toBeVisible();
  await shoot(page, 'import-drop');
  await drag(page, 'drop');
  await expect(page).toHaveURL(/#\/import$/);
  await expect(steps.preview).toContainText('dropped.csv');
});

/** Pastes a text where the focus is, as Ctrl+V does. */
function paste(page: Page, text: string): Promise<void> {
  return page.evaluate((copied) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', copied);
    (document.activeElement ?? document.body).dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

test('a file dropped by a slip does not take the corrections of another one', async ({
  page,
  steps,
}) => {
  await steps.choose('till.csv', 'date,product_name,amount\n2026-03-01,Tea,2.50\n2026-03-02,Pie,x');
  await steps.checkIt();
  const cell = page.getByTestId('bad-rows').getByRole('textbox').first();
  await cell.fill('4.00');
  const question = page.getByRole('dialog', { name: 'Discard what you typed?' });
  await drag(page, 'dragenter');
  await drag(page, 'drop');
  await question.getByRole('button', { name: 'Keep typing' }).click();
  await expect(question).toBeHidden();
  await expect(cell).toHaveValue('4.00');
  await drag(page, 'dragenter');
  await drag(page, 'drop');
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(steps.preview).toContainText('dropped.csv');
});

test('a file dropped by a slip does not take what was decided about another one', async ({
  page,
  steps,
}) => {
  await goTo(page, 'Products');
  await page.getByRole('button', { name: 'Add product' }).first().click();
  await page.getByRole('dialog').getByLabel('Name').fill('Flat white');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await goTo(page, 'Import');
  await steps.choose('slips.csv', 'date,product_name,amount\n2026-03-04,Flat whitte,3.50');
  await steps.checkIt();
  const choice = page.getByRole('radiogroup', { name: '“Flat whitte” is' });
  await choice.getByText('The same').click();
  const same = choice.getByRole('radio', { name: 'The same' });
  const question = page.getByRole('dialog', { name: 'Discard what you typed?' });
  await drag(page, 'dragenter');
  await drag(page, 'drop');
  await question.getByRole('button', { name: 'Keep typing' }).click();
  await expect(question).toBeHidden();
  await expect(steps.found).toContainText('slips.csv');
  await expect(same).toBeChecked();
});

test('a dropped file is taken only once the screen is left, and asks about the file before it there', async ({
  page,
  steps,
}) => {
  await steps.choose('till.csv', 'date,product_name,amount\n2026-03-01,Tea,2.50\n2026-03-02,Pie,x');
  await steps.checkIt();
  const cell = page.getByTestId('bad-rows').getByRole('textbox').first();
  await cell.fill('4.00');
  await goTo(page, 'Settings');
  const name = page.getByLabel('Shop name');
  await name.fill('Corner Café');
  const question = page.getByRole('dialog', { name: 'Discard what you typed?' });
  await drag(page, 'dragenter');
  await drag(page, 'drop');
  await question.getByRole('button', { name: 'Keep typing' }).click();
  await expect(question).toBeHidden();
  await expect(name).toHaveValue('Corner Café');

  await drag(page, 'dragenter');
  await drag(page, 'drop');
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(page).toHaveURL(/#\/import$/);
  await expect(cell).toHaveValue('4.00');
  // Another question, though in the same dialog: a second Enter must not answer it.
  await expect(question.getByRole('button', { name: 'Keep typing' })).toBeFocused();
  await shoot(page, 'import-drop-asked');
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(steps.preview).toContainText('dropped.csv');
  await expect(question).toBeHidden();
});

test('a dropped file is not taken when what is typed on the screen is kept', async ({
  page,
  steps,
}) => {
  await goTo(page, 'Settings');
  const name = page.getByLabel('Shop name');
  await name.fill('Corner Café');
  const question = page.getByRole('dialog', { name: 'Discard what you typed?' });
  await drag(page, 'dragenter');
  await drag(page, 'drop');
  await question.getByRole('button', { name: 'Keep typing' }).click();
  await expect(question).toBeHidden();
  await expect(name).toHaveValue('Corner Café');
  await goTo(page, 'Import');
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('Drop a CSV file here')).toBeVisible();
  await expect(steps.preview).toBeHidden();
});

/** Drags a file over the window, or drops it there. */
function drag(page: Page, ...types: string[]): Promise<void> {
  return page.evaluate(
    ([text, ...kinds]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text ?? ''], 'dropped.csv', { type: 'text/csv' }));
      for (const kind of kinds) {
        const target =
          kind === 'drop' ? document.querySelector('.mantine-Dropzone-root') : document.body;
        target?.dispatchEvent(
          new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }),
        );
      }
    },
    [march, ...types],
  );
}
