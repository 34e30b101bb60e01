import { defineConfig } from '@playwright/test';

/**
 * End-to-end tests drive the real Electron window. One window at a time: each test has its own data
 * folder, but the machine's two cores would make parallel windows slow and flaky.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  // Elsewhere electron-builder makes another folder, from the same configuration.
  testIgnore: process.platform === 'linux' ? [] : ['**/package.e2e.ts'],
  globalSetup: './tests/e2e/support/prepare-window.ts',
  workers: 1,
  fullyParallel: false,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  outputDir: 'test-results/e2e',
  use: { actionTimeout: 10_000, trace: 'off' },
});
