import type { Page } from '@playwright/test';

/** Wishes to close the window as the system does. @returns whether the owner is asked */
export function asksBeforeClosing(page: Page): Promise<boolean> {
  return page.evaluate(
    () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })),
  );
}
