import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OWNER } from '../../src/main/core/context.ts';
import type { LiveMessage } from '../../src/shared/contract/events.contract.ts';
import type { ImportBatch } from '../../src/shared/schemas/import.ts';
import { openTestCore, type TestCore } from '../support/test-core.ts';

let shop: TestCore;
beforeEach(async () => {
  shop = await openTestCore();
});
afterEach(() => shop.close());

async function read(iterator: AsyncIterator<LiveMessage>): Promise<LiveMessage> {
  const { done, value } = await iterator.next();
  if (done) throw new Error('the stream ended');
  return value;
}

const importAt = (id: number, progress: number): ImportBatch => ({
  id,
  kind: 'sales',
  file_name: 'sales.csv',
  status: 'writing',
  message: null,
  progress,
  total_rows: 100,
  imported_rows: Math.round(progress * 100),
  bad_rows: 0,
  tickets: 0,
  new_products: 0,
  new_customers: 0,
  rounded_lines: 0,
  excluded_rows: 0,
  already_there_rows: 0,
  changed_rows: 0,
  replaced_tickets: 0,
  rows_per_second: null,
  seconds_left: null,
  file_bytes: 1000,
  file_sha256: null,
  actor_name: 'Owner',
  source: 'window',
  net_sales: 0,
  first_date: null,
  last_date: null,
  started_at: '2026-05-05T10:00:00.000Z',
  finished_at: null,
});

describe('an open window', () => {
  it('hears that it is connected, then each change with what it touched', async () => {
    await shop.client.expenses.create({ description: 'Milk', amount: 2 });
    await shop.core.bus.idle();
    const live = await shop.client.events.live();
    expect(await read(live)).toEqual({ kind: 'ready', seq: 1 });
    const heard = read(live);
    await shop.client.sales.create({ product_name: 'Tea', amount: 2 });
    expect(await heard).toEqual({
      kind: 'changed',
      seq: 3,
      types: ['product.created', 'sale.created'],
      entities: ['product', 'sale'],
    });
    await live.return?.();
  });

  it('that reads slowly finds one message for all that happened, not a queue', async () => {
    const live = await shop.client.events.live();
    await read(live);
    for (let index = 0; index < 50; index++)
      await shop.client.expenses.create({ description: 'Milk', amount: 1 });
    await shop.core.bus.idle();
    expect(await read(live)).toMatchObject({
      kind: 'changed',
      seq: 50,
      types: ['expense.created'],
    });
    const next = read(live);
    await shop.client.expenses.create({ description: 'Milk', amount: 1 });
    expect(await next).toMatchObject({ kind: 'changed', seq: 51 });
    await live.return?.();
  });

  it('hears of an import’s newest progress only, for each import', async () => {
    const live = await shop.client.events.live();
    await read(live);
    for (const progress of [0.1, 0.2, 0.9]) shop.core.live.importProgress(importAt(1, progress));
    shop.core.live.importProgress(importAt(2, 0.5));
    expect(await read(live)).toMatchObject({ kind: 'import', batch: { id: 1, progress: 0.9 } });
    expect(await read(live)).toMatchObject({ kind: 'import', batch: { id: 2, progress: 0.5 } });
    await live.return?.();
  });

  it('hears nothing of a write that was refused', async () => {
    const live = await shop.client.events.live();
    await read(live);
    await shop.client.expenses.create({ description: 'Milk', amount: -1 }).catch(() => {});
    await shop.client.expenses.create({ description: 'Milk', amount: 1 });
    expect(await read(live)).toMatchObject({ seq: 1 });
    await live.return?.();
  });

  it('hears within 5 ms of the commit, at the median', async () => {
    const live = await shop.client.events.live();
    await read(live);
    const waits: number[] = [];
    for (let index = 0; index < 100; index++) {
      const heard = read(live);
      await shop.client.expenses.create({ description: 'Milk', amount: 1 });
      const committed = performance.now();
      await heard;
      waits.push(performance.now() - committed);
    }
    waits.sort((a, b) => a - b);
    expect(waits[50]).toBeLessThan(5);
    await live.return?.();
  });
});

describe('a window that leaves', () => {
  it('is forgotten when it says so, also while it waits', async () => {
    const live = await shop.client.events.live();
    await read(live);
    const waiting = live.next();
    expect(shop.core.live.followers).toBe(1);
    await live.return?.();
    expect(await waiting).toMatchObject({ done: true });
    expect(shop.core.live.followers).toBe(0);
  });

  it('is forgotten when its line breaks', async () => {
    const line = new AbortController();
    const live = await shop.client.events.live(undefined, { signal: line.signal });
    await read(live);
    expect(shop.core.live.followers).toBe(1);
    line.abort();
    expect(shop.core.live.followers).toBe(0);
  });

  it('is forgotten when its MessagePort closes', async () => {
    const { port1, port2 } = new MessageChannel();
    new RPCHandler(shop.core.router).upgrade(port1, {
      context: { actor: OWNER, source: 'window' },
    });
    const client: TestCore['client'] = createORPCClient(new RPCLink({ port: port2 }));
    port1.start();
    port2.start();
    const live = await client.events.live();
    expect(await read(live)).toEqual({ kind: 'ready', seq: 0 });
    const heard = read(live);
    await shop.client.expenses.create({ description: 'Milk', amount: 1 });
    expect(await heard).toMatchObject({ kind: 'changed', types: ['expense.created'] });
    expect(shop.core.live.followers).toBe(1);
    port2.close();
    await vi.waitUntil(() => shop.core.live.followers === 0);
  });
});
