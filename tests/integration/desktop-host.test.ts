import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { OWNER } from '../../src/main/core/context.ts';
import { DATABASE_FILE } from '../../src/main/core/core.ts';
import { openDatabase } from '../../src/main/core/db/connection.ts';
import { migrate, shippedMigrations } from '../../src/main/core/db/migrate.ts';
import {
  type DesktopHost,
  type DesktopHostOptions,
  openDesktopHost,
} from '../../src/main/hosts/electron.ts';
import { StartUpProblem } from '../../src/main/hosts/start-up-problem.ts';
import type { Contract } from '../../src/shared/contract/contract.ts';
import { canMount, smallDisk } from '../support/small-disk.ts';

const quiet = { info: () => {}, warn: () => {}, error: () => {} };

describe('the engine inside the app', () => {
  let dataDir: string;
  let host: DesktopHost;
  let reloads: number;
  /** How often the window was brought forward. */
  let attention: number;
  beforeEach(async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'tillwise-host-'));
    reloads = 0;
    attention = 0;
    host = await openHost();
  });
  afterEach(async () => {
    await host.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const openHost = (options: Partial<DesktopHostOptions> = {}) =>
    openDesktopHost({
      dataDir,
      appVersion: '1.2.3',
      clock: Date.now,
      log: quiet,
      preferredPort: 0,
      // Turning from file to file is what is tried here; a shop of one customer is enough.
      fillDemo: async (demo) => {
        const context = { actor: OWNER, source: 'window' as const };
        const client = createRouterClient(demo.router, { context });
        await client.entry.quickCustomer({ id: 'demo', name: 'Demo Dora' });
      },
      ...options,
      reloadWindow: () => {
        reloads += 1;
      },
      showWindow: () => {
        attention += 1;
        return true;
      },
    });

  /** The window's end of a new line, as the page makes it. */
  function connect(): ContractRouterClient<Contract> {
    const { port1, port2 } = new MessageChannel();
    host.serve(port1);
    return createORPCClient(new RPCLink({ port: port2 }));
  }

  const sell = (window: ContractRouterClient<Contract>, amount: number) =>
    window.entry.quickSale({ product_name: 'Flat white', amount });
  const status = async (url: string | null, init?: RequestInit) =>
    (await fetch(`${url}`, init)).status;

  it('says that a new shop is empty, and no longer once something was entered', async () => {
    const window = connect();
    expect(await window.workspace.get()).toMatchObject({
      mode: 'shop',
      empty: true,
      data_dir: dataDir,
      app_version: '1.2.3',
      api: { running: true, problem: null },
    });
    const { sale_id } = await sell(window, 3.2);
    expect((await window.workspace.get()).empty).toBe(false);
    await window.sales.remove({ id: sale_id });
    expect((await window.workspace.get()).empty).toBe(false);
    expect(await window.workspace.verify()).toMatchObject({ clean: true, differences: [] });
  });

  it('starts and stops the API with the setting, at once and for good', async () => {
    const window = connect();
    const { base_url } = (await window.workspace.get()).api;
    expect(await status(`${base_url}/health`)).toBe(200);
    expect(existsSync(path.join(dataDir, 'api.json'))).toBe(true);

    await window.settings.update({ api_enabled: false });
    expect((await window.workspace.get()).api).toEqual({
      running: false,
      base_url: null,
      problem: null,
    });
    await expect(fetch(`${base_url}/health`)).rejects.toThrow();
    expect(existsSync(path.join(dataDir, 'api.json'))).toBe(false);

    await window.settings.update({ api_enabled: true });
    await window.settings.update({ api_enabled: false });
    await window.settings.update({ api_enabled: true });
    const again = (await window.workspace.get()).api;
    expect(again.running).toBe(true);
    expect(await status(`${again.base_url}/health`)).toBe(200);
  });

  it('says why the API does not run, and tries again when it is turned off and on', async () => {
    // The last port of all: there is none after it to take instead.
    const other = createServer().listen(65_535, '127.0.0.1');
    await once(other, 'listening');
    await host.close();
    host = await openHost({ preferredPort: 65_535 });
    const window = connect();
    const { api } = await window.workspace.get();
    expect(api).toMatchObject({ running: false, base_url: null });
    expect(api.problem).toContain('other programs use its ports');

    other.close();
    await once(other, 'close');
    await window.settings.update({ api_enabled: false });
    expect((await window.workspace.get()).api.problem).toBeNull();
    await window.settings.update({ api_enabled: true });
    expect((await window.workspace.get()).api).toMatchObject({ running: true, problem: null });
  });

  it('ends while demo data is being made, and leaves nothing of it behind', async () => {
    await host.close();
    let goOn = () => {};
    host = await openHost({
      fillDemo: (demo) =>
        new Promise((resolve) => {
          goOn = () => resolve(demo.services.workspace.get().then(() => undefined));
        }),
    });
    const window = connect();
    window.workspace.openDemo().catch(() => undefined);
    const demoFile = path.join(dataDir, 'demo', DATABASE_FILE);
    await expect.poll(() => existsSync(demoFile)).toBe(true);
    const closed = host.close();
    await rest(100);
    goOn();
    await closed;
    await rest(400);
    expect(reloads).toBe(0);
    expect(existsSync(path.dirname(demoFile))).toBe(false);
    host = await openHost();
  });

  it('keeps demo data away from the shop, its tills and its file', async () => {
    const shop = connect();
    await sell(shop, 5);
    const opened = await shop.workspace.openDemo();
    expect(opened.mode).toBe('demo');
    await expect.poll(() => reloads).toBe(1);

    const demo = connect();
    const { mode, data_dir, api } = await demo.workspace.get();
    expect({ mode, data_dir }).toEqual({ mode: 'demo', data_dir: dataDir });
    const before = (await demo.sales.list({})).headers['x-total-count'];
    await demo.entry.quickCustomer({ id: 'demo-only', name: 'Demo Dora' });

    const { token } = await demo.tokens.create({ name: 'Till', scopes: ['read', 'write'] });
    const headers = { authorization: `Bearer ${token}` };
    const list = await fetch(`${api.base_url}/api/v1/sales`, { headers });
    expect(z.array(z.object({ amount: z.number() })).parse(await list.json())).toMatchObject([
      { amount: 5 },
    ]);
    expect(await status(`${api.base_url}/api/v1/customers/demo-only`, { headers })).toBe(404);
    expect((await demo.sales.list({})).headers['x-total-count']).toBe(before);

    expect((await demo.workspace.removeDemo()).mode).toBe('shop');
    await expect.poll(() => reloads).toBe(2);
    await expect.poll(() => existsSync(path.join(dataDir, 'demo'))).toBe(false);
    const back = connect();
    expect((await back.workspace.get()).mode).toBe('shop');
    await expect(back.customers.get({ id: 'demo-only' })).rejects.toThrow(/no customer/);
    expect((await back.sales.list({})).body).toHaveLength(1);
  });

  it('shows a tool that asks to be let in, also while the demo is shown', async () => {
    await connect().workspace.openDemo();
    const demo = connect();
    const { base_url } = (await demo.workspace.get()).api;
    const live = await demo.events.live();
    expect((await live.next()).value).toMatchObject({ kind: 'ready' });
    const answer = await fetch(`${base_url}/api/v1/pair`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Till at the door', scopes: ['read'] }),
    });
    expect(answer.status).toBe(202);
    expect(attention).toBe(1);
    const { pairing_id: id, pairing_secret } = z
      .object({ pairing_id: z.string(), pairing_secret: z.string() })
      .parse(await answer.json());
    expect((await live.next()).value).toMatchObject({ kind: 'pairing', requests: [{ id }] });
    await demo.pairing.allow({ id, scopes: ['read'] });
    const headers = { authorization: `Bearer ${pairing_secret}` };
    const polled = await fetch(`${base_url}/api/v1/pair/${id}`, { headers });
    expect(await polled.json()).toMatchObject({ status: 'allowed', token: expect.any(String) });

    await demo.workspace.removeDemo();
    expect(await connect().tokens.list()).toMatchObject([{ name: 'Till at the door' }]);
  });

  it('tells the window of a new token also while the demo is shown', async () => {
    await connect().workspace.openDemo();
    const demo = connect();
    const live = await demo.events.live();
    expect((await live.next()).value).toMatchObject({ kind: 'ready' });
    await demo.tokens.create({ name: 'Till', scopes: ['read'] });
    expect((await live.next()).value).toMatchObject({ kind: 'changed', entities: ['token'] });
  });

  it('shares the API switch and the look between demo and shop, and nothing else', async () => {
    await connect().settings.update({ color_scheme: 'dark' });
    const shopName = (await connect().settings.get()).shop_name;
    await connect().workspace.openDemo();
    const demo = connect();
    expect((await demo.settings.get()).color_scheme).toBe('dark');
    await demo.settings.update({
      shop_name: 'Demo corner',
      color_scheme: 'light',
      api_enabled: false,
    });
    expect((await demo.workspace.get()).api.running).toBe(false);
    await demo.workspace.removeDemo();
    expect(await connect().settings.get()).toMatchObject({
      shop_name: shopName,
      color_scheme: 'light',
      api_enabled: false,
    });
  });

  it.skipIf(!canMount)('opens the shop where demo data is left over that cannot go', async () => {
    await host.close();
    const left = path.join(dataDir, 'demo');
    mkdirSync(left);
    const disk = smallDisk(1);
    disk.lock(left);
    try {
      host = await openHost();
      expect(await connect().workspace.get()).toMatchObject({ mode: 'shop', empty: true });
    } finally {
      disk.unlock(left);
      disk.remove();
    }
  });

  it('opens demo data once for two clicks, and removes nothing when there is none', async () => {
    const window = connect();
    await Promise.all([window.workspace.openDemo(), window.workspace.openDemo()]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(reloads).toBe(1);
    expect((await connect().workspace.openDemo()).mode).toBe('demo');
    expect((await connect().workspace.removeDemo()).mode).toBe('shop');
    expect((await connect().workspace.removeDemo()).mode).toBe('shop');
  });

  it('opens the shop, not the demo, after it was closed while showing the demo', async () => {
    await connect().workspace.openDemo();
    await host.close();
    host = await openHost();
    expect((await connect().workspace.get()).mode).toBe('shop');
    expect(existsSync(path.join(dataDir, 'demo'))).toBe(false);
  });

  it('tells the look now and whenever it changes', async () => {
    const seen: string[] = [];
    host.followColorScheme((scheme) => seen.push(scheme));
    await connect().settings.update({ color_scheme: 'dark' });
    await expect.poll(() => seen).toEqual(['auto', 'dark']);
  });

  it('ends the line before when the window connects anew', async () => {
    const first = connect();
    await first.workspace.get();
    const live = await first.events.live();
    await live.next();
    const second = connect();
    await expect(live.next()).rejects.toThrow();
    expect((await second.workspace.get()).mode).toBe('shop');
  });

  it('refuses a second opening of the same folder, and names the first', async () => {
    const second = openHost();
    await expect(second).rejects.toBeInstanceOf(StartUpProblem);
    await expect(second).rejects.toThrow(/already open/);
  });

  it.each([
    ['a damaged file', (file: string) => writeFileSync(file, 'not a database '.repeat(100))],
    ['a folder in its place', (file: string) => mkdirSync(file)],
  ])('explains %s, and leaves the folder free for the next start', async (_what, spoil) => {
    await host.close();
    const file = path.join(dataDir, 'tillwise.sqlite');
    for (const name of [file, `${file}-wal`, `${file}-shm`]) rmSync(name, { force: true });
    spoil(file);
    await expect(openHost()).rejects.toBeInstanceOf(StartUpProblem);
    await expect(openHost()).rejects.toThrow(file);
    rmSync(file, { recursive: true });
    host = await openHost();
    expect((await connect().workspace.get()).empty).toBe(true);
  });

  it.each([
    ['large', 40, 1],
    ['small', 0, 0],
  ])('says before it brings a %s file of an older version up to date', async (_what, mb, said) => {
    await host.close();
    const file = path.join(dataDir, 'tillwise.sqlite');
    rmSync(file);
    const old = openDatabase({ file });
    migrate(old, shippedMigrations().slice(0, 4), 0);
    old.sqlite.exec(
      `INSERT INTO staff (name, name_key) VALUES (hex(zeroblob(${mb} * 512 * 1024)), 'long')`,
    );
    old.sqlite.close();
    let begun = 0;
    const open = () =>
      openHost({
        updatesData: () => {
          begun += 1;
        },
      });
    host = await open();
    expect(begun).toBe(said);
    expect((await connect().workspace.get()).mode).toBe('shop');
    expect(readdirSync(path.join(dataDir, 'backups'))).toHaveLength(1);
    await host.close();
    host = await open();
    expect(begun).toBe(said);
  });
});
