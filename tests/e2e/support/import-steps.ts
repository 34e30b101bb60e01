import { expect, type Locator, type Page } from '@playwright/test';

/** The steps of the import dialog, as the owner takes them. */
export function importSteps(page: Page) {
  const check = page.getByTestId('check-file');
  const start = page.getByTestId('start-import');
  const found = page.getByTestId('import-found');
  const result = page.getByTestId('import-result');
  const steps = {
    preview: page.getByTestId('import-preview'),
    firstRows: page.getByRole('table', { name: 'The first rows' }),
    check,
    found,
    start,
    result,
    /** What a check counted, such as "records" or "net-sales". */
    total: (name: string): Locator => page.getByTestId(`found-${name}`),
    /** What an import counted, such as "imported-rows". */
    figure: (name: string): Locator => page.getByTestId(`result-${name}`),
    async choose(name: string, content: string | Buffer): Promise<void> {
      await steps.chooseAll([{ name, content }]);
    },
    async chooseAll(files: readonly { name: string; content: string | Buffer }[]): Promise<void> {
      await page
        .locator('input[type="file"]')
        .first()
        .setInputFiles(
          files.map(({ name, content }) => ({
            name,
            mimeType: 'text/csv',
            buffer: Buffer.from(content),
          })),
        );
    },
    /** From the look at the file to what the check found. */
    async checkIt(): Promise<void> {
      await check.click();
      const refused = page.getByRole('heading', { name: /cannot be imported$/ });
      await expect(found.or(refused)).toBeVisible({ timeout: 30_000 });
      await expect(refused).toBeHidden();
    },
    /** From the look at the file to its result; everything as it is proposed. */
    async importIt(): Promise<void> {
      await steps.checkIt();
      await start.click();
      await expect(result).toBeVisible({ timeout: 30_000 });
    },
  };
  return steps;
}

export type ImportSteps = ReturnType<typeof importSteps>;
