/** Runs the local API exactly while the shop's settings say so. */

import type { Workspace } from '../../shared/contract/workspace.contract.ts';
import { EventType } from '../../shared/events/catalogue.ts';
import type { Core } from '../core/core.ts';
import { errorDetails, type Log } from '../core/log.ts';

/** A started server. */
export interface RunningApi {
  readonly baseUrl: string;
  stop(): Promise<void>;
}

export interface ApiSwitch {
  /** How the API stands once changes under way are done. */
  state(): Promise<Workspace['api']>;
  /** Stops the API and no longer follows the settings. */
  close(): Promise<void>;
}

/** @param start starts the server of the core, listening when it resolves */
export function createApiSwitch(
  core: Pick<Core, 'bus' | 'services'>,
  start: () => Promise<RunningApi>,
  log: Log,
): ApiSwitch {
  let running: RunningApi | undefined;
  let problem: string | null = null;
  let closed = false;

  async function follow(): Promise<void> {
    const wanted = !closed && core.services.settings.get().api_enabled;
    if (!wanted) problem = null;
    if (wanted === (running !== undefined)) return;
    if (running) {
      const stopped = running;
      running = undefined;
      await stopped.stop();
      return;
    }
    problem = null;
    try {
      running = await start();
    } catch (error) {
      log.error('the local API did not start', errorDetails(error));
      problem = whyNot(error);
    }
  }

  // One change after the other: a quick off-on never leaves two servers or none.
  let settled = Promise.resolve();
  const change = () => {
    settled = settled.then(follow).catch((error: unknown) => {
      log.error('the local API did not stop cleanly', errorDetails(error));
    });
    return settled;
  };
  const unsubscribe = core.bus.subscribe(EventType.SETTING_UPDATED, change);
  void change();

  return {
    async state() {
      await settled;
      return {
        running: running !== undefined,
        base_url: running?.baseUrl ?? null,
        problem: running ? null : problem,
      };
    },
    close() {
      closed = true;
      unsubscribe();
      return change();
    },
  };
}

function whyNot(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE')
    return 'The local API could not start because other programs use its ports. Close them, or turn the API off and on to try again.';
  return 'The local API could not start. Turn it off and on to try again; the log says more.';
}
