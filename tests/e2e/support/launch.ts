import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type ElectronApplication,
  _electron as electron,
  errors,
  type Page,
  test,
} from '@playwright/test';
import { z } from 'zod';
import { PLAN_VARIABLE } from './launch-plan-variable.ts';

const launchPlan = z.object({
  executable: z.string(),
  args: z.array(z.string()),
  runAs: z.array(z.string()),
  appDir: z.string(),
  env: z.record(z.string(), z.string()),
  owner: z.object({ uid: z.number(), gid: z.number() }).nullable(),
  distDir: z.string(),
  electronVersion: z.string(),
  source: z.string(),
  sandbox: z.boolean(),
});

export type LaunchOptions = {
  /** An existing data folder, for a second start on the same data; a fresh one otherwise. */
  readonly dataDir?: string;
  /** Starts without a data folder given: in the app's own, or where the owner moved. */
  readonly inOwnFolder?: boolean;
  /** The built application, when it is not the one of this test run. */
  readonly appDir?: string;
  /** Further command-line arguments of the application. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

export type LaunchedTillwise = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataDir: string;
  /** Quits the application and removes the data folder if this launch made it. */
  close(): Promise<void>;
};

/** How this test run opens windows; made once by the run's set-up. */
export function readLaunchPlan(): z.infer<typeof launchPlan> {
  const text = process.env[PLAN_VARIABLE];
  if (!text)
    throw new Error('End-to-end tests run with: npx playwright test, or npm test -- --e2e');
  return launchPlan.parse(JSON.parse(text));
}

/** A fresh folder that the user running the window owns; remove it with {@link removeFolder}. */
export function makeDataDir(): string {
  const { owner } = readLaunchPlan();
  const folder = mkdtempSync(path.join(tmpdir(), 'tillwise-e2e-'));
  if (owner) chownSync(folder, owner.uid, owner.gid);
  return folder;
}

/** Removes a folder made by {@link makeDataDir}. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * Opens the built application in a real Electron window, as `npm start` does, and waits for its page.
 * Chromium's sandbox is on wherever the machine allows it.
 */
export async function launchTillwise(options: LaunchOptions = {}): Promise<LaunchedTillwise> {
  const plan = readLaunchPlan();
  const dataDir = options.dataDir ?? makeDataDir();
  const app = await launchElectron({
    executablePath: plan.executable,
    chromiumSandbox: plan.sandbox,
    args: [
      ...plan.args,
      options.appDir ?? plan.appDir,
      ...(options.inOwnFolder ? [] : [`--data-dir=${dataDir}`]),
      ...(options.args ?? []),
    ],
    env: { ...inheritedEnv(), ...plan.env, ...options.env },
  });
  const page = await app.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  return {
    app,
    page,
    dataDir,
    async close() {
      // What a test left typed is not asked for, as when the computer shuts down.
      const over = () => undefined;
      await app.evaluate(({ powerMonitor }) => powerMonitor.emit('shutdown')).catch(over);
      await app.close();
      if (options.dataDir === undefined) removeFolder(dataDir);
    },
  };
}

/**
 * A window that opens just while Playwright connects is missed by it now and then, though it is there:
 * then Playwright waits until its time is over. Such a start is ended, and made once more.
 */
async function launchElectron(
  options: Parameters<typeof electron.launch>[0],
): Promise<ElectronApplication> {
  try {
    return await electron.launch({ ...options, timeout: 20_000 });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
    process.stdout.write('  Playwright did not meet the window; starting once more\n');
    const running = test.info();
    running.setTimeout(running.timeout + 40_000);
    return electron.launch({ ...options, timeout: 40_000 });
  }
}

/** Saves what the window shows to test-results/screens/NAME.png, for a person to look at. */
export async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join('test-results', 'screens', `${name}.png`) });
}

/** This process's environment, in the shape that launchers take. */
export function inheritedEnv(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined) env[name] = value;
  }
  return env;
}
