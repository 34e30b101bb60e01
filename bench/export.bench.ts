/**
 * How long an export of 541,909 order lines takes beside a bare loop over the same rows in the same run,
 * how long the main thread is away, and whether the file comes back byte for byte from another shop.
 * `node bench/export.bench.ts [csv file]`.
 */
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createRouterClient } from '@orpc/server';
import Sqlite from 'better-sqlite3';
import Papa from 'papaparse';
import { OWNER } from '../src/main/core/context.ts';
import { createCore } from '../src/main/core/core.ts';
import { absent, sampleFile, unpack } from '../tests/fixtures/sample-data.ts';

const SAMPLE = 'uci_online_retail.csv.gz';
const ROUNDS = 3;
/** Rows that papaparse joins at once. */
const AT_ONCE = 1000;
const quiet = { info() {}, warn() {}, error: console.error };

function openShop(dataDir: string) {
  const core = createCore({ dataDir, clock: () => Date.now(), log: quiet });
  const api = createRouterClient(core.router, { context: { actor: OWNER, source: 'window' } });
  return { core, api };
}
type Shop = ReturnType<typeof openShop>;

/** The least one can do: every line with its names, as CSV by papaparse. */
function bareLoop(file: string): { ms: number; bytes: number } {
  const started = performance.now();
  const sqlite = new Sqlite(file, { readonly: true });
  const rows = sqlite
    .prepare<[], unknown[]>(
      `SELECT s.business_date, s.number, s.kind, c.code, c.name, p.name, p.sku, l.quantity_milli / 1000.0,
         l.gross_minor / 100.0, l.discount_minor / 100.0, l.tax_minor / 100.0
       FROM sale s JOIN sale_line l ON l.id BETWEEN s.id << 20 AND (s.id << 20) + 1048575
       JOIN product p ON p.id = l.product_id LEFT JOIN customer c ON c.id = s.customer_id`,
    )
    .raw();
  let bytes = 0;
  let waiting: unknown[][] = [];
  const write = () => {
    bytes += Buffer.byteLength(Papa.unparse(waiting));
    waiting = [];
  };
  for (const row of rows.iterate()) {
    waiting.push(row);
    if (waiting.length === AT_ONCE) write();
  }
  write();
  sqlite.close();
  return { ms: performance.now() - started, bytes };
}

async function exported({ api }: Shop) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const started = performance.now();
  let first: number | undefined;
  const pieces: Buffer[] = [];
  delay.enable();
  for await (const piece of await api.export.sales({})) {
    first ??= performance.now() - started;
    pieces.push(Buffer.from(piece));
  }
  const ms = performance.now() - started;
  delay.disable();
  return {
    file: Buffer.concat(pieces),
    ms,
    first_ms: first ?? 0,
    longest_block_ms: delay.max / 1e6,
  };
}

const folder = mkdtempSync(join(tmpdir(), 'tillwise-bench-'));
try {
  let csv = process.argv[2];
  if (csv === undefined) {
    const packed = sampleFile(SAMPLE);
    if (packed === undefined) throw new Error(absent(SAMPLE));
    csv = join(folder, 'sample.csv');
    await unpack(packed, csv);
  }
  const shop = openShop(join(folder, 'shop'));
  await shop.api.settings.update({ currency: 'GBP', time_zone: 'Europe/London' });
  await shop.api.data.uploadSalesCsv({ file: new File([await openAsBlob(csv)], basename(csv)) });
  const ratios: number[] = [];
  let file: Buffer = Buffer.alloc(0);
  for (let round = 0; round < ROUNDS; round++) {
    const bare = bareLoop(shop.core.database.sqlite.name);
    const { file: text, ...figures } = await exported(shop);
    file = text;
    ratios.push(figures.ms / bare.ms);
    console.log('bare loop', Math.round(bare.ms), 'ms,', bare.bytes, 'bytes');
    console.log('export   ', figures, file.length, 'bytes');
  }
  ratios.sort((a, b) => a - b);
  console.log(`export ÷ bare loop, median of ${ROUNDS}: ${ratios[1]?.toFixed(2)}`);

  const copy = openShop(join(folder, 'copy'));
  await copy.api.settings.update({ currency: 'GBP', time_zone: 'Europe/London' });
  const started = performance.now();
  const back = await copy.api.data.uploadSalesCsv({
    file: new File([new Uint8Array(file)], 'sales.csv'),
  });
  const ms = performance.now() - started;
  const again = await exported(copy);
  console.log(
    `imported again: ${back.processed_count} of ${back.total_rows} rows in ${Math.round(ms)} ms; exported again the file is ${again.file.equals(file) ? 'the same' : 'ANOTHER'}`,
  );
  await copy.core.close();
  await shop.core.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
