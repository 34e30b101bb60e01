/** Tillwise as an application: from the start of the process to a clean end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { app, type BrowserWindow, dialog, nativeTheme, session } from 'electron';
import { type DesktopHost, errorDetails, type Log, openDesktopHost } from '../hosts/electron.ts';
import { StartUpProblem } from '../hosts/start-up-problem.ts';
import { letPageAsk } from './closing.ts';
import {
  type DataFolder,
  findDataFolder,
  prepareDataFolder,
  rememberDataFolder,
} from './data-folder.ts';
import { openLogFile, openRequestLog } from './log-file.ts';
import { createMainWindow } from './main-window.ts';
import { setMenu } from './menu.ts';
import { PAGE_ORIGIN } from './page-files.ts';
import { keepPageShown } from './page-loading.ts';
import { registerPageScheme, servePage } from './page-protocol.ts';
import { handOffPorts } from './port-hand-off.ts';
import {
  askForDataFolder,
  doNotReopen,
  explainMissingPage,
  explainProblem,
  reopenWith,
} from './start-up-dialog.ts';
import { showUpdateNote } from './update-note.ts';
import { lockDownPages, lockDownSession, originOf } from './web-lock-down.ts';

/** The longest that closing the data may hold up the end, in ms; a call under way has 5 s of it. */
const LONGEST_CLOSE_MS = 8000;

export interface DesktopPaths {
  /** Folder of the built page. */
  page: string;
  preload: string;
}

/** Runs the application. Call at once when the process starts: some of it must come before `ready`. */
export function runDesktop(paths: DesktopPaths): void {
  registerPageScheme();
  // As root Chromium runs without its sandbox, and this call would make its children die.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // Else Chromium closes a page that works for half a second unasked; see closing.ts.
  app.commandLine.appendSwitch('disable-hang-monitor');

  const ownFolder = app.getPath('userData');
  const folder = findDataFolder({
    commandLine: app.commandLine.getSwitchValue('data-dir'),
    environment: process.env.TILLWISE_DATA_DIR,
    ownFolder,
  });
  const unusable = prepareDataFolder(folder.path);
  if (unusable !== null) {
    // Chromium needs some folder of its own even to show a dialog.
    const stopgap = mkdtempSync(path.join(tmpdir(), 'tillwise-'));
    process.on('exit', () => rmSync(stopgap, { recursive: true, force: true }));
    app.setPath('userData', stopgap);
    void app.whenReady().then(() => offerAnotherFolder(unusable, folder, ownFolder));
    return;
  }
  app.setPath('userData', folder.path);
  app.setPath('sessionData', path.join(folder.path, 'window'));
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write(
      `Tillwise is already open with the data in ${folder.path}; its window comes to the front.\n`,
    );
    app.exit(0);
    return;
  }
  open(paths, folder, ownFolder);
}

