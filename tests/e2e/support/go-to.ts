import type { Page } from '@playwright/test';

/** Goes to a screen by its entry in the navigation. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: screen, exact: true })
    .click();
}
