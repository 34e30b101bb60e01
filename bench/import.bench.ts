/**
 * How long an import takes beside a bare loop on the same file in the same run, how much memory it
 * needs, and how long the main thread is away. `node bench/import.bench.ts [csv file] [rounds]`;
 * without a file it unpacks the sample of 541,909 order lines. `node bench/import.bench.ts long`
 * imports the sample and then five million lines, and compares their rates and their memory.
 */
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdtempSync,
  openAsBlob,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { createRouterClient } from '@orpc/server';
import Sqlite from 'better-sqlite3';
import Papa from 'papaparse';
import { OWNER } from '../src/main/core/context.ts';
import { createCore } from '../src/main/core/core.ts';
import { absent, sampleFile, unpack } from '../tests/fixtures/sample-data.ts';
import { waitUntilOnDisk } from './support/on-disk.ts';

const SAMPLE = 'uci_online_retail.csv.gz';
const NOTHING: Figures = { ms: 0, cpu_ms: 0, memory_mb: 0 };
const quiet = { info() {}, warn() {}, error: console.error };

interface Figures {
  ms: number;
  /** Processor time of all threads: comparable on a busy machine, too. */
  cpu_ms: number;
  /** Highest resident memory above the start, MB. */
  memory_mb: number;
  [more: string]: number;
}

/** The least one can do: arrays from papaparse, four tables, five indexes, one transaction. */
async function bareLoop(csv: string, folder: string): Promise<Figures> {
  const memory = watchMemory();
  const started = performance.now();
  const cpu = process.cpuUsage();
  const db = new Sqlite(join(folder, 'bare.sqlite'));
  db.pragma('journal_mode = WAL');
  db.exec(`
    CREATE TABLE customer (id INTEGER PRIMARY KEY, code TEXT UNIQUE) STRICT;
    CREATE TABLE product (id INTEGER PRIMARY KEY, sku TEXT UNIQUE, name TEXT) STRICT;
    CREATE TABLE sale (id INTEGER PRIMARY KEY, number TEXT UNIQUE, sold_at INTEGER, business_date TEXT, customer_id INTEGER) STRICT;
    CREATE TABLE sale_line (id INTEGER PRIMARY KEY, sale_id INTEGER, product_id INTEGER, quantity INTEGER, amount_minor INTEGER) STRICT;
  `);
  const addCustomer = db.prepare('INSERT INTO customer (code) VALUES (?)');
  const addProduct = db.prepare('INSERT INTO product (sku, name) VALUES (?, ?)');
  const addSale = db.prepare(
    'INSERT INTO sale (number, sold_at, business_date, customer_id) VALUES (?, ?, ?, ?)',
  );
  const addLine = db.prepare(
    'INSERT INTO sale_line (sale_id, product_id, quantity, amount_minor) VALUES (?, ?, ?, ?)',
  );
  const ids = { customer: new Map<string, number>(), product: new Map<string, number>() };
  const sales = new Map<string, number>();
  const { data } = Papa.parse<string[]>(readFileSync(csv, 'utf8'), { skipEmptyLines: true });
  db.transaction(() => {
    for (const [
      number = '',
      sku = '',
      name = '',
      quantity = '',
      date = '',
      price = '',
      code = '',
    ] of data.slice(1)) {
      let customer = ids.customer.get(code);
      if (customer === undefined && code !== '') {
        customer = Number(addCustomer.run(code).lastInsertRowid);
        ids.customer.set(code, customer);
      }
      let product = ids.product.get(sku);
      if (product === undefined) {
        product = Number(addProduct.run(sku, name).lastInsertRowid);
        ids.product.set(sku, product);
      }
      let sale = sales.get(number);
      if (sale === undefined) {
        sale = Number(
          addSale.run(number, Date.parse(`${date}Z`), date.slice(0, 10), customer ?? null)
            .lastInsertRowid,
        );
        sales.set(number, sale);
      }
      addLine.run(
        sale,
        product,
        Number(quantity),
        Math.round(Number(quantity) * Number(price) * 100),
      );
    }
    // With the two UNIQUE columns of names, five indexes besides the tickets' own.
    db.exec(`
      CREATE INDEX sale_date ON sale (business_date);
      CREATE INDEX sale_customer ON sale (customer_id);
      CREATE INDEX line_sale ON sale_line (sale_id);
      CREATE INDEX line_product ON sale_line (product_id);
      CREATE INDEX line_product_sale ON sale_line (product_id, sale_id);
    `);
  })();
  db.close();
  return { ms: performance.now() - started, cpu_ms: cpuSince(cpu), memory_mb: memory.peak() };
}

