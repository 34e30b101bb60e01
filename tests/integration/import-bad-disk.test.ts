import { appendFileSync, openAsBlob, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CheckMessage } from '../../src/shared/schemas/import-check.ts';
import { asBytes, uploadBytes } from '../support/import-file.ts';
import { canMount, type SmallDisk, smallDisk } from '../support/small-disk.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

// What is right does not depend on how fast the machine is.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const HEADER = 'date,product_name,amount\n';

async function lastOf(messages: AsyncIterable<CheckMessage>): Promise<CheckMessage> {
  let last: CheckMessage | undefined;
  for await (const message of messages) last = message;
  if (!last) throw new Error('the check ended without a word');
  return last;
}

describe.skipIf(!canMount)(
  canMount ? 'a disk' : 'skipped: only root on Linux may mount a disk to fill',
  () => {
    let disk: SmallDisk;
    let shop: TestCore;
    const filler = () => join(disk.folder, 'filler');
    const uploads = () => join(shop.dataDir, 'uploads');
    beforeEach(async () => {
      disk = smallDisk(60);
      shop = await openTestCore({
        settings: { currency: 'EUR' },
        dataDir: join(disk.folder, 'data'),
      });
    });
    afterEach(async () => {
      await shop.close();
      disk.remove();
    });

    const looked = async (text: string) => {
      const blob = new Blob([text]);
      const { upload_id } = await shop.client.imports.openUpload({
        file_name: 'till.csv',
        file_bytes: blob.size,
      });
      await shop.client.imports.appendUpload({ upload_id, offset: 0, piece: blob });
      const { kind, mapping } = await shop.client.imports.preview({ upload_id });
      return { upload_id, kind, mapping };
    };
    /** Takes a few bytes in the file, and far more once it is staged. */
    const crowded = () =>
      HEADER + Array.from({ length: 400_000 }, (_, at) => `2026-01-02,P${at},1\n`).join('');

    test('that fills up while a file is checked: a sentence, nothing written, and it works with room', async () => {
      const before = shop.contents();
      const order = await looked(crowded());
      const refused = await lastOf(await shop.client.imports.check(order));
      expect(refused).toEqual({
        type: 'refused',
        reason: 'The disk is full. Free some space and import the file again.',
      });
      expect(shop.contents()).toEqual(before);
      expect(readdirSync(uploads())).toEqual([`${order.upload_id}.csv`]);
      await shop.client.imports.discardUpload({ upload_id: order.upload_id });
      const small = await looked(`${HEADER}2026-01-02,Tea,1\n`);
      expect(await lastOf(await shop.client.imports.check(small))).toMatchObject({ type: 'done' });
    });

    test('that is nearly full takes no file, and says how much is needed', async () => {
      writeFileSync(filler(), Buffer.alloc(45 * 1024 * 1024));
      const refused = await refusal(
        shop.client.imports.openUpload({ file_name: 'till.csv', file_bytes: 1000 }),
      );
      expect(refused.message).toMatch(/needs about 20 MB, \d+ MB are free/);
      rmSync(filler());
      await looked(`${HEADER}2026-01-02,Tea,1\n`);
    });

    test('that may not be written says so when a file is sent and when it is checked', async () => {
      const order = await looked(`${HEADER}2026-01-02,Tea,1\n`);
      disk.lock(uploads());
      try {
        const sent = await refusal(
          shop.client.imports.openUpload({ file_name: 'till.csv', file_bytes: 1000 }),
        );
        expect(sent.message).toMatch(/data folder cannot be written/);
        expect(await lastOf(await shop.client.imports.check(order))).toMatchObject({
          type: 'refused',
          reason: expect.stringMatching(/data folder cannot be written/),
        });
      } finally {
        disk.unlock(uploads());
      }
    });
  },
);

describe('a file that is not the same while it is read', () => {
  let shop: TestCore;
  beforeEach(async () => {
    shop = await openTestCore({ settings: { currency: 'EUR' } });
  });
  afterEach(() => shop.close());

  test('that changes is refused with a sentence, and nothing of it stays', async () => {
    const path = join(tempFolder(), 'growing.csv');
    writeFileSync(path, `${HEADER}2026-01-02,Tea,3.00\n`);
    const file = new File([await openAsBlob(path)], 'growing.csv');
    appendFileSync(path, '2026-01-03,Tea,3.00\n');
    const refused = await refusal(shop.client.data.uploadSalesCsv({ file }));
    expect(refused.message).toBe(
      'The file changed or vanished while it was read. Wait until it is complete, and send it again.',
    );
    expect(await shop.client.imports.list()).toEqual([]);
    expect(readdirSync(join(shop.dataDir, 'uploads'))).toEqual([]);
  });

  test('that vanishes from under a check is told in words', async () => {
    const upload_id = await uploadBytes(shop, asBytes(`${HEADER}2026-01-02,Tea,3.00\n`));
    const { kind, mapping } = await shop.client.imports.preview({ upload_id });
    const messages = await shop.client.imports.check({ upload_id, kind, mapping });
    rmSync(join(shop.dataDir, 'uploads', `${upload_id}.csv`));
    expect(await lastOf(messages)).toMatchObject({
      type: 'refused',
      reason: expect.stringContaining('vanished while it was read'),
    });
  });
});
