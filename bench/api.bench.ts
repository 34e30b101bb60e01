/**
 * How fast the local API takes sales and answers dashboards, in a process of its own with every sale
 * durable (synchronous=FULL). `node bench/api.bench.ts [stored sales, default 1000000]`. The file it
 * works on is made once and kept in the folder of temporary files.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HostProcess, startHost } from '../tests/support/host-process.ts';
import { bareSales } from './support/bare-sales.ts';
import { accepted, Line } from './support/line.ts';
import { waitUntilOnDisk } from './support/on-disk.ts';
import { createRandom, shopFile, ticket } from './support/shop.ts';
import { median, quantile } from './support/spread.ts';
import { storedShop } from './support/stored-shop.ts';

const ROUNDS = 5;
const SALES_PER_ROUND = 1000;
/** Tills that post at the same time, each on its own line. */
const TILLS = 4;
const STEADY_RATE = 200;
const STEADY_SECONDS = 10;
const BATCH = 1000;
const BATCHES = 10;
/** Each question so many times: below what one token may ask in that time. */
const ASKED = 1000;

const QUESTIONS = [
  '/dashboard/kpis?days=30',
  '/dashboard/kpis?days=365',
  '/dashboard/revenue-trend?days=30',
  '/dashboard/revenue-trend?days=365',
  '/dashboard/customer-analytics',
  '/dashboard/product-performance?limit=10',
  '/dashboard/expense-breakdown?days=30',
].map((path) => `/api/v1${path}`);

interface Row {
  what: string;
  measured: string;
  target: string;
}

function tokenOf(host: HostProcess): string {
  if (!host.token) throw new Error('the host printed no token');
  return host.token;
}

const random = createRandom(11);

/** Sales a second over several lines, each sale committed before it is answered. */
async function postedRate(lines: readonly Line[], sales: number): Promise<number> {
  let left = sales;
  const started = performance.now();
  await Promise.all(
    lines.map(async (line) => {
      while (left-- > 0) accepted(await line.post('/api/v1/sales', ticket(random)));
    }),
  );
  return (sales * 1000) / (performance.now() - started);
}

/** The same work in turns, so that whatever else the computer does slows down both. */
async function single(host: HostProcess, bareFile: string): Promise<Row> {
  const lines = await openLines(host, TILLS);
  await postedRate(lines, 300);
  const ratios: number[] = [];
  const withoutSums: number[] = [];
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const rows = bareSales(bareFile, SALES_PER_ROUND, 1, 2 * round);
    const bare = bareSales(bareFile, SALES_PER_ROUND, 1, 2 * round + 1, true);
    const posted = await postedRate(lines, SALES_PER_ROUND);
    ratios.push(posted / bare);
    withoutSums.push(posted / rows);
    rates.push(posted);
    const each = [rows, bare, posted].map((rate) => `${rate.toFixed(0)}/s`);
    console.log(`  bare loop ${each[0]}, with sums ${each[1]}, posted ${each[2]}`);
  }
  for (const line of lines) line.close();
  return {
    what: `single sales over ${TILLS} keep-alive lines ÷ bare loop of the same rows; ÷ bare loop without sums`,
    measured: `${median(ratios).toFixed(2)}; ${median(withoutSums).toFixed(2)} (${median(rates).toFixed(0)} sales/s)`,
    target: '≥ 0.5',
  };
}