/** The whole way: received, read, checked, staged, copied with rollups, announced. */
async function fullImport(csv: string, folder: string): Promise<Figures> {
  const core = createCore({ dataDir: folder, clock: () => Date.now(), log: quiet });
  const api = createRouterClient(core.router, { context: { actor: OWNER, source: 'window' } });
  await api.settings.update({ currency: 'GBP', time_zone: 'Europe/London' });
  const memory = watchMemory();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const phases: Record<string, number> = {};
  const started = performance.now();
  const cpu = process.cpuUsage();
  core.services.imports.progress.subscribe(({ status }) => {
    phases[status] ??= performance.now() - started;
  });
  delay.enable();
  const posted: number[] = [];
  const till = setInterval(() => {
    const from = performance.now();
    api.sales
      .create({ product_name: 'Posted meanwhile', amount: 1 })
      .then(() => posted.push(performance.now() - from), console.error);
  }, 250);
  const result = await api.data.uploadSalesCsv({
    file: new File([await openAsBlob(csv)], basename(csv)),
  });
  const ms = performance.now() - started;
  clearInterval(till);
  delay.disable();
  const figures: Figures = {
    ms,
    cpu_ms: cpuSince(cpu),
    memory_mb: memory.peak(),
    rows: result.processed_count,
    received_ms: phases.reading ?? 0,
    read_ms: (phases.writing ?? ms) - (phases.reading ?? 0),
    written_ms: (phases.done ?? ms) - (phases.writing ?? 0),
    longest_block_ms: delay.max / 1e6,
    block_p99_ms: delay.percentile(99) / 1e6,
    posted_sales: posted.length,
    posted_worst_ms: Math.max(0, ...posted),
  };
  const importId = result.import_id ?? 0;
  const undoStarted = performance.now();
  const undoDelay = monitorEventLoopDelay({ resolution: 1 });
  undoDelay.enable();
  await api.imports.undo({ id: importId });
  await core.services.imports.finished(importId);
  figures.undo_ms = performance.now() - undoStarted;
  figures.undo_longest_block_ms = undoDelay.max / 1e6;
  const { clean } = core.kpis.verify();
  if (!clean) throw new Error('the figures do not add up after the undo');
  await core.close();
  return figures;
}

function cpuSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function watchMemory(): { peak(): number } {
  const atStart = process.memoryUsage().rss;
  let highest = atStart;
  const look = () => {
    highest = Math.max(highest, process.memoryUsage().rss);
  };
  const timer = setInterval(look, 20);
  timer.unref();
  return {
    peak() {
      look();
      clearInterval(timer);
      // The system knows the true peak, also of what happened between two looks.
      const peak = Math.max(highest, process.resourceUsage().maxRSS * 1024);
      return (peak - atStart) / 1_048_576;
    },
  };
}

async function unpackedSample(folder: string): Promise<string> {
  const packed = sampleFile(SAMPLE);
  if (packed === undefined) throw new Error(absent(SAMPLE));
  const csv = join(folder, 'sample.csv');
  await unpack(packed, csv);
  return csv;
}

/**
 * Each measurement in a process of its own, so that none inherits the other's memory. Node keeps what
 * it makes of the sources: the packaged program has no types that each thread would strip first.
 */
function inOwnProcess(kind: 'bare' | 'full', csv: string): Figures {
  const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), kind, csv], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  const figures: Figures = JSON.parse(output.trim().split('\n').at(-1) ?? '');
  return figures;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function rounded(figures: Figures): Record<string, number> {
  return Object.fromEntries(
    Object.entries(figures).map(([key, value]) => [key, Math.round(value)]),
  );
}

/** The sample over and over, each time with other invoice numbers, to as many lines as asked. */
function lengthened(sample: string, target: string, lines: number): void {
  const [header = '', ...rows] = readFileSync(sample, 'utf8').trimEnd().split('\n');
  writeFileSync(target, `${header}\n`);
  for (let written = 0, round = 0; written < lines; round++) {
    const part = rows.slice(0, lines - written);
    // A refund keeps its C in front.
    const text = part.map((row) =>
      row.startsWith('C') ? `C${round}-${row.slice(1)}` : `${round}-${row}`,
    );
    appendFileSync(target, `${text.join('\n')}\n`);
    written += part.length;
  }
}

const LONG_LINES = 5_000_000;

const [first, second] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'tillwise-bench-'));
const compiled = join(folder, 'compiled');
try {
  if ((first === 'bare' || first === 'full') && second) {
    const figures = await (first === 'bare' ? bareLoop : fullImport)(second, folder);
    console.log(JSON.stringify(figures));
  } else if (first === 'long') {
    const sample = await unpackedSample(folder);
    const long = join(folder, 'long.csv');
    lengthened(sample, long, LONG_LINES);
    waitUntilOnDisk(long);
    const short = inOwnProcess('full', sample);
    const much = inOwnProcess('full', long);
    console.log('import of the sample', rounded(short));
    console.log('import of 5 million ', rounded(much));
    const rate = (figures: Figures) => (figures.rows ?? 0) / figures.ms;
    console.log(
      `rate of the long file ÷ rate of the sample: ${(rate(much) / rate(short)).toFixed(2)}`,
    );
  } else {
    const csv = first ?? (await unpackedSample(folder));
    const rounds = Number(second ?? 3);
    const bare: Figures[] = [];
    const full: Figures[] = [];
    for (let round = 0; round < rounds; round++) {
      bare.push(inOwnProcess('bare', csv));
      full.push(inOwnProcess('full', csv));
      console.log('bare loop', rounded(bare.at(-1) ?? NOTHING));
      console.log('import   ', rounded(full.at(-1) ?? NOTHING));
    }
    const ratio = (figure: 'ms' | 'cpu_ms') =>
      (median(full.map((one) => one[figure])) / median(bare.map((one) => one[figure]))).toFixed(2);
    console.log(
      `import ÷ bare loop, median of ${rounds}: time ${ratio('ms')}, processor ${ratio('cpu_ms')}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
