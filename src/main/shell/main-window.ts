/** The one window of Tillwise. */
import path from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Log } from '../hosts/electron.ts';
import { PAGE_PREFERENCES } from './web-lock-down.ts';
import { MINIMUM_SIZE, placeWindow, readWindowState, saveWindowState } from './window-state.ts';

/** The page's own canvas colours, so that nothing flashes before it is drawn. */
const CANVAS = { light: '#faf8f5', dark: '#191715' } as const;

export interface MainWindowOptions {
  preload: string;
  stateFile: string;
  developerTools: boolean;
  log: Log;
}

/** Makes the window, hidden until its page is drawn. */
export function createMainWindow(options: MainWindowOptions): BrowserWindow {
  const { preload, stateFile, developerTools, log } = options;
  const saved = readWindowState(stateFile);
  const window = new BrowserWindow({
    ...placeWindow(
      saved,
      screen.getAllDisplays().map((display) => display.workArea),
    ),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    show: false,
    title: 'Tillwise',
    autoHideMenuBar: true,
    backgroundColor: canvas(),
    webPreferences: {
      preload: path.resolve(preload),
      ...PAGE_PREFERENCES,
      spellcheck: false,
      devTools: developerTools,
    },
  });
  if (saved?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(canvas());
  });
  window.on('close', () => {
    const state = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    if (!saveWindowState(stateFile, state)) log.warn('the window position was not saved');
  });
  return window;
}

/** What is behind the page until it is drawn. */
export function canvas(): string {
  return nativeTheme.shouldUseDarkColors ? CANVAS.dark : CANVAS.light;
}
