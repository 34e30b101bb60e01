/** What an owner takes for granted of a window: it comes back where it was, in its colours, after anything. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
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

test('another data folder is used after a restart, for this start as it was given', async () => {
  const other = makeDataDir();
  const note = path.join(other, 'relaunched.json');
  const tillwise = await launchTillwise({ dataDir });
  await expect(welcome(tillwise)).toBeVisible();
  const closed = tillwise.app.waitForEvent('close');
  await tillwise.app.evaluate(
    ({ app, dialog, Menu }, { folder, file }) => {
      // The owner's answer, and the system's part of starting anew.
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
      app.relaunch = (options) =>
        process.getBuiltinModule('node:fs').writeFileSync(file, JSON.stringify(options?.args));
      const entries = Menu.getApplicationMenu()?.items.flatMap(
        ({ submenu }) => submenu?.items ?? [],
      );
      entries?.find(({ label }) => label === 'Use another data folder…')?.click();
    },
    { folder: other, file: note },
  );
  await closed;
  const args = z.array(z.string()).parse(JSON.parse(readFileSync(note, 'utf8')));
  expect(args.filter((arg) => arg.startsWith('--data-dir'))).toEqual([`--data-dir=${other}`]);
  removeFolder(other);
});
