/** A small window that says why Tillwise opens late: the data of a large shop is being updated. */
import { BrowserWindow } from 'electron';
import { canvas } from './main-window.ts';
import { PAGE_PREFERENCES } from './web-lock-down.ts';

/** Without buttons: closing it would stop nothing. @param pageUrl address of the main page */
export function showUpdateNote(pageUrl: string): BrowserWindow {
  const note = new BrowserWindow({
    width: 460,
    height: 270,
    useContentSize: true,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    closable: false,
    show: false,
    title: 'Tillwise',
    autoHideMenuBar: true,
    backgroundColor: canvas(),
    webPreferences: {
      ...PAGE_PREFERENCES,
      devTools: false,
    },
  });
  note.once('ready-to-show', () => note.show());
  // Only a note: without it Tillwise opens all the same.
  note.loadURL(new URL('updating.html', pageUrl).href).catch(() => undefined);
  return note;
}
