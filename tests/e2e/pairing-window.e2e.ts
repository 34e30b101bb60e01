/** Programs that ask to be let in while the window is out of sight, small, or shows demo data. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { accessibilityProblems } from './support/accessibility.ts';
import { launchTillwise, shoot } from './support/launch.ts';

test('a hidden window is shown when a program asks for access', async () => {
  const tillwise = await launchTillwise();
  try {
    await expect(tillwise.page.getByRole('heading', { level: 1 })).toBeVisible();
    const isVisible = () =>
      tillwise.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    await tillwise.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    expect(await isVisible()).toBe(false);

    await ask(tillwise.dataDir, 'Counter till', ['read']);
    await expect.poll(isVisible).toBe(true);
    await expect(tillwise.page.getByRole('dialog')).toContainText('Counter till');
  } finally {
    await tillwise.close();
  }
});

test('a program is let in while demo data is shown, and the dialog fits a small window', async () => {
  const tillwise = await launchTillwise();
  try {
    const { app, page, dataDir } = tillwise;
    await page.getByRole('button', { name: /Look around with demo data/ }).click();
    await expect(page.getByTestId('demo-banner')).toBeVisible({ timeout: 45_000 });
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setContentSize(900, 600),
    );
    const asked = await ask(dataDir, 'Counter till with a rather long name', [
      'read',
      'write',
      'import',
      'admin',
    ]);
    const dialog = page.getByRole('dialog', { name: 'A program asks for access' });
    await expect(dialog.getByTestId('pairing-code')).toHaveText(asked.code);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await accessibilityProblems(page)).toEqual([]);
      await shoot(page, `pairing-small-${colorScheme}`);
    }
    await expect(dialog.getByRole('button', { name: 'Allow' })).toBeInViewport();
    await dialog.getByRole('button', { name: 'Allow' }).click();
    await expect(dialog).toBeHidden();

    const answer = await fetch(asked.poll_url, {
      headers: { authorization: `Bearer ${asked.pairing_secret}` },
    });
    const { token } = z.object({ token: z.string() }).parse(await answer.json());
    const authorization = `Bearer ${token}`;
    const listed = await fetch(new URL('/api/v1/sales?limit=1', asked.poll_url), {
      headers: { authorization },
    });
    expect(listed.status).toBe(200);
    await page.getByTestId('demo-banner').getByRole('button').click();
    await expect(page.getByTestId('demo-banner')).toBeHidden();
    const after = await fetch(new URL('/api/v1/sales?limit=1', asked.poll_url), {
      headers: { authorization },
    });
    expect(after.status).toBe(200);
  } finally {
    await tillwise.close();
  }
});

const request = z.object({ pairing_secret: z.string(), poll_url: z.string(), code: z.string() });

/** Asks for access as a till would that has read where the API is. */
async function ask(dataDir: string, name: string, scopes: readonly string[]) {
  const { base_url } = z
    .object({ base_url: z.string() })
    .parse(JSON.parse(readFileSync(path.join(dataDir, 'api.json'), 'utf8')));
  const answer = await fetch(`${base_url}/api/v1/pair`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, scopes }),
  });
  expect(answer.status).toBe(202);
  const asked = request.parse(await answer.json());
  return { ...asked, poll_url: new URL(asked.poll_url, base_url).href };
}
