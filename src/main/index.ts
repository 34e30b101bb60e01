import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { app, BrowserWindow, protocol } from 'electron';

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
const dataDir = app.commandLine.getSwitchValue('data-dir');
if (dataDir) app.setPath('userData', path.join(dataDir, 'window'));

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

// Not awaited: Electron becomes ready only after the main module has been evaluated.
void app.whenReady().then(openWindow);
app.on('window-all-closed', () => app.quit());

async function openWindow(): Promise<void> {
  const renderer = path.join(import.meta.dirname, '../renderer');
  protocol.handle('app', async (request) => {
    const file = path.join(renderer, new URL(request.url).pathname.replace(/\/$/, '/index.html'));
    return new Response(await readFile(file), {
      headers: { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' },
    });
  });
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    webPreferences: { preload: path.join(import.meta.dirname, '../preload/index.cjs') },
  });
  const { ELECTRON_RENDERER_URL: developmentPage } = process.env;
  await window.loadURL(developmentPage ?? 'app://shop/');
}
