/**
 * A shop with data before its window opens: the headless host fills it over the local API, as a till
 * would, and leaves a token with which a test can post while the window is open.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { makeDataDir, readLaunchPlan, removeFolder } from './launch.ts';

const started = z.object({ base_url: z.url(), token: z.string() });
const discovery = z.object({ base_url: z.url() });

export interface ShopApi {
  post(resource: string, body: unknown): Promise<void>;
}

export interface SeededShop {
  readonly dataDir: string;
  /** The API of the window that is open on this shop now. */
  api(): ShopApi;
  /** May read, write and import. */
  readonly token: string;
  /** Where that API is. */
  baseUrl(): string;
  remove(): void;
}

/** Makes a data folder, lets `fill` post into it, and hands it to the user that runs the window. */
export async function seedShop(fill: (api: ShopApi) => Promise<void>): Promise<SeededShop> {
  const dataDir = makeDataDir();
  const host = spawn(
    process.execPath,
    [path.join('out', 'main', 'serve.js'), '--data-dir', dataDir, '--port', '0', '--print-token'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const { base_url, token } = await firstLine(host);
  try {
    await fill(apiAt(base_url, token));
  } finally {
    host.kill('SIGTERM');
    await once(host, 'exit');
  }
  giveToWindowUser(dataDir);
  return {
    dataDir,
    token,
    api: () => apiAt(discoveredUrl(dataDir), token),
    baseUrl: () => discoveredUrl(dataDir),
    remove: () => removeFolder(dataDir),
  };
}

/** Where the API of the window that is open on a folder is. */
export function discoveredUrl(dataDir: string): string {
  const file = readFileSync(path.join(dataDir, 'api.json'), 'utf8');
  return discovery.parse(JSON.parse(file)).base_url;
}

async function firstLine(host: ChildProcessByStdio<null, Readable, null>) {
  for await (const line of createInterface(host.stdout)) return started.parse(JSON.parse(line));
  throw new Error('The headless host ended without saying where it listens.');
}

function apiAt(baseUrl: string, token: string): ShopApi {
  return {
    async post(resource, body) {
      const answer = await fetch(`${baseUrl}/api/v1${resource}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${resource}: ${answer.status} ${await answer.text()}`);
    },
  };
}

/** Lets the user who runs the window read and write a folder that was filled by another. */
export function giveToWindowUser(folder: string): void {
  const { owner } = readLaunchPlan();
  if (!owner) return;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    chownSync(path.join(folder, entry), owner.uid, owner.gid);
  }
}
