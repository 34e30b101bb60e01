/** What a till and an upload are told when the disk is full, and that both can be sent again. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpShop, openHttpShop } from '../support/http-shop.ts';
import { canMount, type SmallDisk, smallDisk } from '../support/small-disk.ts';

const MOST_BATCHES = 200;

describe.skipIf(!canMount)(
  canMount ? 'a full disk' : 'skipped: only root on Linux may mount a disk to fill',
  () => {
    let disk: SmallDisk;
    let shop: HttpShop;
    const filler = () => join(disk.folder, 'filler');
    beforeEach(async () => {
      disk = smallDisk(40);
      shop = await openHttpShop({ dataDir: join(disk.folder, 'data') });
    });
    afterEach(async () => {
      await shop.close();
      disk.remove();
    });

    const fill = () => {
      const file = openSync(filler(), 'w');
      try {
        for (;;) writeSync(file, Buffer.alloc(64 * 1024));
      } catch {
        // As meant: nothing more fits.
      } finally {
        closeSync(file);
      }
    };
    const batch = (number: number) =>
      shop.ask('/api/v1/sales/batch', {
        method: 'POST',
        headers: { 'idempotency-key': `batch-${number}` },
        json: {
          sales: Array.from({ length: 50 }, (_, index) => ({
            external_id: `${number}-${index}`,
            product_name: 'Tea',
            amount: 2,
            note: 'long '.repeat(100),
          })),
        },
      });
    const upload = () => {
      const boundary = 'part';
      const rows = '2026-05-04,Tea,2.00\n'.repeat(20_000);
      return shop.ask('/api/v1/data/upload-sales-csv', {
        method: 'POST',
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
        body: `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="till.csv"\r\n\r\ndate,product_name,amount\n${rows}\r\n--${boundary}--\r\n`,
      });
    };

    it('is told to all alike, and what was refused is stored once there is room', async () => {
      fill();
      let number = 0;
      let answer = await batch(number);
      while (answer.status === 200 && number < MOST_BATCHES) answer = await batch(++number);
      const full = {
        status: 503,
        type: 'urn:tillwise:problem:not-available',
        detail: expect.stringMatching(/^The disk is full, so nothing was (saved|imported)\./),
      };
      expect(answer.json).toMatchObject(full);
      expect((await upload()).json).toMatchObject(full);
      expect((await shop.ask('/api/v1/sales?limit=1')).headers['x-total-count']).toBe(
        String(number * 50),
      );
      rmSync(filler());
      for (let again = 0; again <= number; again++) expect((await batch(again)).status).toBe(200);
      expect((await shop.ask('/api/v1/sales?limit=1')).headers['x-total-count']).toBe(
        String((number + 1) * 50),
      );
      expect(shop.core.kpis.verify().differences).toEqual([]);
    });
  },
);
