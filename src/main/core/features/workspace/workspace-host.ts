/** What the workspace calls need of the program that runs the core: the app's window, or none. */
import type { Workspace } from '../../../../shared/contract/workspace.contract.ts';
import { UserError } from '../../errors.ts';

export interface WorkspaceHost {
  readonly mode: Workspace['mode'];
  readonly appVersion: string;
  /** The shop's own data folder, also while demo data is shown. */
  readonly dataDir: string;
  /** The local API as it is, after any change that is under way. */
  api(): Promise<Workspace['api']>;
  /** Fills demo data into a file of its own and turns the window to it; again: no change. */
  openDemo(): Promise<Workspace>;
  /** Turns the window back to the shop's own file and deletes the demo data. */
  removeDemo(): Promise<Workspace>;
  /** Brings the window to the owner's notice: something waits for an answer. False without a window. */
  askForOwner(): boolean;
  /** Lets the owner choose a folder; null when none was chosen. */
  chooseFolder(): Promise<string | null>;
  /** The owner was asked before closing, and stays: what was to follow the end is called off. */
  stayOpen(): void;
}

/** For a core that no window looks at. */
export function windowlessHost(dataDir: string, appVersion = 'unknown'): WorkspaceHost {
  const refuse = async (): Promise<never> => {
    throw new UserError(
      'CONFLICT',
      'Demo data is shown in the window of Tillwise; this Tillwise runs without one.',
    );
  };
  return {
    mode: 'shop',
    appVersion,
    dataDir,
    api: async () => ({ running: false, base_url: null, problem: null }),
    openDemo: refuse,
    removeDemo: refuse,
    askForOwner: () => false,
    chooseFolder: async () => null,
    stayOpen: () => undefined,
  };
}