function open(paths: DesktopPaths, folder: DataFolder, ownFolder: string): void {
  const log = openLogFile(folder.path, !app.isPackaged);
  keepRunning(log);
  let window: BrowserWindow | undefined;
  let note: BrowserWindow | undefined;
  const pageUrl = pageAddress();
  lockDownPages(pageUrl);
  const ready = app.whenReady().then(() => {
    servePage(session.defaultSession.protocol, paths.page);
    lockDownSession(session.defaultSession, pageUrl);
  });
  const host = openDesktopHost({
    dataDir: folder.path,
    appVersion: app.getVersion(),
    clock: Date.now,
    log,
    requestLog: openRequestLog(folder.path),
    nativeBinding: app.isPackaged ? undefined : process.env.TILLWISE_SQLITE_BINDING,
    updatesData: () =>
      void ready.then(() => {
        note = showUpdateNote(pageUrl);
      }),
    reloadWindow: () => window?.webContents.reload(),
    showWindow: () => window !== undefined && callAttention(window),
    chooseFolder: () => askForFolder(window),
    staysOpen: doNotReopen,
  });
  // Reported below, once there can be a dialog.
  host.catch(() => undefined);
  closeHostAtEnd(host, log);
  app.on('window-all-closed', () => app.quit());
  app.on('second-instance', () => {
    if (window) bringForward(window);
  });

  ready
    .then(async () => {
      // The file opens while Chromium starts, so this rarely waits.
      const opened = await host;
      opened.followColorScheme((scheme) => {
        nativeTheme.themeSource = scheme === 'auto' ? 'system' : scheme;
      });
      setMenu({
        dataDir: folder.path,
        developerTools: !app.isPackaged,
        useAnotherFolder: () => void moveToAnotherFolder(folder, ownFolder),
      });
      window = createMainWindow({
        preload: paths.preload,
        stateFile: path.join(folder.path, 'window.json'),
        developerTools: !app.isPackaged,
        log,
      });
      note?.destroy();
      letPageAsk(window, {
        asked: () => window && bringForward(window),
        shutsDown: doNotReopen,
      });
      handOffPorts(window, originOf(pageUrl), opened, log);
      keepPageShown(window, pageUrl, () => explainMissingPage(folder.path), log);
    })
    .catch((error: unknown) => {
      note?.hide();
      if (error instanceof StartUpProblem)
        return offerAnotherFolder(error.message, folder, ownFolder);
      log.error('the window was not opened', { name: error instanceof Error ? error.name : '' });
      return offerAnotherFolder(
        'The window could not be opened. Start Tillwise again; your data is as it was.',
        folder,
        ownFolder,
      );
    });
}

async function askForFolder(window: BrowserWindow | undefined): Promise<string | null> {
  if (!window || window.isDestroyed()) return null;
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choose the folder to watch',
    properties: ['openDirectory', 'createDirectory'],
  });
  return filePaths[0] ?? null;
}

function bringForward(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Some desktops let no program come to the front by itself; there its entry flashes instead. */
function callAttention(window: BrowserWindow): boolean {
  if (window.isDestroyed()) return false;
  bringForward(window);
  if (!window.isFocused()) {
    window.flashFrame(true);
    window.once('focus', () => window.flashFrame(false));
  }
  return true;
}

/** The built page, or the development server's while working on it; never in a package. */
function pageAddress(): string {
  const developmentPage = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;
  return developmentPage ? new URL(developmentPage).href : `${PAGE_ORIGIN}/`;
}

async function offerAnotherFolder(
  problem: string,
  folder: DataFolder,
  ownFolder: string,
): Promise<void> {
  const chosen = await explainProblem(problem);
  if (chosen) useFolder(chosen, folder, ownFolder);
  else app.exit(1);
}

async function moveToAnotherFolder(folder: DataFolder, ownFolder: string): Promise<void> {
  const chosen = await askForDataFolder();
  if (chosen) useFolder(chosen, folder, ownFolder);
}

function useFolder(chosen: string, folder: DataFolder, ownFolder: string): void {
  reopenWith(chosen, () => {
    try {
      if (!folder.givenForThisStart) rememberDataFolder(ownFolder, chosen);
    } catch {
      // The app's own folder cannot be written: the choice holds for this start only.
    }
  });
}

/** Ends only after the data is closed, but never hangs. */
function closeHostAtEnd(host: Promise<DesktopHost>, log: Log): void {
  let closing = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    const closed = host.then(
      (opened) => opened.close(),
      () => undefined,
    );
    const late = new Promise<void>((resolve) => setTimeout(resolve, LONGEST_CLOSE_MS));
    Promise.race([closed, late])
      .catch(() => log.error('the data was not closed cleanly'))
      .finally(() => app.exit());
  });
}

/** A mistake in one call must not take the till down; every write is a transaction of its own. */
function keepRunning(log: Log): void {
  const note = (error: unknown) => log.error('an unexpected error', errorDetails(error));
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
}
