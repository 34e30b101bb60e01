/** A window that is out of sight comes forward when a program asks to be let in. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { z } from 'zod';
import { launchTillwise } from './support/launch.ts';

test('a hidden window is shown when a program asks for access', async () => {
  const tillwise = await launchTillwise();
  try {
    await expect(tillwise.page.getByRole('heading', { level: 1 })).toBeVisible();
    const discovery = path.join(tillwise.dataDir, 'api.json');
    const { base_url } = z
      .object({ base_url: z.string() })
      .parse(JSON.parse(readFileSync(discovery, 'utf8')));
    const isVisible = () =>
      tillwise.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    await tillwise.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    expect(await isVisible()).toBe(false);

    const answer = await fetch(`${base_url}/api/v1/pair`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Counter till', scopes: ['read'] }),
    });
    expect(answer.status).toBe(202);
    await expect.poll(isVisible).toBe(true);
    await expect(tillwise.page.getByRole('dialog')).toContainText('Counter till');
  } finally {
    await tillwise.close();
  }
});
