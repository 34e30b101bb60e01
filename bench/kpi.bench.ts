/**
 * How fast tickets become sums, and how fast dashboards read them, at 1 and 10 million lines over
 * five years. `node bench/kpi.bench.ts [millions of lines …]`; a few minutes and 1 GB of disk.
 * "cold" is the first question after opening the file; "after a sale" the first one after a write;
 * "kept" the same question again.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Context, OWNER } from '../src/main/core/context.ts';
import { type Core, createCore, DATABASE_FILE } from '../src/main/core/core.ts';
import type { SaleFacts } from '../src/main/core/kpi/index.ts';
import { addDays } from '../src/shared/lib/business-day.ts';

const NOW = Date.parse('2026-05-05T15:00:00Z');
const TODAY = '2026-05-05';
const DAYS = 5 * 365;
const PRODUCTS = 4000;
const CUSTOMERS = 100_000;
const LINES_PER_TICKET = 3;
/** Tickets counted in one transaction, as an import does. */
const CHUNK = 2000;

const ctx: Context = { actor: OWNER, source: 'window', correlationId: 'bench', now: NOW };
const quiet = { info() {}, warn() {}, error() {} };

/** The same tickets in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Few products and few customers make most of the sales. */
function skewed(random: () => number, count: number): number {
  return 1 + Math.floor(random() ** 2.2 * count);
}

function* tickets(lines: number): Generator<SaleFacts> {
  const random = createRandom(7);
  const perDay = Math.round(lines / LINES_PER_TICKET / DAYS);
  for (let day = 0; day < DAYS; day++) {
    const business_date = addDays(TODAY, day - DAYS + 1);
    for (let ticket = 0; ticket < perDay; ticket++) {
      yield {
        kind: 'sale',
        business_date,
        hour: 9 + Math.floor(random() * 10),
        customer_id: random() < 0.5 ? skewed(random, CUSTOMERS) : null,
        tip_minor: 0,
        shipping_minor: 0,
        lines: Array.from({ length: LINES_PER_TICKET }, () => {
          const gross_minor = 100 + Math.floor(random() * 2000);
          return {
            product_id: skewed(random, PRODUCTS),
            quantity_milli: 1000,
            gross_minor,
            discount_minor: 0,
            net_minor: gross_minor,
            tax_minor: 0,
            cost_minor: Math.floor(gross_minor / 2),
          };
        }),
      };
    }
  }
}

function open(dataDir: string): Core {
  return createCore({ dataDir, clock: () => NOW, log: quiet });
}

/** Products and customers are there; the tickets count, their rows are not needed for reading. */
function fill(dataDir: string, lines: number): void {
  const core = open(dataDir);
  const { sqlite } = core.database;
  sqlite.pragma('synchronous = OFF');
  sqlite.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${PRODUCTS})
    INSERT INTO product (id, name, name_key, source, created_at, updated_at)
      SELECT i, 'Product ' || i, 'product ' || i, 'import', 0, 0 FROM n;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${CUSTOMERS})
    INSERT INTO customer (id, code, name, name_key, vip_since, source, created_at, updated_at)
      SELECT i, 'C' || i, 'Customer ' || i, 'customer ' || i, 0, 'import', 0, 0 FROM n;`);
  let chunk: SaleFacts[] = [];
  let counting = 0;
  let slowest = 0;
  const flush = () => {
    const started = performance.now();
    core.write(ctx, (tx) => core.kpis.applySales(tx, chunk, 1));
    const took = performance.now() - started;
    counting += took;
    slowest = Math.max(slowest, took);
    chunk = [];
  };
  for (const ticket of tickets(lines)) {
    chunk.push(ticket);
    if (chunk.length === CHUNK) flush();
  }
  flush();
  for (let month = 0; month < 60; month++) {
    core.services.expenses.enter(ctx, {
      description: 'Rent',
      amount: 1000,
      category: 'Rent',
      date: addDays(TODAY, -30 * month),
    });
  }
  sqlite.close();
  const megabytes = statSync(join(dataDir, DATABASE_FILE)).size / 1e6;
  console.log(
    `\n${lines / 1e6}M lines: counted at ${Math.round(lines / counting)}k lines/s, slowest chunk of ${CHUNK} tickets ${slowest.toFixed(0)} ms, sums take ${megabytes.toFixed(0)} MB`,
  );
}

type Question = [name: string, ask: (core: Core) => unknown];

const back = (days: number) => addDays(TODAY, 1 - days);
const reportOf =
  (start_date: string, end_date = TODAY): Question[1] =>
  (core) =>
    core.kpis.report(ctx, { start_date, end_date, compare: 'previous_period', top: 10 });

const QUESTIONS: Question[] = [
  ['kpis, 30 days', (core) => core.kpis.kpis(ctx, { days: 30 })],
  ['kpis, 365 days', (core) => core.kpis.kpis(ctx, { days: 365 })],
  ['revenue trend, 365 days', (core) => core.kpis.revenueTrend(ctx, { days: 365 })],
  ['customer analytics', (core) => core.kpis.customerAnalytics(ctx, {})],
  ['best products, all time', (core) => core.kpis.productPerformance(ctx, { limit: 10 })],
  ['expense breakdown', (core) => core.kpis.expenseBreakdown(ctx, { days: 365 })],
  ['report, today', reportOf(TODAY)],
  ['report, 30 days', reportOf(back(30))],
  ['report, 90 days', reportOf(back(90))],
  ['report, this year', reportOf('2026-01-01', '2026-12-31')],
  ['report, 365 days', reportOf(back(365))],
  ['report, all 5 years', reportOf(back(DAYS))],
];

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function sellOne(core: Core, random: () => number): void {
  const [ticket] = tickets(DAYS * LINES_PER_TICKET);
  if (!ticket) return;
  const sold = { ...ticket, business_date: TODAY, customer_id: skewed(random, CUSTOMERS) };
  core.write(ctx, (tx) => core.kpis.applySales(tx, [sold], 1));
}

/** The middle and the slowest of some timings, ms. */
function summary(timings: number[]): string {
  const sorted = timings.toSorted((a, b) => a - b);
  return `${(sorted[sorted.length >> 1] ?? 0).toFixed(2)} (${(sorted.at(-1) ?? 0).toFixed(2)})`;
}

async function ask(dataDir: string): Promise<void> {
  const random = createRandom(11);
  const rows: Record<string, string>[] = [];
  for (const [name, question] of QUESTIONS) {
    const core = open(dataDir);
    const cold = timed(() => question(core));
    const afterSale = Array.from({ length: 20 }, () => {
      sellOne(core, random);
      return timed(() => question(core));
    });
    const kept = Array.from({ length: 1000 }, () => timed(() => question(core)));
    rows.push({
      question: name,
      'cold ms': cold.toFixed(2),
      'after a sale ms, median (worst)': summary(afterSale),
      'kept ms, median': summary(kept).split(' ')[0] ?? '',
    });
    await core.close();
  }
  console.table(rows);
}

const sizes = process.argv.slice(2).map(Number);
for (const millions of sizes.length > 0 ? sizes : [1, 10]) {
  const dataDir = mkdtempSync(join(tmpdir(), 'tillwise-bench-'));
  try {
    fill(dataDir, millions * 1e6);
    await ask(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
