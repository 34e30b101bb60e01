/** Gives the page its line to the core when it asks, and to nobody else. */
import { type BrowserWindow, ipcMain, MessageChannelMain, type MessagePortMain } from 'electron';
import { PORT_ASKED, PORT_GIVEN } from '../../shared/lib/port-hand-off.ts';
import type { DesktopHost, Log } from '../hosts/electron.ts';

interface Asker {
  /** The frame that sent the message, null when it is gone. */
  readonly senderFrame: Electron.WebFrameMain | null;
}

/**
 * @param window the window whose main frame may ask
 * @param origin where its page comes from
 */
export function handOffPorts(
  window: BrowserWindow,
  origin: string,
  host: DesktopHost,
  log: Log,
): void {
  let current: MessagePortMain | undefined;
  const drop = () => {
    current?.close();
    current = undefined;
  };

  const onAsked = ({ senderFrame }: Asker) => {
    if (!senderFrame || !mayAsk(senderFrame, window, origin)) {
      log.warn('a page that is not the window asked for a port');
      return;
    }
    drop();
    const { port1, port2 } = new MessageChannelMain();
    current = port1;
    host.serve(port1);
    port1.start();
    senderFrame.postMessage(PORT_GIVEN, null, [port2]);
  };

  ipcMain.on(PORT_ASKED, onAsked);
  window.webContents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) drop();
  });
  window.webContents.on('render-process-gone', drop);
  window.on('closed', () => {
    ipcMain.off(PORT_ASKED, onAsked);
    drop();
  });
}

function mayAsk(frame: Electron.WebFrameMain, window: BrowserWindow, origin: string): boolean {
  return !window.isDestroyed() && frame === window.webContents.mainFrame && frame.origin === origin;
}
