import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findDataFolder, prepareDataFolder, rememberDataFolder } from './data-folder.ts';

describe('the data folder', () => {
  let ownFolder: string;
  beforeEach(() => {
    ownFolder = mkdtempSync(path.join(tmpdir(), 'tillwise-own-'));
  });
  afterEach(() => rmSync(ownFolder, { recursive: true, force: true }));
  const find = (commandLine = '', environment?: string) =>
    findDataFolder({ commandLine, environment, ownFolder });

  it("is the app's own when nothing else was said", () => {
    expect(find()).toEqual({ path: ownFolder, givenForThisStart: false });
  });

  it('is the one the owner chose, at every later start', () => {
    rememberDataFolder(ownFolder, '/mnt/shop');
    expect(find()).toEqual({ path: '/mnt/shop', givenForThisStart: false });
  });

  it('is the one on the command line before that of the environment before the choice', () => {
    rememberDataFolder(ownFolder, '/mnt/shop');
    expect(find('', '/mnt/env')).toEqual({ path: '/mnt/env', givenForThisStart: true });
    expect(find('/mnt/line', '/mnt/env')).toEqual({ path: '/mnt/line', givenForThisStart: true });
  });

  it.each(['', '{', '{"data_folder":7}', '{"data_folder":""}'])(
    "is the app's own when the choice cannot be read: %s",
    (text) => {
      writeFileSync(path.join(ownFolder, 'data-folder.json'), text);
      expect(find().path).toBe(ownFolder);
    },
  );

  it('is made where it is missing', () => {
    expect(prepareDataFolder(path.join(ownFolder, 'new', 'shop'))).toBeNull();
  });

  it('that is a file, or closed, is refused with a sentence that names it', () => {
    const file = path.join(ownFolder, 'file');
    writeFileSync(file, '');
    expect(prepareDataFolder(file)).toContain(file);
    expect(prepareDataFolder(path.join(file, 'below'))).toContain('Check that the folder exists');
  });
});
