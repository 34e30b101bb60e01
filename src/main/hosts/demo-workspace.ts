/**
 * Demo data in a file of its own, beside the shop's and never in it. It lives until it is removed or
 * Tillwise is opened anew.
 */
import { rm } from 'node:fs/promises';
import { EventType } from '../../shared/events/catalogue.ts';
import { createContext, OWNER } from '../core/context.ts';
import type { Core } from '../core/core.ts';
import { errorDetails, type Log } from '../core/log.ts';

export interface DemoWorkspaceOptions {
  /** The folder of the demo data; everything in it is deleted with it. */
  folder: string;
  shop: Core;
  openCore(folder: string): Core;
  fill(core: Core): Promise<void>;
  log: Log;
}

export class DemoWorkspace {
  readonly #options: DemoWorkspaceOptions;
  #core: Core | undefined;
  #opening: Promise<Core> | undefined;

  constructor(options: DemoWorkspaceOptions) {
    this.#options = options;
  }

  /** The demo's core while demo data is shown. */
  get core(): Core | undefined {
    return this.#core;
  }

  /** Fills the demo data and opens it; while that is under way or done, the same again. */
  open(): Promise<Core> {
    this.#opening ??= this.#fill().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  /** The shop's file is shown from now on; {@link discard} then deletes what was opened. */
  leave(): Core | undefined {
    const left = this.#core;
    if (left) this.#options.shop.live.tellNoMore(left.live);
    this.#core = undefined;
    this.#opening = undefined;
    return left;
  }

  /** Closes a demo that was left, and deletes its folder. */
  async discard(left: Core | undefined): Promise<void> {
    await left?.close();
    await this.#deleteFolder();
  }

  /** Deletes it, also one that is being filled: as soon as that is over. */
  async close(): Promise<void> {
    await this.#opening?.catch(() => undefined);
    await this.discard(this.leave());
  }

  async #fill(): Promise<Core> {
    const { folder, shop, openCore, fill, log } = this.#options;
    await this.#deleteFolder();
    const demo = openCore(folder);
    try {
      await fill(demo);
      this.#shareComputerSettings(shop, demo);
    } catch (error) {
      log.error('the demo data could not be made', errorDetails(error));
      await this.discard(demo);
      throw error;
    }
    // A tool that asks to be let in asks the shop's API, also while the demo is shown.
    shop.live.alsoTell(demo.live);
    this.#core = demo;
    return demo;
  }

  /** The look and the API switch belong to this computer, not to a shop: both files agree on them. */
  #shareComputerSettings(shop: Core, demo: Core): void {
    const ctx = createContext(shop.clock, OWNER, 'window');
    const { api_enabled, color_scheme } = shop.services.settings.get();
    demo.services.settings.update(ctx, { api_enabled, color_scheme });
    demo.bus.subscribe(EventType.SETTING_UPDATED, ({ ctx: changed }) => {
      const wanted = demo.services.settings.get();
      const stored = shop.services.settings.get();
      if (wanted.api_enabled === stored.api_enabled && wanted.color_scheme === stored.color_scheme)
        return;
      shop.services.settings.update(changed, {
        api_enabled: wanted.api_enabled,
        color_scheme: wanted.color_scheme,
      });
    });
  }

  #deleteFolder(): Promise<void> {
    return rm(this.#options.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
