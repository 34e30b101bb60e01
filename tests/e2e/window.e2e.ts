import { expect, test } from '@playwright/test';
import { launchTillwise, readLaunchPlan, shoot } from './support/launch.ts';

test('the window opens on the application page inside the sandbox', async () => {
  const tillwise = await launchTillwise();
  try {
    expect(tillwise.page.url()).toMatch(/^app:\/\/shop\//);
    await expect(tillwise.page).toHaveTitle(/Tillwise/);
    expect(await tillwise.page.evaluate('typeof process')).toBe('undefined');
    expect(await tillwise.app.evaluate(({ app }) => app.commandLine.hasSwitch('no-sandbox'))).toBe(
      !readLaunchPlan().sandbox,
    );
    expect(await tillwise.app.evaluate(() => process.getuid?.())).not.toBe(0);
    expect(await tillwise.app.evaluate(({ app }) => app.getName())).toBe('Tillwise');
    await shoot(tillwise.page, 'first-window');
  } finally {
    await tillwise.close();
  }
});
