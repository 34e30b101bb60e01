/** What an owner takes for granted of a window: it comes back where it was, in its colours, after anything. */
import { expect, test } from '@playwright/test';
import {
  type LaunchedTillwise,
  launchTillwise,
  makeDataDir,
  removeFolder,
} from './support/launch.ts';

let dataDir: string;
test.beforeEach(() => {
  dataDir = makeDataDir();
});
test.afterEach(() => removeFolder(dataDir));

const bounds = ({ app }: LaunchedTillwise) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
const welcome = ({ page }: LaunchedTillwise) =>
  page.getByRole('heading', { name: 'Welcome to Tillwise' });

test('opens where and as large as it was closed, never smaller than is useful', async () => {
  const first = await launchTillwise({ dataDir });
  await expect(welcome(first)).toBeVisible();
  await first.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 40, width: 1010, height: 650 }),
  );
  await expect.poll(() => bounds(first)).toMatchObject({ width: 1010, height: 650 });
  await first.close();

  const second = await launchTillwise({ dataDir });
  await expect(welcome(second)).toBeVisible();
  expect(await bounds(second)).toEqual({ x: 60, y: 40, width: 1010, height: 650 });
  expect(
    await second.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getMinimumSize(),
    ),
  ).toEqual([900, 600]);
  await second.close();
});

test('a dark shop opens dark, before its page is drawn', async () => {
  const first = await launchTillwise({ dataDir });
  await expect(welcome(first)).toBeVisible();
  await first.page.evaluate(() => {
    location.hash = '#/settings';
  });
  await first.page.getByText('Dark', { exact: true }).click();
  await expect
    .poll(() => first.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource))
    .toBe('dark');
  await first.close();

  const second = await launchTillwise({ dataDir });
  const colour = await second.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBackgroundColor(),
  );
  expect(colour?.toLowerCase()).toBe('#191715');
  await expect(second.page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await second.close();
});

test('a page that crashed is loaded anew and connects again', async () => {
  const tillwise = await launchTillwise({ dataDir });
  await expect(welcome(tillwise)).toBeVisible();
  // Watched from the main process: Playwright gives a crashed page up for good.
  await tillwise.app.evaluate(({ BrowserWindow, ipcMain }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    ipcMain.on('tillwise:connect', ({ senderFrame }) => asked.push(String(senderFrame?.url)));
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  const asked = (): Promise<unknown> =>
    tillwise.app.evaluate(() => Reflect.get(globalThis, 'asked'));
  await expect.poll(asked).toEqual([expect.stringMatching(/^app:\/\/shop\//)]);
  await tillwise.close();
});
