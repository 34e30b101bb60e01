/** Closing Tillwise: asks once when something would be lost, and never keeps the owner in. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
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
import { discoveredUrl } from './support/seeded-shop.ts';
import { shootEverywhere } from './support/shoot-everywhere.ts';

let dataDir: string;
let tillwise: LaunchedTillwise;
let page: Page;
/** Whether the process is over. */
let ended: boolean;

test.beforeEach(async () => {
  dataDir = makeDataDir();
  await open();
  await page.getByRole('button', { name: 'Go to the empty dashboard' }).click();
});
test.afterEach(async () => {
  if (!ended) await tillwise.close();
  removeFolder(dataDir);
});

async function open(): Promise<void> {
  tillwise = await launchTillwise({ dataDir });
  page = tillwise.page;
  ended = false;
  tillwise.app.on('close', () => {
    ended = true;
  });
}

/** What a click on the window's X does. */
const closeWindow = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => {
    setImmediate(() => BrowserWindow.getAllWindows()[0]?.close());
  });
/** What Ctrl+Q, and Quit in the menu, do. */
const quit = (app: ElectronApplication) =>
  app
    .evaluate(({ app }) => {
      setImmediate(() => app.quit());
    })
    // A main process that is busy with an import may forget Playwright's answer, not the order.
    .catch(() => undefined);
const question = () => page.getByRole('dialog', { name: 'Close Tillwise?' });
/** Has the owner close it. */
const agree = (answer: string) =>
  question()
    .getByRole('button', { name: answer })
    .click()
    // The window may be gone before Playwright hears of its click; whether it came through is seen by that.
    .catch(() => undefined);
const isOver = async () => expect.poll(() => ended, { timeout: 20_000 }).toBe(true);

async function typeInForm(): Promise<void> {
  await goTo(page, 'Products');
  await page.getByRole('button', { name: 'Add product' }).first().click();
  await page.getByRole('dialog').getByLabel('Name').fill('Half a thought');
}

for (const [way, leave] of [
  ['the window is closed', closeWindow],
  ['Tillwise is quit', quit],
] as const) {
  test(`when ${way}, what is typed in a form is asked for once`, async () => {
    await typeInForm();
    await leave(tillwise.app);
    await expect(question()).toBeVisible();
    await expect(question().getByRole('button', { name: 'Keep editing' })).toBeFocused();
    expect(await accessibilityProblems(page)).toEqual([]);
    await shootEverywhere(tillwise, 'closing');
    await question().getByRole('button', { name: 'Keep editing' }).click();
    await expect(question()).toBeHidden();
    await expect(page.getByRole('dialog').getByLabel('Name')).toHaveValue('Half a thought');

    await leave(tillwise.app);
    await agree('Discard and close');
    await isOver();
  });

  test(`when ${way} with nothing typed, nothing is asked`, async () => {
    await typeInForm();
    await page.getByRole('dialog').getByLabel('Name').fill('');
    await leave(tillwise.app);
    await isOver();
  });
}

test('the last letter counts, however soon Tillwise is closed after it', async () => {
  await typeInForm();
  const name = page.getByRole('dialog').getByLabel('Name');
  await name.fill('');
  const asked = await name.evaluate(async (field: HTMLInputElement) => {
    field.setRangeText('H');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    // As after a real key: whoever listens is done, and nothing else had its turn.
    await Promise.resolve();
    return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  });
  expect(asked).toBe(true);
  await expect(question()).toBeVisible();
});

test('a sale that was begun and put aside comes up again', async () => {
  await page.keyboard.press('n');
  const product = page.getByTestId('quick-entry').getByLabel('Product').first();
  await product.fill('Half a thought');
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(product).toBeHidden({ timeout: 500 });
  }).toPass();
  await quit(tillwise.app);
  await question().getByRole('button', { name: 'Keep editing' }).click();
  await expect(product).toHaveValue('Half a thought');
});

test('the question stands above a program that asks for access meanwhile', async () => {
  await typeInForm();
  const answer = await fetch(`${discoveredUrl(dataDir)}/api/v1/pair`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Counter till', scopes: ['read'] }),
  });
  expect(answer.status).toBe(202);
  const pairing = page.getByRole('dialog', { name: 'A program asks for access' });
  await expect(pairing).toBeVisible();
  await quit(tillwise.app);
  await expect(question().getByRole('button', { name: 'Keep editing' })).toBeFocused();
  await question().getByRole('button', { name: 'Keep editing' }).click({ timeout: 3000 });
  await expect(question()).toBeHidden();
  await pairing.getByRole('button', { name: 'Deny' }).click();
  await expect(page.getByRole('dialog').getByLabel('Name')).toHaveValue('Half a thought');
});

test('a token that is shown once is asked for', async () => {
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Till at the counter');
  await page.getByRole('button', { name: 'Make the token' }).click();
  await expect(page.getByTestId('new-token')).toBeVisible();
  await quit(tillwise.app);
  await expect(question()).toContainText('Did you copy it?');
  await question().getByRole('button', { name: 'Show it again' }).click();
  await expect(page.getByTestId('new-token')).toBeVisible();
});

