/** Two threads stage a large file exactly as one does. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { importChoices } from '../../../../shared/schemas/import-check.ts';
import { openDatabase } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { UserError } from '../../errors.ts';
import { ImportThreads, JobStopped } from './import-threads.ts';
import { inspectFile } from './inspect-file.ts';
import type { ReadJob, StageJob } from './jobs.ts';
import { stageFile } from './stage-file-job.ts';
import { stagingLine } from './staging-thread.ts';
import { WORKER_URL } from './worker-url.ts';

vi.setConfig({ testTimeout: 300_000 });

const rules = {
  timeZone: 'Europe/Berlin',
  dayEndHour: 4,
  digits: 2,
  currency: 'EUR',
  today: '2026-05-05',
};
const HEADER =
  'date,time,ticket,product_name,sku,quantity,amount,discount,cost,category,customer_id,customer_name,staff,tender,ticket_tax,shipping';

/** Large enough for two threads, with rows of every fate. */
function longFile(ticketOf: (row: number) => string): string {
  const lines = [HEADER];
  for (let row = 0; lines.length < 75_000; row++) {
    const product = (row * 7919) % 613;
    const name = row % 17 === 0 ? `"Thing ""${product}"",\nboxed"` : `Thing number ${product}`;
    const amount = row % 97 === 0 ? 'oops' : row % 13 === 0 ? '-3.105' : `${row % 50}.25`;
    const date = row % 501 === 0 ? 'never' : `2026-0${1 + (row % 4)}-1${row % 10}`;
    lines.push(
      `${date},0${row % 9}:15,${ticketOf(row)},${name},${row % 5 === 0 ? '' : `S${product}`},${1 + (row % 3)},${amount},${row % 7 === 0 ? '0.10' : ''},${row % 6 === 0 ? '1.00' : ''},${row % 3 === 0 ? 'Food' : ''},${row % 4 === 0 ? `C${row % 40_000}` : ''},,Nora,card,${row % 10 === 0 ? '0.40' : ''},${row % 100 === 0 ? '4.90' : ''}`,
    );
    if (row % 20_000 === 7) lines.push('2026-01-01,01:00,T,"never closed,S1,1,1.00');
  }
  return `${lines.join('\n')}\n`;
}

function setUp(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'tillwise-two-threads-'));
  const threads = new ImportThreads();
  onTestFinished(async () => {
    await threads.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const path = join(folder, 'long.csv');
  writeFileSync(path, text);
  const shopFile = join(folder, 'shop.sqlite');
  const shop = openDatabase({ file: shopFile });
  migrate(shop);
  shop.sqlite.close();
  const { mapping } = inspectFile({ job: 'inspect', path, rules, kind: 'sales' });
  const order = {
    path,
    rules,
    kind: 'sales' as const,
    mapping,
    corrections: [{ row: 99, values: { amount: '5.00' } }],
    excluded_rows: [12, 70_001],
  };
  const prepare = (stagePath: string, signal = new AbortController().signal, onRow = () => {}) =>
    threads.prepare(
      {
        ...order,
        stagePath,
        shopFile,
        isRead: false,
        choices: importChoices.parse({}),
        report: false,
      },
      onRow,
      signal,
    );
  return { folder, order, prepare };
}

/** All that reading a file leaves behind. */
function staged(path: string): Record<string, string> {
  const stage = new Sqlite(path, { readonly: true });
  const tables =
    'problem header bad_row excluded_row category staff product buyer ticket_rows seen_ticket ticket_amounts line summed_ticket ticket_detail ticket_tender given_back refunded_line'.split(
      ' ',
    );
  const contents = tables.map((table) => {
    const rows = stage.prepare<[], unknown[]>(`SELECT * FROM ${table}`).raw().all();
    return [table, rows.map((row) => JSON.stringify(row)).join('\n')];
  });
  stage.close();
  return Object.fromEntries(contents);
}

test.each([
  ['tickets in their order', (row: number) => `T${row >> 2}`],
  ['more tickets than are remembered, in no order', (row: number) => `T${(row * 48_271) % 70_001}`],
  ['a ticket with more lines than any has', (row: number) => (row > 60_000 ? 'T' : `T${row}`)],
])('%s', async (_, ticketOf) => {
  const { folder, order, prepare } = setUp(longFile(ticketOf));
  const [one, two] = [join(folder, 'one.stage'), join(folder, 'two.stage')];
  const counts = stageFile({ ...order, stagePath: one }, () => undefined);
  const { totals } = await prepare(two);
  expect(totals).toMatchObject(counts);
  expect(counts.badRows).toBeGreaterThan(500);
  const alone = staged(one);
  for (const [table, rows] of Object.entries(staged(two)))
    expect(rows === alone[table], table).toBe(true);
});

/** Stages a file of any size with a second thread. */
async function stageWithHelp(job: ReadJob): Promise<ReturnType<typeof stageFile>> {
  const { reader, stager } = stagingLine();
  const workerData: StageJob = { job: 'stage', line: stager, stagePath: job.stagePath };
  const helper = new Worker(WORKER_URL, { workerData, transferList: [stager.port] });
  try {
    return stageFile({ ...job, line: reader }, () => undefined);
  } finally {
    await helper.terminate();
  }
}

interface Expected {
  kind: string;
  shop: { currency: string; time_zone: string };
}

function expectedOf(path: string): Expected {
  return JSON.parse(readFileSync(path.replace('.csv', '.expected.json'), 'utf8'));
}

const FORMATS = join(import.meta.dirname, '../formats');
const fixtures = readdirSync(FORMATS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.csv'))
  .map((name): [string, string] => [basename(name), join(FORMATS, name)])
  .filter(([, path]) => expectedOf(path).kind === 'sales');

test.each(fixtures)('all that %s says gets to the other thread', async (_, path) => {
  const folder = mkdtempSync(join(tmpdir(), 'tillwise-two-threads-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { currency, time_zone: timeZone } = expectedOf(path).shop;
  const shopRules = { ...rules, currency, timeZone };
  const { kind, mapping } = inspectFile({ job: 'inspect', path, rules: shopRules });
  expect(kind).toBe('sales');
  const order = {
    path,
    kind,
    mapping,
    rules: shopRules,
    corrections: [],
    excluded_rows: [],
  };
  const [one, two] = [join(folder, 'one.stage'), join(folder, 'two.stage')];
  const counts = stageFile({ ...order, stagePath: one }, () => undefined);
  expect(await stageWithHelp({ ...order, stagePath: two })).toEqual(counts);
  expect(staged(two)).toEqual(staged(one));
});

test('where the rows cannot be written, the owner hears why', async () => {
  const { folder, prepare } = setUp(longFile((row) => `T${row}`));
  // A folder stands where the file would.
  const refused = await prepare(folder).catch((error) => error);
  expect(refused).toBeInstanceOf(UserError);
  expect(String(refused.message)).toMatch(/data folder cannot be written/);
});

test('it stops when it is told to', async () => {
  const { folder, prepare } = setUp(longFile((row) => `T${row}`));
  const stop = new AbortController();
  const stagePath = join(folder, 'x.stage');
  await expect(prepare(stagePath, stop.signal, () => stop.abort())).rejects.toBeInstanceOf(
    JobStopped,
  );
  rmSync(stagePath, { force: true });
  await expect(prepare(stagePath)).resolves.toMatchObject({ alreadyThereRows: 0 });
});
