/** How toasts reach somebody who hears the window: what worked waits its turn, a problem does not. */
import { expect, test } from '@playwright/test';
import { accessibilityProblems } from './support/accessibility.ts';
import { goTo } from './support/go-to.ts';
import { launchTillwise } from './support/launch.ts';
import { seedShop } from './support/seeded-shop.ts';

test('what worked is a status, what did not is an alert', async () => {
  const shop = await seedShop((api) => api.post('/customers', { id: 'C1', name: 'Ana Ruiz' }));
  const tillwise = await launchTillwise({ dataDir: shop.dataDir });
  const { page } = tillwise;
  try {
    await goTo(page, 'Customers');
    await page.keyboard.press('c');
    await page.getByTestId('quick-entry').getByLabel('Name').fill('Bo Lind');
    await page.getByTestId('quick-entry').getByLabel('Customer id').fill('C2');
    await page.keyboard.press('Enter');
    const saved = page.getByRole('status').filter({ hasText: 'Bo Lind' });
    await expect(saved.getByRole('button', { name: 'Undo' })).toBeVisible();
    // It stays while the mouse is over it, however long the rest takes.
    await saved.hover();
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect(await accessibilityProblems(page)).toEqual([]);

    // Somebody else takes the customer out before, so that there is nothing to take back.
    const answer = await fetch(`${shop.baseUrl()}/api/v1/customers/C2`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${shop.token}` },
    });
    expect(answer.status).toBe(200);
    await saved.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    expect(await accessibilityProblems(page)).toEqual([]);
  } finally {
    await tillwise.close();
    shop.remove();
  }
});
