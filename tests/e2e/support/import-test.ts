import { test as base } from '@playwright/test';
import { type ImportSteps, importSteps } from './import-steps.ts';
import { type LaunchedTillwise, type LaunchOptions, launchTillwise } from './launch.ts';

interface AtTheImport {
  /** How the window is opened. */
  launchWith: LaunchOptions;
  tillwise: LaunchedTillwise;
  /** The steps of the import dialog in that window. */
  steps: ImportSteps;
}

/** A test in a shop of its own, whose owner has just chosen to import sales. */
export const test = base.extend<AtTheImport>({
  launchWith: [{}, { option: true }],
  tillwise: async ({ launchWith }, use) => {
    const tillwise = await launchTillwise(launchWith);
    await tillwise.page.getByRole('button', { name: /Import my sales/ }).click();
    await use(tillwise);
    await tillwise.close();
  },
  page: ({ tillwise }, use) => use(tillwise.page),
  steps: ({ page }, use) => use(importSteps(page)),
});