/** A steady stream of sales while a dashboard asks again and again. */
async function steady(host: HostProcess): Promise<Row> {
  const [till, dashboard] = await openLines(host, 2);
  if (!till || !dashboard) throw new Error('no line');
  let selling = true;
  const asking = (async () => {
    for (let question = 0; selling; question++) {
      accepted(await dashboard.get(QUESTIONS[question % QUESTIONS.length] ?? ''));
      await sleep(20);
    }
  })();
  const took: number[] = [];
  const started = performance.now();
  for (let sale = 0; sale < STEADY_RATE * STEADY_SECONDS; sale++) {
    const due = started + (sale * 1000) / STEADY_RATE;
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    // From when it was due: a slow answer delays the next ones, and that counts too.
    const from = Math.min(due, performance.now());
    accepted(await till.post('/api/v1/sales', ticket(random)));
    took.push(performance.now() - (early > 0 ? Math.max(from, due) : from));
  }
  selling = false;
  await asking;
  till.close();
  dashboard.close();
  return {
    what: `${STEADY_RATE} sales/s with a dashboard asking: p99 (median, worst)`,
    measured: `${quantile(took, 0.99).toFixed(1)} ms (${median(took).toFixed(1)}, ${quantile(took, 1).toFixed(0)})`,
    target: '< 10 ms',
  };
}

async function batches(host: HostProcess, bareFile: string): Promise<Row> {
  const [line] = await openLines(host, 1);
  if (!line) throw new Error('no line');
  const rates: number[] = [];
  const bareRates: number[] = [];
  const withSums: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    bareRates.push(bareSales(bareFile, BATCH, BATCH, 2 * (ROUNDS + batch)));
    withSums.push(bareSales(bareFile, BATCH, BATCH, 2 * (ROUNDS + batch) + 1, true));
    const sales = Array.from({ length: BATCH }, () => ticket(random));
    const started = performance.now();
    accepted(await line.post('/api/v1/sales/batch', { sales }));
    rates.push((BATCH * 1000) / (performance.now() - started));
  }
  line.close();
  return {
    what: `batches of ${BATCH}: sales/s, median (best); bare loop in one commit: their rows; with their sums`,
    measured: [rates, bareRates, withSums]
      .map((each) => `${median(each).toFixed(0)} (${quantile(each, 1).toFixed(0)})`)
      .join('; '),
    target: '≥ 20000',
  };
}

function copyToDisk(from: string, to: string): void {
  copyFileSync(from, to);
  waitUntilOnDisk(to);
}

/** One client, one question after the other. */
async function dashboards(host: HostProcess): Promise<Row[]> {
  const [line] = await openLines(host, 1);
  if (!line) throw new Error('no line');
  const rows: Row[] = [];
  for (const question of QUESTIONS) {
    const cold = performance.now();
    accepted(await line.get(question));
    const first = performance.now() - cold;
    const started = performance.now();
    for (let asked = 0; asked < ASKED; asked++) accepted(await line.get(question));
    const rate = (ASKED * 1000) / (performance.now() - started);
    rows.push({
      what: `GET ${question}: requests/s (first)`,
      measured: `${rate.toFixed(0)} (${first.toFixed(1)} ms)`,
      target: '≥ 2000',
    });
  }
  line.close();
  return rows;
}

function openLines(host: HostProcess, count: number): Promise<Line[]> {
  return Promise.all(Array.from({ length: count }, () => Line.open(host.port, tokenOf(host))));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const stored = await storedShop(Number(process.argv[2] ?? 1_000_000));
const folder = mkdtempSync(join(tmpdir(), 'tillwise-bench-'));
try {
  const bare = join(folder, 'bare.sqlite');
  const dataDir = join(folder, 'shop');
  mkdirSync(dataDir);
  copyToDisk(shopFile(stored), bare);
  copyToDisk(shopFile(stored), shopFile(dataDir));
  const nodeOptions = process.env.PROFILE_TO
    ? ['--cpu-prof', `--cpu-prof-dir=${process.env.PROFILE_TO}`]
    : [];
  const host = await startHost(dataDir, { printToken: true, nodeOptions });
  const parts = process.argv[3]?.split(',') ?? ['dashboards', 'single', 'steady', 'batches'];
  const rows: Row[] = [];
  for (const part of parts) {
    console.log(part);
    if (part === 'dashboards') rows.push(...(await dashboards(host)));
    if (part === 'single') rows.push(await single(host, bare));
    if (part === 'steady') rows.push(await steady(host));
    if (part === 'batches') rows.push(await batches(host, bare));
  }
  await host.stop();
  console.table(rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
