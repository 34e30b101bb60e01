/** An upload whose answer got lost is sent again, and imported once. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

let shop: HttpShop;
beforeEach(async () => {
  shop = await openHttpShop();
});
afterEach(() => shop.close());

const FILE =
  'date,product_name,amount\n2026-05-02,Scone,3.50\n2026-05-02,Jam,oops\n2026-05-03,Bun,1\n';

/** Each time with another boundary, as programs choose one at random. */
let forms = 0;
function upload(key: string | null, csv: string, mode?: string) {
  const boundary = `form-${++forms}`;
  return shop.ask(`/api/v1/data/upload-sales-csv${mode ? `?mode=${mode}` : ''}`, {
    method: 'POST',
    body: `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="till.csv"\r\n\r\n${csv}\r\n--${boundary}--\r\n`,
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'idempotency-key': key,
    },
  });
}
const sales = async () => z.array(z.unknown()).parse((await shop.call(200, 'GET', '/sales')).json);

it('gets the first answer again, and another file under its key is refused', async () => {
  const first = await upload('monday', FILE);
  expect(first.json).toMatchObject({ processed_count: 2, total_rows: 3, import_id: 1 });
  const again = await upload('monday', FILE);
  expect(again.json).toEqual(first.json);
  expect(again.headers['idempotent-replayed']).toBe('true');
  expect(await sales()).toHaveLength(2);
  expect((await upload('monday', `${FILE}2026-05-04,Tea,2\n`)).status).toBe(409);
  expect((await upload('monday', FILE, 'strict')).status).toBe(409);
  expect(await sales()).toHaveLength(2);
  expect(shop.waitingUploads()).toEqual([]);
});

it('is one import when both calls come at the same time', async () => {
  const answers = await Promise.all([upload('rush', FILE), upload('rush', FILE)]);
  expect(answers[0]?.json).toEqual(answers[1]?.json);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await sales()).toHaveLength(2);
});

it('may use its key again after it was refused as a whole', async () => {
  expect((await upload('typo', 'when,what\n1,2\n')).status).toBe(422);
  expect((await upload('typo', FILE)).status).toBe(200);
});

it('is taken back once', async () => {
  await upload(null, FILE);
  const undo = () =>
    shop.ask('/api/v1/imports/1/undo', {
      method: 'POST',
      headers: { 'idempotency-key': 'undo-1' },
    });
  const first = await undo();
  expect(first.status).toBe(200);
  await expect.poll(async () => (await sales()).length).toBe(0);
  const again = await undo();
  expect([again.status, again.text]).toEqual([200, first.text]);
});

it('stays out when a person cancelled it, also when its sender tries again', async () => {
  const rows = Array.from({ length: 20_000 }, (_, row) => `2026-05-02,Item ${row % 50},${row + 1}`);
  const long = ['date,product_name,amount', ...rows].join('\n');
  const first = upload('long', long);
  const running = async () => (await shop.client.imports.list())[0]?.id;
  await expect.poll(running, { interval: 1, timeout: 10_000 }).toBe(1);
  await shop.client.imports.cancel({ id: 1 });
  expect((await first).json).toMatchObject({ status: 409 });
  const again = await upload('long', long);
  expect(again.json).toMatchObject({ status: 409, detail: expect.stringContaining('cancelled') });
  expect(await sales()).toEqual([]);
});

it('comes in whole when it is sent again after the disk was full in the middle', async () => {
  const rows = Array.from({ length: 6000 }, (_, row) => `2026-05-02,Item ${row % 50},${row + 1}`);
  const long = ['date,product_name,amount', ...rows, '2026-05-02,Jam,oops'].join('\n');
  const { sqlite } = shop.core.database;
  const pages = Number(sqlite.pragma('page_count', { simple: true }));
  sqlite.pragma(`max_page_count = ${pages + 120}`);
  await upload('full', long);
  const [failed] = await shop.client.imports.list();
  expect(failed).toMatchObject({ id: 1, status: 'failed' });
  expect(failed?.message).toContain('disk is full');
  sqlite.pragma(`max_page_count = ${pages + 100_000}`);
  expect((await upload('full', long)).json).toMatchObject({ processed_count: 6000, import_id: 1 });
  expect((await shop.ask('/api/v1/sales?limit=1')).headers['x-total-count']).toBe('6000');
  expect((await shop.client.imports.errors({ id: 1 })).body).toHaveLength(1);
});
