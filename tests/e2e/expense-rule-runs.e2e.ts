/** Rules applied to thousands of earlier expenses: interrupted, taken back, watched and stopped. */
import { createRouterClient } from '@orpc/server';
import { expect, test } from '@playwright/test';
import { createContext, OWNER } from '../../src/main/core/context.ts';
import { createCore } from '../../src/main/core/core.ts';
import { accessibilityProblems } from './support/accessibility.ts';
import { launchTillwise, makeDataDir, removeFolder, shoot } from './support/launch.ts';
import { giveToWindowUser } from './support/seeded-shop.ts';
import { shootEverywhere } from './support/shoot-everywhere.ts';

const EXPENSES = 90_000;

test('they are taken back after Tillwise ended in the middle, and stopped without a trace', async () => {
  const dataDir = makeDataDir();
  try {
    await interruptedShop(dataDir);
    const tillwise = await launchTillwise({ dataDir });
    const { page } = tillwise;
    try {
      const banner = page.getByTestId('interrupted-rules');
      await expect(banner).toContainText('Applying your expense rules was interrupted.');
      expect(await accessibilityProblems(page)).toEqual([]);
      await shootEverywhere(tillwise, 'rules-interrupted');
      await banner.getByRole('button', { name: 'Take it back' }).click();
      await expect(page.getByText('have the former category again')).toBeVisible();
      await expect(banner).toBeHidden();

      await page.getByRole('link', { name: 'Settings', exact: true }).click();
      await page.getByRole('button', { name: 'Apply to earlier expenses' }).click();
      await page.getByRole('button', { name: 'Change 90,000 expenses' }).click();
      const underWay = page.getByTestId('rules-under-way');
      await expect(underWay.getByRole('progressbar')).toBeVisible();
      await shoot(page, 'rules-under-way');
      await underWay.getByRole('button', { name: 'Cancel' }).click();
      await expect(page.getByText('Stopped. Every expense has its former category.')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Change 90,000 expenses' })).toBeVisible();
      await page.getByRole('button', { name: 'Change 90,000 expenses' }).click();
      await expect(underWay).toBeVisible();
      await tillwise.app.evaluate(({ BrowserWindow }) => {
        setImmediate(() => BrowserWindow.getAllWindows()[0]?.close());
      });
      const closing = page.getByRole('dialog', { name: 'Close Tillwise?' });
      await expect(closing).toContainText('Your expense rules are at work');
      // Where they are through before the click, the question goes by itself.
      await closing
        .getByRole('button', { name: 'Let them finish' })
        .click({ timeout: 3000 })
        .catch(() => expect(closing).toBeHidden());
      await expect(page.getByText('90,000 expenses have a category now.')).toBeVisible({
        timeout: 30_000,
      });
    } finally {
      await tillwise.close();
    }
  } finally {
    removeFolder(dataDir);
  }
});

/** A shop that ended while its rules were applied. */
async function interruptedShop(dataDir: string): Promise<void> {
  const log = { info() {}, warn() {}, error: console.error };
  const core = createCore({ dataDir, clock: Date.now, log });
  const api = createRouterClient(core.router, { context: { actor: OWNER, source: 'window' } });
  const rows = Array.from({ length: EXPENSES }, (_, at) => `2026-05-01,Shell ${at},1.00`);
  const file = new File([['date,description,amount', ...rows].join('\n')], 'bank.csv');
  const ctx = createContext(core.clock, OWNER, 'window');
  await core.services.imports.importFile(ctx, file, 'expenses', {});
  await api.expenseRules.create({ text: 'shell', category: 'Fuel' });
  const applying = api.expenseRules.apply({}).catch(() => undefined);
  while (((await api.expenseRules.unfinishedRun())?.progress ?? 0) === 0)
    await new Promise((resolve) => setImmediate(resolve));
  await core.close();
  await applying;
  giveToWindowUser(dataDir);
}
