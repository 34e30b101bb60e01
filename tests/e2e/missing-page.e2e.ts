/** A Tillwise of which a part is missing says so, instead of showing nothing at all. */
import { cpSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { launchTillwise, makeDataDir, readLaunchPlan, removeFolder } from './support/launch.ts';
import { startRaw } from './support/raw-launch.ts';
import { giveToWindowUser } from './support/seeded-shop.ts';

let dataDir: string;
let appDir: string;

test.beforeEach(() => {
  dataDir = makeDataDir();
  appDir = makeDataDir();
  const built = readLaunchPlan().appDir;
  for (const part of ['package.json', 'out/main', 'out/preload', 'out/renderer'])
    cpSync(path.join(built, part), path.join(appDir, part), { recursive: true });
  giveToWindowUser(appDir);
  symlinkSync(path.join(built, 'node_modules'), path.join(appDir, 'node_modules'));
});
test.afterEach(() => {
  removeFolder(dataDir);
  removeFolder(appDir);
});

test('without its page it says so, and the owner can try again', async () => {
  rmSync(path.join(appDir, 'out/renderer/index.html'));
  const tillwise = startRaw(dataDir, appDir);
  try {
    await expect
      .poll(() => tillwise.errors(), { timeout: 30_000 })
      .toContain('Tillwise cannot show its window.');
    expect(tillwise.errors()).not.toMatch(/^\s+at /m);
    // It waits for the owner's answer, with the shop open.
    expect(tillwise.child.exitCode).toBeNull();
  } finally {
    await tillwise.kill();
  }
});

test('without its script the window says so', async () => {
  const assets = path.join(appDir, 'out/renderer/assets');
  for (const file of readdirSync(assets)) if (file.endsWith('.js')) rmSync(path.join(assets, file));
  const tillwise = await launchTillwise({ dataDir, appDir });
  await expect(
    tillwise.page.getByRole('heading', { name: 'Tillwise cannot show its window' }),
  ).toBeVisible();
  await tillwise.close();
});
