/** The menu bar: standard entries, the data folder, and what Tillwise is. */
import { app, dialog, Menu, type MenuItemConstructorOptions, shell } from 'electron';

export interface MenuOptions {
  dataDir: string;
  developerTools: boolean;
  useAnotherFolder(): void;
}

/** Puts the menu in place for every window. */
export function setMenu(options: MenuOptions): void {
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        { label: 'Show data folder', click: () => void shell.openPath(options.dataDir) },
        { label: 'Use another data folder…', click: () => options.useAnotherFolder() },
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(options.developerTools ? developerEntries() : []),
      ],
    },
    {
      role: 'help',
      submenu: [{ label: 'About Tillwise', click: () => void showAbout(options.dataDir) }],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function developerEntries(): MenuItemConstructorOptions[] {
  return [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
}

async function showAbout(dataDir: string): Promise<void> {
  await dialog.showMessageBox({
    type: 'info',
    title: 'About Tillwise',
    message: `Tillwise ${app.getVersion()}`,
    detail: `All data is on this computer, in ${dataDir}.`,
  });
}
