/** Loads the page, again after a crash, and never leaves an empty window without a word. */
import { app, type BrowserWindow } from 'electron';
import type { Log } from '../hosts/electron.ts';

/** A page that dies again and again is not loaded anew for ever. */
const MOST_RECOVERIES = 3;
/** Chromium's code of a loading that gave way to another one. */
const ABORTED = -3;

/**
 * The data lives in the main process: a page that crashed only has to be drawn again.
 * @param explain says that there is no page, and asks whether to try once more; else the app quits
 */
export function keepPageShown(
  window: BrowserWindow,
  pageUrl: string,
  explain: () => Promise<boolean>,
  log: Log,
): void {
  let recoveries = 0;
  let explaining = false;
  const load = () => {
    // What goes wrong is heard below.
    if (!window.isDestroyed()) window.loadURL(pageUrl).catch(() => undefined);
  };
  const giveUp = async () => {
    if (explaining || window.isDestroyed()) return;
    explaining = true;
    const again = await explain();
    explaining = false;
    recoveries = 0;
    if (again) load();
    else app.quit();
  };

  window.webContents.on('did-fail-load', (_event, code, reason, _url, isMainFrame) => {
    if (!isMainFrame || code === ABORTED) return;
    log.error('the page was not loaded', { code, reason });
    void giveUp();
  });
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    log.error('the page stopped', { reason, exit_code: exitCode });
    recoveries += 1;
    if (recoveries > MOST_RECOVERIES) void giveUp();
    else
      setImmediate(() => {
        // Anew where it was, not at its beginning.
        if (!window.isDestroyed()) window.webContents.reload();
      });
  });
  load();
}
