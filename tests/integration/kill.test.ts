/**
 * The power goes, again and again, while tills sell: what a till was told is stored is there, once.
 * `npm run test:kill` kills more often.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { createCore } from '../../src/main/core/core.ts';
import { startHost } from '../support/host-process.ts';
import { RetryingTill, type TillCounts } from '../support/retrying-till.ts';

const KILLS = z.coerce.number().int().positive().default(25).parse(process.env.TILLWISE_KILLS);
const TILLS = 6;
/** More than one transaction takes: it may be cut in the middle. */
const BATCH = 300;
/** After it is ready, the host lives up to so long. */
const LONGEST_LIFE_MS = 250;
const MS_PER_KILL = 15_000;
const quiet = { info() {}, warn() {}, error() {} };
const dataDir = mkdtempSync(join(tmpdir(), 'tillwise-kill-'));

it(
  `${KILLS} kills under load lose no sale, double none and leave every sum right`,
  async () => {
    try {
      const counts = await sellThroughKills();
      console.log(
        `${KILLS} kills: ${counts.acknowledged.size} sales acknowledged, ${counts.lost} requests lost, ${counts.repeated} answered again, ${counts.rescued} of them after a kill between commit and answer`,
      );
      // Most of it must really have happened.
      expect(counts.acknowledged.size).toBeGreaterThan(KILLS);
      expect(counts.lost).toBeGreaterThan(KILLS);
      expect(counts.repeated).toBeGreaterThan(0);
      await checkFile(counts);
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  60_000 + KILLS * MS_PER_KILL,
);

async function sellThroughKills(): Promise<TillCounts> {
  const counts: TillCounts = { acknowledged: new Map(), lost: 0, repeated: 0, rescued: 0 };
  let host = await startHost(dataDir, { printToken: true });
  const { port, token } = host;
  if (!token) throw new Error('the host printed no token');
  await addCustomers(host.baseUrl, token);
  let stopped = false;
  const till = (name: string) => new RetryingTill(name, () => host.baseUrl, token, counts);
  const tills = Array.from({ length: TILLS }, (_, index) =>
    till(`Till ${index + 1}`).sellUntil(() => stopped),
  );
  tills.push(till('Stall').drainUntil(() => stopped, BATCH));
  // A refused sale ends the test at once, not after the last kill.
  const refused = Promise.all(tills);
  refused.catch(() => {
    stopped = true;
  });
  for (let kill = 0; kill < KILLS && !stopped; kill++) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_LIFE_MS));
    await host.kill();
    host = await startHost(dataDir, { port });
  }
  stopped = true;
  try {
    await refused;
  } finally {
    await host.stop();
  }
  return counts;
}

async function addCustomers(baseUrl: string, token: string): Promise<void> {
  for (let customer = 0; customer < 5; customer++) {
    const { status } = await fetch(`${baseUrl}/api/v1/customers`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ id: `C${customer}`, name: `Customer ${customer}` }),
    });
    expect(status).toBe(201);
  }
}

async function checkFile({ acknowledged }: TillCounts): Promise<void> {
  const core = createCore({ dataDir, clock: Date.now, log: quiet });
  const { sqlite } = core.database;
  try {
    const stored = z
      .array(z.object({ id: z.number(), note: z.string() }))
      .parse(sqlite.prepare('SELECT id, note FROM sale ORDER BY id').all());
    // Each sale once, under the id its till knows; and nothing that no till sold.
    expect(new Map(stored.map(({ id, note }) => [note, id]))).toEqual(acknowledged);
    expect(stored).toHaveLength(acknowledged.size);
    const numbers = (sql: string) => z.array(z.number()).parse(sqlite.prepare(sql).pluck().all());
    expect(
      numbers(
        "SELECT CAST(entity_id AS integer) FROM event WHERE type = 'sale.created' ORDER BY 1",
      ),
    ).toEqual(stored.map(({ id }) => id));
    // Most customers become VIPs on the way: each once.
    expect(
      numbers(
        "SELECT max(times) FROM (SELECT count(*) AS times FROM event WHERE type = 'customer.vip_threshold_reached' GROUP BY entity_id)",
      ),
    ).toEqual([1]);
    expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(core.kpis.verify()).toMatchObject({ clean: true, differences: [] });
  } finally {
    await core.close();
  }
}
