import { readdirSync, readlinkSync } from 'node:fs';
import { type ClientRequest, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { uploadFolder } from '../../src/main/http/upload-body.ts';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';

let shop: HttpShop;
beforeAll(async () => {
  shop = await openHttpShop();
});
afterAll(() => shop.close());

const PATH = '/api/v1/data/upload-expenses-csv';
const HEAD =
  '--x\r\nContent-Disposition: form-data; name="file"; filename="../../../etc/passwd"\r\n\r\n';

/** An upload whose bytes the test sends itself. */
function begin(): { call: ClientRequest; status: Promise<number> } {
  const call = request({
    host: '127.0.0.1',
    port: shop.server.port,
    path: PATH,
    method: 'POST',
    agent: false,
    headers: {
      authorization: `Bearer ${shop.token}`,
      'content-type': 'multipart/form-data; boundary=x',
    },
  });
  const status = new Promise<number>((resolve, reject) => {
    call.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on('error', reject);
  });
  status.catch(() => {});
  return { call, status };
}

const part = (head: string, text: string) =>
  `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;
const file = (name: string) =>
  part(`name="file"; filename="${name}"`, 'date,description,amount\n2026-05-03,Power,80\n');
const form = (token: string, ...parts: string[]) => ({
  method: 'POST',
  body: `${parts.join('')}--x--\r\n`,
  headers: {
    authorization: `Bearer ${token}`,
    'content-type': 'multipart/form-data; boundary=x',
  },
});

/** Files of uploads that this process has open, deleted ones too. */
const openUploads = () =>
  readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(uploadFolder(shop.dataDir));
    } catch {
      return false;
    }
  });

describe('an upload', () => {
  it('goes to disk as it comes, and leaves when its sender does', async () => {
    const { call } = begin();
    call.write(`${HEAD}date,description,amount\n`);
    await vi.waitUntil(() => shop.waitingUploads().length === 1);
    // The sender names the file; where it is kept, we do.
    expect(shop.waitingUploads()[0]).toMatch(/^[\w-]{36}$/);
    call.destroy();
    await vi.waitUntil(() => shop.waitingUploads().length === 0);
    expect((await shop.client.imports.list()).length).toBe(0);
  });

  it.runIf(process.platform === 'linux')(
    'that breaks off leaves no file open: its room on the disk would be gone until the next start',
    async () => {
      const { call } = begin();
      call.write(`${HEAD}date,description,amount\n`);
      await vi.waitUntil(() => openUploads().length === 1);
      call.destroy();
      await vi.waitUntil(() => shop.waitingUploads().length === 0);
      expect(openUploads()).toEqual([]);
      // Refused while the file is still coming.
      const { call: refused, status } = begin();
      refused.write(`${part('name="mode"', 'strict')}${part('name="mode"', 'strict')}${HEAD}date`);
      expect(await status).toBe(400);
      refused.destroy();
      await vi.waitUntil(() => shop.waitingUploads().length === 0);
      expect(openUploads()).toEqual([]);
    },
  );

  it('of 100 MB costs the server little memory', async () => {
    const { call, status } = begin();
    const piece = Buffer.from(`${'2026-05-03,Power,80.15 is not an amount\n'.repeat(1600)}`);
    call.write(`${HEAD}date;nothing;that;is;known\n`);
    let peak = 0;
    const before = process.memoryUsage().rss;
    for (let sent = 0; sent < 100 * 1024 * 1024; sent += piece.length) {
      if (!call.write(piece)) await new Promise((resolve) => call.once('drain', resolve));
      peak = Math.max(peak, process.memoryUsage().rss - before);
    }
    // Not ended: this is about taking it in, not about reading it.
    call.destroy();
    await expect(status).rejects.toThrow();
    expect(peak).toBeLessThan(80 * 1024 * 1024);
    await vi.waitUntil(() => shop.waitingUploads().length === 0);
  });

  it('needs its scope before a byte of it is kept', async () => {
    const { token } = await shop.newToken('Reader', ['read', 'write']);
    const problem = await shop.refused(PATH, {
      method: 'POST',
      body: `${HEAD}date\r\n--x--\r\n`,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'multipart/form-data; boundary=x',
      },
    });
    expect(problem).toMatchObject({ status: 403 });
    expect(problem.detail).toContain('"import"');
    expect(shop.waitingUploads()).toEqual([]);
  });

  it('of two files, or with a field twice, is refused: one of them would be dropped', async () => {
    const send = (...parts: string[]) => shop.refused(PATH, form(shop.token, ...parts));
    const another = part('name="other"; filename="other.csv"', 'date\n');
    for (const files of [
      [file('monday.csv'), file('tuesday.csv')],
      [file('monday.csv'), another],
      [another, file('monday.csv')],
    ])
      expect(await send(...files)).toMatchObject({
        status: 400,
        detail: 'The form has two files. Send each file in a call of its own.',
        errors: [{ field: 'file' }],
      });
    const mode = (text: string) => part('name="mode"', text);
    expect(await send(mode('strict'), file('a.csv'), mode('good_rows'))).toMatchObject({
      status: 400,
      errors: [{ field: 'mode' }],
    });
    expect(await shop.client.imports.list()).toEqual([]);
    expect(shop.waitingUploads()).toEqual([]);
  });

  it('of an old client may hold more than the call knows', async () => {
    const { token } = await shop.newToken('Old client', ['basic']);
    const another = part('name="other"; filename="other.csv"', 'date\n');
    const note = part('name="note"', 'x');
    for (const parts of [
      [note, note, file('monday.csv')],
      [file('tuesday.csv'), file('tuesday.csv')],
      [another, file('wednesday.csv'), note, note],
    ])
      expect(await shop.ask(PATH, form(token, ...parts))).toMatchObject({
        status: 200,
        json: { success: true, total_rows: 1 },
      });
    expect(shop.waitingUploads()).toEqual([]);
  });

  it('of a binary file is told in words, and nothing is imported', async () => {
    const before = (await shop.client.expenses.list({})).body;
    const body = Buffer.concat([
      Buffer.from(HEAD),
      Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0, 0, 0]),
      Buffer.alloc(5_000, 0),
      Buffer.from('\r\n--x--\r\n'),
    ]);
    const heard = await shop.ask(PATH, {
      method: 'POST',
      body,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect(heard.status).toBe(422);
    expect(heard.json).toMatchObject({ detail: expect.stringMatching(/CSV/) });
    expect((await shop.client.expenses.list({})).body).toEqual(before);
    expect(shop.waitingUploads()).toEqual([]);
  });
});
