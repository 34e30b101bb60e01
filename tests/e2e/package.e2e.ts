import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { inheritedEnv, makeDataDir, readLaunchPlan, removeFolder } from './support/launch.ts';
import { seedShop } from './support/seeded-shop.ts';

const START_TIMEOUT_MS = 45_000;
const PAGE = /^app:\/\/shop\//;
let output = '';
let packageFolder = '';

test.beforeAll(() => {
  test.setTimeout(180_000);
  output = mkdtempSync(path.join(tmpdir(), 'tillwise-package-'));
  chmodSync(output, 0o755);
  execFileSync(process.execPath, ['scripts/package.mjs', `--output=${output}`], { stdio: 'pipe' });
  packageFolder = path.join(output, 'linux-unpacked');
});

test.afterAll(() => removeFolder(output));

test('the package starts, opens its page and stores data', async () => {
  const plan = readLaunchPlan();
  const dataDir = makeDataDir();
  const child = start([
    ...plan.runAs,
    path.join(packageFolder, 'tillwise'),
    ...plan.args,
    '--remote-debugging-port=0',
    `--data-dir=${dataDir}`,
  ]);
  try {
    const address = await devToolsAddress(child);
    await expect
      .poll(() => openPages(address), { timeout: START_TIMEOUT_MS })
      .toEqual([{ title: expect.stringContaining('Tillwise'), url: expect.stringMatching(PAGE) }]);
    await expect.poll(() => readdirSync(dataDir)).toContain('tillwise.sqlite');
  } finally {
    await stop(child);
    removeFolder(dataDir);
  }
});

test('the package reads an import file in a thread of its own', async () => {
  const plan = readLaunchPlan();
  const shop = await seedShop((api) => api.post('/sales', { product_name: 'Tea', amount: 1 }));
  const child = start([
    ...plan.runAs,
    path.join(packageFolder, 'tillwise'),
    ...plan.args,
    `--data-dir=${shop.dataDir}`,
  ]);
  try {
    const body = new FormData();
    const rows = 'date,product_name,amount\n2026-03-01,Crème,3.50\n2026-03-02,Tea,oops\n';
    body.append('file', new File([Buffer.from(rows, 'latin1')], 'march.csv'));
    const answers = async () => {
      const known = existsSync(path.join(shop.dataDir, 'api.json'));
      return known && (await fetch(new URL('/health', shop.baseUrl())).catch(() => null))?.ok;
    };
    await expect.poll(answers, { timeout: START_TIMEOUT_MS }).toBe(true);
    const answer = await fetch(new URL('/api/v1/data/upload-sales-csv', shop.baseUrl()), {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.token}` },
      body,
    });
    expect(await answer.json()).toMatchObject({
      success: true,
      processed_count: 1,
      errors: [{ row: 3, column: 'amount', value: 'oops' }],
    });
  } finally {
    await stop(child);
    shop.remove();
  }
});

test('the package cannot be turned into a general-purpose Node or debugger', async () => {
  const fuses = await getCurrentFuseWire(path.join(packageFolder, 'tillwise'));
  expect(fuses[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE);
  expect(fuses[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(FuseState.DISABLE);
  expect(fuses[FuseV1Options.EnableNodeCliInspectArguments]).toBe(FuseState.DISABLE);
  expect(fuses[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);
  expect(fuses[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(FuseState.ENABLE);
  expect(fuses[FuseV1Options.EnableCookieEncryption]).toBe(FuseState.ENABLE);
  expect(fuses[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(FuseState.DISABLE);
});

test('only the application and its native files are in the package', () => {
  const resources = path.join(packageFolder, 'resources');
  expect(readdirSync(resources).sort()).toEqual(['app.asar', 'app.asar.unpacked']);
  const unpacked = readdirSync(path.join(resources, 'app.asar.unpacked'), {
    recursive: true,
    withFileTypes: true,
  });
  for (const entry of unpacked.filter((one) => one.isFile())) expect(entry.name).toMatch(/\.node$/);
});

function start([command = '', ...args]: string[]): ChildProcess {
  return spawn(command, args, {
    cwd: '/',
    env: { ...inheritedEnv(), ...readLaunchPlan().env, TILLWISE_SQLITE_BINDING: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** Waits for Chromium's line about where its page can be reached. */
function devToolsAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = () => reject(new Error(`The packaged application did not start:\n${said}`));
    const timer = setTimeout(fail, START_TIMEOUT_MS);
    child.stderr?.on('data', (chunk) => {
      said += String(chunk);
      const address = /^DevTools listening on (ws:\S+)/m.exec(said)?.[1];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    });
    child.on('exit', fail);
    child.on('error', fail);
  });
}

/** What Chromium lists as open; a package's pages cannot be debugged, only seen in that list. */
async function openPages(address: string): Promise<{ title: string; url: string }[]> {
  const list = await fetch(`http://${new URL(address).host}/json/list`);
  const targets = z.array(z.object({ type: z.string(), title: z.string(), url: z.string() }));
  return targets
    .parse(await list.json())
    .filter((target) => target.type === 'page')
    .map(({ title, url }) => ({ title, url }));
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
