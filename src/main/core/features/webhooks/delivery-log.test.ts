import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, it, onTestFinished } from 'vitest';
import { createContext, OWNER } from '../../context.ts';
import { createCore } from '../../core.ts';
import { createDeliveryLog } from './delivery-log.ts';

it('keeps the newest thousand messages of each receiver, with their attempts, and no others', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tillwise-log-'));
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const core = createCore({ dataDir, clock: Date.now, log });
  onTestFinished(async () => {
    await core.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const client = createRouterClient(core.router, { context: { actor: OWNER, source: 'window' } });
  const addHook = async (name: string) =>
    (await client.webhooks.create({ name, url: 'https://books.example/', active: false })).details
      .id;
  const busy = await addHook('Busy');
  const quiet = await addHook('Quiet');

  const deliveries = createDeliveryLog(core.database);
  const delivered = { status: 200, duration_ms: 3, error: null, response: null };
  core.write(createContext(core.clock, OWNER, 'window'), (tx) => {
    const note = (webhook_id: number, seq: number) =>
      deliveries.noteEvent(
        tx,
        {
          webhook_id,
          kind: 'event',
          message_id: `msg_${seq}`,
          event_seq: seq,
          event_type: 'sale.created',
        },
        { at: seq, ...delivered },
        'delivered',
      );
    note(quiet, 1);
    for (let seq = 1; seq <= 1_005; seq++) note(busy, seq);
    deliveries.prune(tx, busy);
    deliveries.prune(tx, quiet);
  });

  expect(deliveries.count(busy, { limit: 1 })).toBe(1_000);
  expect(deliveries.count(quiet, { limit: 1 })).toBe(1);
  const [oldest] = deliveries.list(busy, { limit: 2_000 }).slice(-1);
  expect(oldest?.event_seq).toBe(6);
  expect(deliveries.attempts(oldest?.id ?? 0)).toEqual([{ at: 6, ...delivered }]);
  const attempts = core.database.sqlite.prepare('SELECT count(*) FROM webhook_attempt').pluck();
  expect(attempts.get()).toBe(1_001);
});
