import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { z } from 'zod';
import type { LaunchedTillwise } from './launch.ts';

const noted = z.object({ name: z.string(), state: z.literal('completed') });

/**
 * Lets the next file that the window saves go into its data folder, where no dialog asks.
 * @returns waits for the file, and gives its name and text
 */
export async function nextDownload({ app, dataDir }: LaunchedTillwise) {
  const file = path.join(dataDir, 'saved-by-test');
  await app.evaluate(({ session }, target) => {
    delete process.env.TILLWISE_TEST_DOWNLOAD;
    session.defaultSession.once('will-download', (_event, item) => {
      item.setSavePath(target);
      item.once('done', (_done, state) => {
        process.env.TILLWISE_TEST_DOWNLOAD = JSON.stringify({ name: item.getFilename(), state });
      });
    });
  }, file);
  return async () => {
    const told = () => app.evaluate(() => process.env.TILLWISE_TEST_DOWNLOAD ?? '');
    await expect.poll(told).not.toBe('');
    const { name } = noted.parse(JSON.parse(await told()));
    return { name, text: readFileSync(file, 'utf8') };
  };
}
