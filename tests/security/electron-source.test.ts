/** What must not be in the window's source at all; what it does when it runs is tried in tests/e2e. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(tsx?|html)$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file: path.join('src', file), text: read(path.join('src', file)) }));

/** Each with the number of the item in Electron's security checklist. */
const FORBIDDEN: readonly (readonly [string, RegExp])[] = [
  ['1: a page, script or style from elsewhere', /(src|href)=["'`]https?:|loadURL\(["'`]https?:/],
  ['2: Node in a page', /nodeIntegration\w*:\s*true/],
  ['3: a page that shares its world with the preload', /contextIsolation:\s*false/],
  ['4: a page outside the sandbox', /sandbox:\s*false|appendSwitch\(["'`]no-sandbox/],
  ['6: web security turned off', /webSecurity:\s*false|disable-web-security/],
  ['8: insecure content', /allowRunningInsecureContent:\s*true/],
  ['9: experimental features', /experimentalFeatures:\s*true/],
  ['10: Blink features', /enableBlinkFeatures/],
  ['11: webviews', /webviewTag:\s*true|allowpopups|<webview/],
  ['15: addresses opened in another program', /openExternal/],
  ['18: the file: protocol', /loadFile\(|file:\/\//],
  ['20: Electron in the page', /exposeInMainWorld|ipcRenderer\.(invoke|sendSync)/],
  ['HTML made from text', /dangerouslySetInnerHTML|\.innerHTML\s*=|\beval\(|new Function\(/],
];

describe('the source', () => {
  it('is read at all', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.map(({ file }) => file)).toContain('src/preload/index.ts');
  });

  it.each(FORBIDDEN)('has nothing of item %s', (_item, pattern) => {
    expect(sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file)).toEqual([]);
  });

  it('listens to pages in one place, which looks who speaks (17)', () => {
    const listening = sources.filter(({ text }) => /ipcMain/.test(text)).map(({ file }) => file);
    expect(listening).toEqual(['src/main/shell/port-hand-off.ts']);
    expect(read('src/main/shell/port-hand-off.ts')).toContain('mayAsk(senderFrame');
  });

  it('pins Electron to one exact version (16)', () => {
    const { devDependencies } = z
      .object({ devDependencies: z.object({ electron: z.string() }) })
      .parse(JSON.parse(read('package.json')));
    expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number.parseInt(devDependencies.electron, 10)).toBeGreaterThanOrEqual(45);
  });

  it('sets the fuses of the package (19)', () => {
    const settings = read('electron-builder.yml');
    for (const line of [
      'runAsNode: false',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
      'enableCookieEncryption: true',
      'grantFileProtocolExtraPrivileges: false',
    ])
      expect(settings).toContain(line);
  });
});
