import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type LaunchedTillwise, launchTillwise, shoot } from './support/launch.ts';

let tillwise: LaunchedTillwise;
let page: Page;
test.beforeEach(async () => {
  tillwise = await launchTillwise();
  page = tillwise.page;
});
test.afterEach(() => tillwise?.close());

const demoFolder = () => path.join(tillwise.dataDir, 'demo');
const openDemo = () => page.getByRole('button', { name: /Look around with demo data/ }).click();

test('demo data is looked at, then removed in one click, and the shop is as empty as before', async () => {
  await openDemo();
  await expect(page.getByTestId('demo-banner')).toBeVisible({ timeout: 45_000 });
  const sales = page.getByTestId('kpi-net_sales').getByTestId('kpi-value');
  await expect(sales).toContainText(/[1-9]/);
  expect(existsSync(demoFolder())).toBe(true);
  await shoot(page, 'demo-dashboard');

  await page.getByRole('button', { name: 'Remove demo data' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome to Tillwise' })).toBeVisible();
  await expect(page.getByTestId('demo-banner')).toBeHidden();
  await expect.poll(() => existsSync(demoFolder())).toBe(false);
});

test('closing while demo data is shown opens the own shop next time', async () => {
  await openDemo();
  await expect(page.getByTestId('demo-banner')).toBeVisible({ timeout: 45_000 });
  const { dataDir } = tillwise;
  await tillwise.app.close();
  const again = await launchTillwise({ dataDir });
  await expect(again.page.getByRole('heading', { name: 'Welcome to Tillwise' })).toBeVisible();
  expect(existsSync(path.join(dataDir, 'demo'))).toBe(false);
  await again.close();
});
