import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { openDatabase } from '../../src/main/core/db/connection.ts';
import { migrate, shippedMigrations } from '../../src/main/core/db/migrate.ts';
import { launchTillwise, makeDataDir, removeFolder } from './support/launch.ts';
import { giveToWindowUser } from './support/seeded-shop.ts';

/** Large enough that the change is made beside the window, with a note that says so. */
const LARGE_MB = 40;

for (const [size, megabytes] of [
  ['small', 0],
  ['large', LARGE_MB],
] as const) {
  test(`a ${size} shop of an older version opens, with a backup of how it was`, async () => {
    const dataDir = makeDataDir();
    const old = openDatabase({ file: path.join(dataDir, 'tillwise.sqlite') });
    migrate(old, shippedMigrations().slice(0, 4), 0);
    old.sqlite.exec(
      `INSERT INTO customer (code, name, name_key, source, created_at, updated_at)
         VALUES ('ana', 'Ana Silva', 'ana silva', 'window', 0, 0);
       INSERT INTO staff (name, name_key) VALUES (hex(zeroblob(${megabytes} * 512 * 1024)), 'long')`,
    );
    old.sqlite.close();
    giveToWindowUser(dataDir);
    const { app, close } = await launchTillwise({ dataDir });
    try {
      // The first window may be the note, which closes: the shop's own is the one with a menu.
      const menus = (page: Page) =>
        page
          .getByRole('navigation')
          .count()
          .catch(() => 0);
      await expect.poll(() => Promise.all(app.windows().map(menus))).toEqual([1]);
      const [page] = app.windows();
      if (!page) throw new Error('the window is gone');
      await page.getByRole('link', { name: 'Customers' }).click();
      await expect(page.getByText('Ana Silva')).toBeVisible();
    } finally {
      await close();
    }
    expect(readdirSync(path.join(dataDir, 'backups'))).toHaveLength(1);
    removeFolder(dataDir);
  });
}
