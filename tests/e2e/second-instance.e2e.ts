import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { launchTillwise, makeDataDir, removeFolder } from './support/launch.ts';
import { startRaw } from './support/raw-launch.ts';

test('a second start on the same folder shows the first window and ends', async () => {
  const first = await launchTillwise();
  try {
    await expect(first.page.getByRole('heading', { level: 1 })).toBeVisible();
    const isVisible = () =>
      first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    expect(await isVisible()).toBe(false);

    const second = startRaw(first.dataDir);
    expect(await second.ended).toBe(0);
    expect(second.errors()).toContain('Tillwise is already open');
    await expect.poll(isVisible).toBe(true);
    expect(first.app.windows()).toHaveLength(1);
  } finally {
    await first.close();
  }
});

test('two folders can be open at once', async () => {
  const first = await launchTillwise();
  const second = await launchTillwise();
  try {
    for (const { page } of [first, second])
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  } finally {
    await first.close();
    await second.close();
  }
});

test('a signal to stop ends it cleanly and takes the API’s address away', async () => {
  const dataDir = makeDataDir();
  const tillwise = startRaw(dataDir);
  try {
    const address = path.join(dataDir, 'api.json');
    await expect.poll(() => existsSync(address), { timeout: 30_000 }).toBe(true);
    tillwise.child.kill('SIGTERM');
    expect(await tillwise.ended).toBe(0);
    expect(existsSync(address)).toBe(false);
    expect(existsSync(path.join(dataDir, 'tillwise.sqlite-wal'))).toBe(false);
  } finally {
    await tillwise.kill();
    removeFolder(dataDir);
  }
});
