/**
 * The engine inside the app: the shop's file, its API, demo data beside it, and the line to the window.
 * Free of Electron itself, so that it is tested without a window.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/message-port';
import type { Workspace } from '../../shared/contract/workspace.contract.ts';
import { EventType } from '../../shared/events/catalogue.ts';
import type { Settings } from '../../shared/schemas/settings.ts';
import { type Clock, OWNER } from '../core/context.ts';
import { type Core, createCore, DATABASE_FILE } from '../core/core.ts';
import { migrateLargeShop } from '../core/db/migrate-away.ts';
import { fillWithDemoData } from '../core/demo/index.ts';
import type { WorkspaceHost } from '../core/features/workspace/index.ts';
import { errorDetails, type Log } from '../core/log.ts';
import type { RequestContext } from '../core/router-base.ts';
import { createHttpServer } from '../http/http-server.ts';
import { PREFERRED_PORT } from '../http/ports.ts';
import { createApiSwitch } from './api-switch.ts';
import { acquireDataDir } from './data-dir-lock.ts';
import { DemoWorkspace } from './demo-workspace.ts';
import { asStartUpProblem } from './start-up-problem.ts';

export { errorDetails, type Log } from '../core/log.ts';

/** The time an answer needs to leave, in ms, before the page it goes to is loaded anew. */
const AFTER_ANSWER_MS = 150;

/** Either end of a message channel: of Electron, of Node, or of a browser. */
type Port = Parameters<RPCHandler<RequestContext>['upgrade']>[0] & { close(): void };

export interface DesktopHostOptions {
  dataDir: string;
  appVersion: string;
  clock: Clock;
  log: Log;
  /** Where each request of a tool is noted; the log without it. */
  requestLog?: Log | undefined;
  /** A better-sqlite3 binary other than the packaged one. */
  nativeBinding?: string | undefined;
  /** Loads the page anew; it then asks for a line to the file that is shown now. */
  reloadWindow(): void;
  /** Called when the data of a large shop is being changed for this version: opening takes a minute. */
  updatesData?(): void;
  /** Brings the window to the owner's notice: something waits for an answer. False without a window. */
  showWindow(): boolean;
  /** Lets the owner choose a folder; null when none was chosen. */
  chooseFolder?(): Promise<string | null>;
  /** The owner was asked before closing, and stays: what was to follow the end is called off. */
  staysOpen?(): void;
  /** Where the API listens when nobody else does; 0 takes any free port. */
  preferredPort?: number;
  /** What the demo shows; a small shop with a year of sales when not given. */
  fillDemo?: (demo: Core) => Promise<void>;
}

export interface DesktopHost {
  /** Answers the window's calls on this port, from the file that is shown now; ends the port before. */
  serve(port: Port): void;
  /** Light, dark or as the computer, now and whenever it changes. */
  followColorScheme(apply: (scheme: Settings['color_scheme']) => void): void;
  /** Ends every write, closes the files and frees the data folder. */
  close(): Promise<void>;
}

/**
 * Opens the data folder.
 * @throws StartUpProblem in the owner's words; nothing was changed
 */
export async function openDesktopHost(options: DesktopHostOptions): Promise<DesktopHost> {
  try {
    return await open(options);
  } catch (error) {
    throw asStartUpProblem(error, options.dataDir, options.log);
  }
}

async function open(options: DesktopHostOptions): Promise<DesktopHost> {
  const { dataDir, appVersion, clock, log, nativeBinding, reloadWindow } = options;
  const lock = await acquireDataDir(dataDir, nativeBinding);
  const demoFolder = join(dataDir, 'demo');
  const unfinished = new Set<Promise<void>>();
  /** The window's line, and the engine that answers on it. */
  let line: { port: Port; core: Core } | undefined;

  const host = {
    appVersion,
    dataDir,
    async api() {
      // A switch that was just turned in the settings is heard first.
      await demo.core?.bus.idle();
      await shop.bus.idle();
      return api.state();
    },
    async openDemo() {
      const opened = await demo.open();
      afterAnswer(async () => turnWindow());
      return opened.services.workspace.get();
    },
    async removeDemo() {
      const left = demo.leave();
      if (left) {
        afterAnswer(async () => {
          turnWindow();
          await demo.discard(left);
        });
      }
      return shop.services.workspace.get();
    },
    askForOwner: () => options.showWindow(),
    chooseFolder: async () => (await options.chooseFolder?.()) ?? null,
    stayOpen: () => options.staysOpen?.(),
  } satisfies Omit<WorkspaceHost, 'mode'>;

  const openCore = (folder: string, mode: Workspace['mode']): Core =>
    createCore({ dataDir: folder, clock, log, nativeBinding, host: { ...host, mode } });

  // Left over when Tillwise was closed while showing it: the owner finds the own shop again.
  // What cannot be deleted keeps nobody from the own shop.
  await rm(demoFolder, { recursive: true, force: true, maxRetries: 5 }).catch((error: unknown) =>
    log.warn('demo data was left over', errorDetails(error)),
  );
  await migrateLargeShop({ file: join(dataDir, DATABASE_FILE), nativeBinding }, () =>
    options.updatesData?.(),
  );
  const shop = openShop();
  const demo = new DemoWorkspace({
    folder: demoFolder,
    shop,
    openCore: (folder) => openCore(folder, 'demo'),
    fill: options.fillDemo ?? ((core) => fillWithDemoData(core)),
    log,
  });
  const api = createApiSwitch(
    shop,
    () =>
      createHttpServer({
        core: shop,
        version: appVersion,
        preferredPort: options.preferredPort ?? PREFERRED_PORT,
        log,
        requestLog: options.requestLog,
      }),
    log,
  );

  function openShop(): Core {
    try {
      return openCore(dataDir, 'shop');
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  function turnWindow(): void {
    if (!line || line.core === (demo.core ?? shop)) return;
    line.port.close();
    line = undefined;
    reloadWindow();
  }

  function afterAnswer(work: () => Promise<void>): void {
    const done = new Promise((resolve) => setTimeout(resolve, AFTER_ANSWER_MS))
      .then(work)
      .catch((error: unknown) => log.error('turning the window failed', errorDetails(error)))
      .finally(() => unfinished.delete(done));
    unfinished.add(done);
  }

  return {
    serve(port) {
      line?.port.close();
      const core = demo.core ?? shop;
      line = { port, core };
      // The API serves the shop, whatever the window shows: so do its tokens and its receivers.
      const { tokens, webhooks, pairing } = shop.router;
      const router = { ...core.router, tokens, webhooks, pairing };
      new RPCHandler<RequestContext>(router).upgrade(port, {
        context: { actor: OWNER, source: 'window' },
      });
    },
    followColorScheme(apply) {
      apply(shop.services.settings.get().color_scheme);
      shop.bus.subscribe(EventType.SETTING_UPDATED, () =>
        apply(shop.services.settings.get().color_scheme),
      );
    },
    async close() {
      line?.port.close();
      line = undefined;
      await Promise.all(unfinished);
      await api.close();
      try {
        // First: the demo's file may take a while to go.
        await shop.close();
        await demo.close();
      } finally {
        lock.release();
      }
    },
  };
}
