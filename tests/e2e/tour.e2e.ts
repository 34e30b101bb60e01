/** Walks every screen with a full shop, in light and dark, large and small, for a person to look at. */
import { expect, type Page, test } from '@playwright/test';
import { goTo } from './support/go-to.ts';
import { type LaunchedTillwise, launchTillwise, shoot } from './support/launch.ts';

const SCREENS = [
  'Dashboard',
  'Sales',
  'Customers',
  'Products',
  'Expenses',
  'Activity',
  'Import',
  'Settings',
];
const SIZES = { large: [1280, 800], small: [900, 600] } as const;

let tillwise: LaunchedTillwise;
test.beforeAll(async () => {
  tillwise = await launchTillwise();
  await tillwise.page.getByRole('button', { name: /Look around with demo data/ }).click();
  await expect(tillwise.page.getByTestId('demo-banner')).toBeVisible({ timeout: 45_000 });
});
test.afterAll(() => tillwise?.close());

for (const scheme of ['light', 'dark'] as const) {
  for (const [size, [width, height]] of Object.entries(SIZES)) {
    test(`every screen fits and shows no problem: ${scheme}, ${size}`, async () => {
      const { app, page } = tillwise;
      await page.emulateMedia({ colorScheme: scheme });
      await app.evaluate(
        ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
        [width, height] as const,
      );
      for (const screen of SCREENS) {
        await goTo(page, screen);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await settled(page);
        await shoot(page, `tour-${screen.toLowerCase()}-${scheme}-${size}`);
        expect.soft(await widerThanWindow(page), `${screen} scrolls sideways`).toBe(false);
        await expect.soft(page.getByText(/could not|went wrong/i)).toHaveCount(0);
      }
    });
  }
}

/** Charts draw themselves in; a picture is for looking at when they are done. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('.mantine-Skeleton-root, .mantine-Loader-root')).toHaveCount(0);
  await page.waitForTimeout(700);
}

function widerThanWindow(page: Page): Promise<boolean> {
  return page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
}
