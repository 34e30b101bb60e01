import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OWNER } from '../core/context.ts';
import { type Core, createCore } from '../core/core.ts';
import { DemoWorkspace } from './demo-workspace.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };

describe('the demo workspace', () => {
  let dataDir: string;
  let shop: Core;
  const openCore = (folder: string) => createCore({ dataDir: folder, clock: Date.now, log });
  const withFill = (fill: (core: Core) => Promise<void>) =>
    new DemoWorkspace({ folder: path.join(dataDir, 'demo'), shop, openCore, fill, log });
  beforeEach(() => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'tillwise-demo-'));
    shop = openCore(dataDir);
  });
  afterEach(async () => {
    await shop.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is filled before it is shown, and once', async () => {
    let fills = 0;
    const demo: DemoWorkspace = withFill(async (core) => {
      fills += 1;
      expect(demo.core).toBeUndefined();
      const context = { actor: OWNER, source: 'window' as const };
      const client = createRouterClient(core.router, { context });
      await client.entry.quickCustomer({ id: 'C1', name: 'Demo Dora' });
    });
    const [first, second] = await Promise.all([demo.open(), demo.open()]);
    expect(first).toBe(second);
    expect(fills).toBe(1);
    expect(demo.core).toBe(first);
    expect((await first.services.workspace.get()).empty).toBe(false);
    expect((await shop.services.workspace.get()).empty).toBe(true);
    await demo.discard(demo.leave());
    expect(existsSync(path.join(dataDir, 'demo'))).toBe(false);
    expect(demo.core).toBeUndefined();
  });

  it('that could not be filled leaves nothing behind, and can be tried again', async () => {
    let attempts = 0;
    const demo = withFill(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('the disk is full');
    });
    await expect(demo.open()).rejects.toThrow('the disk is full');
    expect(demo.core).toBeUndefined();
    expect(existsSync(path.join(dataDir, 'demo'))).toBe(false);
    await demo.open();
    expect(demo.core).toBeDefined();
    await demo.discard(demo.leave());
  });
});