test('an import that is running is stopped only after a question, and can go on at the next start', async () => {
  await goTo(page, 'Import');
  const steps = importSteps(page);
  await steps.choose('large.csv', largeFile());
  await steps.checkIt();
  await steps.start.click();
  await expect(page.getByTestId('import-facts')).toContainText('rows stored');
  await quit(tillwise.app);
  await expect(question()).toContainText('An import is running');
  await shoot(page, 'closing-import');
  await agree('Stop and close');
  await isOver();
  await open();
  await page.getByTestId('interrupted-banner').getByRole('button', { name: 'Finish it' }).click();
  await expect(page.getByTestId('import-result')).toBeVisible({ timeout: 60_000 });
  await quit(tillwise.app);
  await isOver();
});

test('corrections of a file that is not imported yet are asked for', async () => {
  await goTo(page, 'Import');
  const steps = importSteps(page);
  await steps.choose('till.csv', 'date,product_name,amount\n2026-03-01,Tea,2.50\n2026-03-02,Tea,x');
  await steps.checkIt();
  await page.getByTestId('bad-rows').getByRole('textbox').first().fill('2.50');
  await goTo(page, 'Sales');
  await quit(tillwise.app);
  await question().getByRole('button', { name: 'Keep editing' }).click();
  await expect(page.getByTestId('bad-rows').getByRole('textbox').first()).toHaveValue('2.50');
});

const hang = () =>
  page.evaluate(() => {
    setTimeout(() => {
      for (;;);
    }, 0);
  });

/** Has the owner, or nobody, answer when the page does not. */
const answerDialogs = (response: number | null) =>
  tillwise.app.evaluate(({ dialog }, answer) => {
    dialog.showMessageBox = (...shown: unknown[]) => {
      process.env.TILLWISE_TEST_DIALOG = JSON.stringify(shown.at(-1));
      return answer === null
        ? new Promise(() => undefined)
        : Promise.resolve({ response: answer, checkboxChecked: false });
    };
  }, response);

test('a page that hangs is said to hang, and closes when the owner wants it', async () => {
  await typeInForm();
  await answerDialogs(1);
  await hang();
  await closeWindow(tillwise.app);
  await isOver();
});

test('a page that comes back after the owner waited still asks', async () => {
  await typeInForm();
  await answerDialogs(0);
  await page.evaluate(() => {
    setTimeout(() => {
      const end = performance.now() + 5000;
      while (performance.now() < end);
    }, 0);
  });
  await closeWindow(tillwise.app);
  await expect(question()).toBeVisible({ timeout: 15_000 });
  await question().getByRole('button', { name: 'Keep editing' }).click();
  await expect(page.getByRole('dialog').getByLabel('Name')).toHaveValue('Half a thought');
});

test('a page that hangs closes at the second wish, whatever is asked', async () => {
  await typeInForm();
  await answerDialogs(null);
  await hang();
  await closeWindow(tillwise.app);
  const said = () => tillwise.app.evaluate(() => process.env.TILLWISE_TEST_DIALOG);
  await expect.poll(said).toContain('The window does not answer');
  await closeWindow(tillwise.app);
  await isOver();
});

test('a page that hangs does not hold up a computer that shuts down', async () => {
  await typeInForm();
  await hang();
  tillwise.app.process().kill('SIGTERM');
  await isOver();
});

test('a computer that shuts down is not held up', async () => {
  await typeInForm();
  tillwise.app.process().kill('SIGTERM');
  await isOver();
});

/** Chooses another data folder; the system's part of starting anew leaves a note there. */
const useAnotherFolder = (folder: string) =>
  tillwise.app.evaluate(({ app, dialog, Menu }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    app.relaunch = (options) =>
      process
        .getBuiltinModule('node:fs')
        .writeFileSync(`${chosen}/relaunched.json`, JSON.stringify(options?.args));
    const entries = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
    entries?.find(({ label }) => label === 'Use another data folder…')?.click();
  }, folder);

for (const [answer, later] of [
  ['Keep editing', 'stays, also at later starts'],
  ['Discard and close', 'is moved there, also at later starts'],
] as const) {
  test(`whoever chooses another data folder and answers "${answer}" ${later}`, async () => {
    const other = makeDataDir();
    const settings = makeDataDir();
    await tillwise.close();
    tillwise = await launchTillwise({
      dataDir,
      inOwnFolder: true,
      args: [`--user-data-dir=${settings}`],
    });
    page = tillwise.page;
    await page.getByRole('button', { name: 'Go to the empty dashboard' }).click();
    const ownFolder = await tillwise.app.evaluate(({ app }) => app.getPath('userData'));
    expect(ownFolder).toBe(settings);
    await typeInForm();

    await useAnotherFolder(other);
    const closed = tillwise.app.waitForEvent('close');
    const moves = answer === 'Discard and close';
    if (moves) await agree(answer);
    else {
      await question().getByRole('button', { name: answer }).click();
      await expect(question()).toBeHidden();
      await page.getByRole('dialog').getByLabel('Name').fill('');
      await quit(tillwise.app);
    }
    await closed;
    expect(existsSync(path.join(other, 'relaunched.json'))).toBe(moves);
    expect(existsSync(path.join(ownFolder, 'data-folder.json'))).toBe(moves);
    ended = true;
    removeFolder(other);
    removeFolder(settings);
  });
}

function largeFile(): string {
  const lines = Array.from(
    { length: 400_000 },
    (_, index) => `2026-0${1 + (index % 9)}-1${index % 10},Product ${index % 500},1.50`,
  );
  return ['date,product_name,amount', ...lines].join('\n');
}
