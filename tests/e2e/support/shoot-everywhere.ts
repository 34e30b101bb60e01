import type { LaunchedTillwise } from './launch.ts';
import { shoot } from './launch.ts';

const SIZES = { large: [1280, 800], small: [900, 600] } as const;

/** Saves what the window shows in light and dark, large and small, for a person to look at. */
export async function shootEverywhere(
  { app, page }: LaunchedTillwise,
  name: string,
): Promise<void> {
  for (const [size, [width, height]] of Object.entries(SIZES)) {
    await app.evaluate(
      ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
      [width, height] as const,
    );
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(250);
      await shoot(page, `${name}-${colorScheme}-${size}`);
    }
  }
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800),
  );
  await page.emulateMedia({ colorScheme: null });
}
