/** The power goes in the middle of an upload, and its sender sends it again under the same key. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { type HostProcess, startHost } from '../support/host-process.ts';
import { tempFolder } from '../support/temp-folder.ts';

const ROWS = 15_000;
const CSV = [
  'date,product_name,amount',
  ...Array.from({ length: ROWS }, (_, row) => `2026-05-02,Item ${row % 90},${row + 1}.50`),
].join('\n');
const TOTAL = (ROWS * (ROWS + 1)) / 2 + ROWS / 2;

let dataDir: string;
let host: HostProcess;
let token: string;
beforeEach(async () => {
  dataDir = tempFolder();
  host = await startHost(dataDir, { printToken: true });
  token = z.string().parse(host.token);
});
afterEach(() => host.kill());

async function get(path: string): Promise<Response> {
  return fetch(`${host.baseUrl}/api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } });
}

async function upload(signal?: AbortSignal) {
  const form = new FormData();
  form.set('file', new Blob([CSV]), 'may.csv');
  const answer = await fetch(`${host.baseUrl}/api/v1/data/upload-sales-csv`, {
    method: 'POST',
    body: form,
    headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': 'may' },
    ...(signal ? { signal } : {}),
  });
  return {
    status: answer.status,
    body: z.record(z.string(), z.unknown()).parse(await answer.json()),
  };
}

/** What the newest import is doing. */
async function importStatus(): Promise<string | undefined> {
  const imports = z
    .array(z.object({ status: z.string() }))
    .parse(await (await get('/imports')).json());
  return imports[0]?.status;
}

it.each(['reading', 'writing', 'done'])(
  'while it is %s: all of it is there, once',
  async (when) => {
    const first = upload().catch(() => undefined);
    await expect.poll(importStatus, { interval: 1, timeout: 30_000 }).toBe(when);
    await host.kill();
    const lost = await first;
    expect(lost === undefined || when === 'done').toBe(true);

    host = await startHost(dataDir);
    const again = await upload();
    expect(again).toMatchObject({
      status: 200,
      body: { success: true, processed_count: ROWS, total_rows: ROWS, errors: [] },
    });
    const sales = await get('/sales?limit=1');
    expect(sales.headers.get('x-total-count')).toBe(String(ROWS));
    const kpis = await (
      await get('/dashboard/kpis?start_date=2026-05-02&end_date=2026-05-02')
    ).json();
    expect(kpis).toMatchObject({ revenue: TOTAL });
    expect((await upload()).body).toEqual(again.body);
  },
  60_000,
);

it('by the sender, in the middle of its bytes: nothing is there, and then all of it', async () => {
  const gone = new AbortController();
  const first = upload(gone.signal).catch(() => 'gone');
  setTimeout(() => gone.abort(), 5);
  expect(await first).toBe('gone');
  const again = await upload();
  expect(again).toMatchObject({ status: 200, body: { processed_count: ROWS } });
  expect((await get('/sales?limit=1')).headers.get('x-total-count')).toBe(String(ROWS));
});
