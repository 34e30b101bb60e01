/** What the owner sees when Tillwise cannot open: a sentence and a way on, never a stack. */
import { app, dialog } from 'electron';

/** Says what is wrong, on stderr too, and offers another folder. @returns the folder chosen, or null to quit */
export async function explainProblem(sentence: string): Promise<string | null> {
  process.stderr.write(`Tillwise cannot open: ${sentence}\n`);
  for (;;) {
    const { response } = await dialog.showMessageBox({
      type: 'error',
      title: 'Tillwise',
      message: 'Tillwise cannot open',
      detail: sentence,
      buttons: ['Choose another folder…', 'Quit'],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    if (response === 1) return null;
    const folder = await askForDataFolder();
    if (folder) return folder;
  }
}

/** Says, on stderr too, why there is no window to see. @returns whether to try once more; else quit */
export async function explainMissingPage(dataDir: string): Promise<boolean> {
  process.stderr.write('Tillwise cannot show its window.\n');
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Tillwise',
    message: 'Tillwise cannot show its window',
    detail: `Try again. If it stays so, a part of Tillwise is missing or damaged: install it anew. Your data is as it was, in ${dataDir}.`,
    buttons: ['Try again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** @returns the folder chosen, or null when the owner thought better of it */
export async function askForDataFolder(): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: 'Folder for the data of Tillwise',
    buttonLabel: 'Use this folder',
    properties: ['openDirectory', 'createDirectory'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}

let reopen: (() => void) | undefined;

/**
 * Starts Tillwise anew on a folder once this one is closed, unless the owner thinks better of it.
 * @param remember called when it comes to that
 */
export function reopenWith(folder: string, remember: () => void): void {
  doNotReopen();
  const others = process.argv.slice(1).filter((argument) => !argument.startsWith('--data-dir'));
  reopen = () => {
    remember();
    app.relaunch({ args: [...others, `--data-dir=${folder}`] });
  };
  app.once('will-quit', reopen);
  app.quit();
}

/** The owner thought better of it, or the computer shuts down. */
export function doNotReopen(): void {
  if (reopen) app.off('will-quit', reopen);
  reopen = undefined;
}
