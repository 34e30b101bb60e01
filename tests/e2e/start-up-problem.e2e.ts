import { chmodSync, chownSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import Sqlite from 'better-sqlite3';
import { makeDataDir, readLaunchPlan, removeFolder } from './support/launch.ts';
import { startRaw } from './support/raw-launch.ts';
import { seedShop } from './support/seeded-shop.ts';

let folder: string;
test.beforeEach(() => {
  folder = makeDataDir();
});
test.afterEach(() => {
  chmodSync(folder, 0o700);
  removeFolder(folder);
});

/** Starts it, waits for what it says, and ends it while its dialog is open. */
async function explanation(dataDir: string): Promise<string> {
  const tillwise = startRaw(dataDir);
  try {
    await expect
      .poll(() => tillwise.errors(), { timeout: 30_000 })
      .toContain('Tillwise cannot open: ');
    const [, sentence = ''] = /Tillwise cannot open: (.*)/.exec(tillwise.errors()) ?? [];
    expect(tillwise.errors()).not.toMatch(/^\s+at /m);
    // It waits for the owner's answer instead of ending.
    expect(tillwise.child.exitCode).toBeNull();
    return sentence;
  } finally {
    await tillwise.kill();
  }
}

function giveAway(file: string): void {
  const { owner } = readLaunchPlan();
  if (owner) chownSync(file, owner.uid, owner.gid);
}

test('a folder that may not be read is named, with what to check', async () => {
  chmodSync(folder, 0o000);
  const sentence = await explanation(folder);
  expect(sentence).toContain(folder);
  expect(sentence).toContain('Check that the folder exists');
});

test('a folder that is a file is named too', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, 'text');
  giveAway(file);
  expect(await explanation(file)).toContain(file);
  expect(readFileSync(file, 'utf8')).toBe('text');
});

test('a damaged data file is left as it is', async () => {
  const file = path.join(folder, 'tillwise.sqlite');
  const content = 'this was a shop once '.repeat(500);
  writeFileSync(file, content);
  giveAway(file);
  const sentence = await explanation(folder);
  expect(sentence).toContain('not a Tillwise data file, or it is damaged');
  expect(readFileSync(path.join(folder, 'logs', 'tillwise.log'), 'utf8')).toContain(sentence);
  expect(readFileSync(file, 'utf8')).toBe(content);
});

test('a shop of a newer Tillwise is not touched', async () => {
  const shop = await seedShop((api) =>
    api.post('/sales', { product_name: 'Flat white', amount: 3.2 }),
  );
  try {
    const file = path.join(shop.dataDir, 'tillwise.sqlite');
    change(file, "INSERT INTO migration VALUES (9999, '9999_future.sql', 'x', 0)");
    const sentence = await explanation(shop.dataDir);
    expect(sentence).toContain('newer version of Tillwise');
    expect(existsSync(path.join(shop.dataDir, 'api.json'))).toBe(false);
    expect(change(file, "SELECT count(*) FROM migration WHERE name = '9999_future.sql'")).toBe(1);
  } finally {
    shop.remove();
  }
});

/** Runs one statement on a data file. @returns the first value it answers, if any */
function change(file: string, sql: string): unknown {
  const sqlite = new Sqlite(file);
  try {
    const statement = sqlite.prepare(sql);
    return statement.reader ? statement.pluck().get() : statement.run().changes;
  } finally {
    sqlite.pragma('journal_mode = DELETE');
    sqlite.close();
    giveAway(file);
  }
}
