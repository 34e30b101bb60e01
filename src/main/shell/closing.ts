/** Lets the page ask the owner before the window closes, but never lets it keep the window open by itself. */
import { app, type BrowserWindow, dialog, powerMonitor } from 'electron';

/** A shut-down that another program called off is forgotten after this time, in ms. */
const SHUT_DOWN_MS = 60_000;
/** A page that works on something long is given this time to answer, in ms. */
const ANSWER_MS = 3000;
/** Within this time a second click on the X is no second wish, in ms. */
const DOUBLE_CLICK_MS = 1000;

/** What else happens at the end. */
export interface ClosingSteps {
  /** The page asks the owner now. */
  asked(): void;
  /** The computer shuts down: nothing may follow the end. */
  shutsDown(): void;
}

/** Call when the window is made, before its page is loaded. */
export function letPageAsk(window: BrowserWindow, { asked, shutsDown }: ClosingSteps): void {
  let wishedAt: number | undefined;
  let late: NodeJS.Timeout | undefined;
  let shutDownAt = Number.NEGATIVE_INFINITY;
  const isShuttingDown = () => Date.now() - shutDownAt < SHUT_DOWN_MS;
  const shutDown = () => {
    shutDownAt = Date.now();
    shutsDown();
  };
  powerMonitor.on('shutdown', shutDown);
  // Without these Electron quits as on the owner's wish; a signal is the system's last word.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => {
      shutDown();
      app.quit();
    });

  const answered = () => {
    clearTimeout(late);
    wishedAt = undefined;
  };
  const onNoAnswer = async () => {
    // Whoever waits has not thought better of it: the page may still ask when it is back.
    if (isShuttingDown() || (await askToCloseAnyway(window))) window.destroy();
  };
  window.on('close', () => {
    if (wishedAt !== undefined) {
      if (Date.now() - wishedAt > DOUBLE_CLICK_MS) window.destroy();
      return;
    }
    wishedAt = Date.now();
    late = setTimeout(() => void onNoAnswer(), ANSWER_MS);
  });
  window.on('closed', answered);
  window.webContents.on('will-prevent-unload', (event) => {
    const asks = wishedAt !== undefined && !isShuttingDown();
    answered();
    // To prevent the preventing: the page goes, as for the demo data, which loads it anew.
    if (!asks) event.preventDefault();
    else asked();
  });
}

/** Says that the page hangs. @returns whether to close its window; else wait */
async function askToCloseAnyway(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    title: 'Tillwise',
    message: 'The window does not answer',
    detail: 'You can wait a little, or close it. What is typed and not saved is lost then.',
    buttons: ['Wait', 'Close'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
