/** What Playwright hides: it turns off by itself that Chromium closes a page unasked that is busy. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { makeDataDir, readLaunchPlan, removeFolder } from './support/launch.ts';
import { startRaw } from './support/raw-launch.ts';

test('a page that is busy for a second when it is closed is still heard', async () => {
  const dataDir = makeDataDir();
  const folder = makeDataDir();
  const seen = path.join(folder, 'seen.json');
  const tillwise = startRaw(dataDir, appAround(folder, seen));
  try {
    await expect.poll(() => readSeen(seen), { timeout: 30_000 }).toBe('heard');
  } finally {
    await tillwise.kill();
    removeFolder(dataDir);
    removeFolder(folder);
  }
});

/** An app that is Tillwise, closes its window while the page is busy, and notes what came of it. */
function appAround(folder: string, seen: string): string {
  const app = path.join(folder, 'app');
  mkdirSync(app);
  const main = pathToFileURL(path.join(readLaunchPlan().appDir, 'out/main/index.js')).href;
  writeFileSync(
    path.join(app, 'package.json'),
    JSON.stringify({ name: 'busy-page', version: '0.1.0', type: 'module', main: 'main.js' }),
  );
  writeFileSync(
    path.join(app, 'main.js'),
    `import { writeFileSync } from 'node:fs';
     import { app } from 'electron';
     app.on('browser-window-created', (_event, window) => {
       let noted = false;
       const note = (what) => {
         if (noted) return;
         noted = true;
         writeFileSync(${JSON.stringify(seen)}, JSON.stringify(what));
       };
       const page = window.webContents;
       page.once('did-finish-load', async () => {
         await page.executeJavaScript(
           "addEventListener('beforeunload', (event) => event.preventDefault())",
           true,
         );
         page.on('will-prevent-unload', () => note('heard'));
         window.on('closed', () => note('closed unasked'));
         await page.executeJavaScript(
           'setTimeout(() => { const end = performance.now() + 1500; while (performance.now() < end); }, 50); 1',
         );
         setTimeout(() => window.close(), 150);
       });
     });
     import ${JSON.stringify(main)};`,
  );
  return app;
}

function readSeen(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
