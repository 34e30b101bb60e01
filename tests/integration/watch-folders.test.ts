import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { openTestCore, refusal, type TestCore } from '../support/test-core.ts';

/** Tests say themselves when to look. */
const NEVER = { pollMs: 3_600_000, settleMs: 0 };
const HEADER = 'When,What,Paid';

let shop: TestCore;
let folder: string;
let id: number;
let mappingId: number;

beforeEach(async () => {
  shop = await openTestCore({ watchTiming: NEVER });
  folder = join(tempFolder(), 'till');
  mkdirSync(folder);
  const mapping = await shop.client.mappings.create({
    name: 'Corner till',
    kind: 'sales',
    headers: HEADER.split(','),
    mapping: {
      columns: { date: 'When', product_name: 'What', amount: 'Paid' },
      date_order: 'dmy',
      decimal: '.',
      refund_rule: 'negative_amount',
    },
  });
  mappingId = mapping.id;
  id = (await shop.client.watchFolders.create({ folder, mapping_id: mapping.id })).id;
});
afterEach(() => shop.close());

const look = () => shop.core.services.folderWatch.look();
const drop = (name: string, ...rows: string[]) =>
  writeFileSync(join(folder, name), `${[HEADER, ...rows].join('\n')}\n`);
const lying = (tray = '.') => {
  const path = join(folder, tray);
  return existsSync(path) ? readdirSync(path).sort() : [];
};
const soldProducts = async () =>
  (await shop.client.sales.list({ sort: 'date' })).body.map((sale) => sale.product_name).sort();

describe('a file in a watched folder', () => {
  it('is imported with the mapping, moved to done, and reported', async () => {
    const notices: string[] = [];
    const feed = shop.core.live.follow();
    drop('monday.csv', '03/04/2026,Tea,2.50', '03/04/2026,Cake,4');
    await look();
    expect(await soldProducts()).toEqual(['Cake', 'Tea']);
    expect(lying()).toEqual(['done']);
    expect(lying('done')).toEqual(['monday.csv']);
    expect((await shop.client.imports.list())[0]).toMatchObject({
      status: 'done',
      source: 'watch',
      actor_name: 'Watched folder',
      file_name: 'monday.csv',
      imported_rows: 2,
    });
    const files = await shop.client.watchFolders.files({ id });
    expect(files).toMatchObject([
      { file_name: 'monday.csv', outcome: 'imported', message: 'monday.csv: 2 rows imported.' },
    ]);
    const [event] = (await shop.client.events.list({ limit: 1 })).body;
    expect(event).toMatchObject({
      type: 'watch_folder.file_imported',
      summary: 'monday.csv: 2 rows imported.',
      source: 'watch',
    });
    while (notices.length === 0) {
      const { value } = await feed.next();
      if (value?.kind === 'notice') notices.push(value.text);
    }
    expect(notices).toEqual(['monday.csv: 2 rows imported.']);
    await feed.return?.();
  });

  it('that cannot be read lies in failed, with the reasons beside it', async () => {
    writeFileSync(join(folder, 'other.csv'), 'a,b\n1,2\n');
    drop('bad.csv', 'yesterday,Tea,2.50');
    await look();
    expect(lying('failed')).toEqual(['bad.csv', 'bad.csv.txt', 'other.csv', 'other.csv.txt']);
    const reasons = (name: string) => readFileSync(join(folder, 'failed', name), 'utf8');
    expect(reasons('other.csv.txt')).toContain('no column "When"');
    expect(reasons('bad.csv.txt')).toContain('Row 2, When (yesterday):');
    expect(await soldProducts()).toEqual([]);
    const outcomes = (await shop.client.watchFolders.files({ id })).map((file) => file.outcome);
    expect(outcomes).toEqual(['failed', 'failed']);
  });

  it('with some bad rows is done, and says which they are', async () => {
    drop('mixed.csv', '03/04/2026,Tea,2.50', '03/04/2026,Cake,much');
    await look();
    expect(await soldProducts()).toEqual(['Tea']);
    expect(lying('done')).toEqual(['mixed.csv', 'mixed.csv.txt']);
    expect(readFileSync(join(folder, 'done', 'mixed.csv.txt'), 'utf8')).toMatch(
      /^mixed\.csv: 1 row imported, 1 row could not be read\.\n\nRow 3, Paid \(much\): /,
    );
  });

  it('that brings nothing new says so, also beside a bad row', async () => {
    drop('monday.csv', '03/04/2026,Tea,2.50', '03/04/2026,Cake,4');
    await look();
    drop('again.csv', '03/04/2026,Cake,4', '03/04/2026,Tea,2.50');
    await look();
    drop('mixed.csv', '03/04/2026,Tea,2.50', '03/04/2026,Pie,much');
    await look();
    const [mixed, again] = await shop.client.watchFolders.files({ id });
    expect(again).toMatchObject({
      outcome: 'imported',
      message: 'again.csv: nothing new, 2 rows were there already.',
    });
    expect(mixed).toMatchObject({
      outcome: 'imported',
      message: 'mixed.csv: nothing new, 1 row could not be read, 1 row was there already.',
    });
    expect(lying('done')).toEqual(['again.csv', 'mixed.csv', 'mixed.csv.txt', 'monday.csv']);
  });

  it('whose other rows are left out on purpose was read, also beside a bad row', async () => {
    const { mapping } = await shop.client.mappings.get({ id: mappingId });
    const skip = [{ column: 'What', is: ['Deposit'], because: 'Money that came in.' }];
    await shop.client.mappings.update({ id: mappingId, mapping: { ...mapping, skip } });
    drop('bank.csv', '03/04/2026,Deposit,50', '03/04/2026,Deposit,70', '03/04/2026,Pie,much');
    drop('income.csv', '03/04/2026,Deposit,50');
    await look();
    const files = await shop.client.watchFolders.files({ id });
    expect(files.map(({ outcome, message }) => [outcome, message]).sort()).toEqual([
      [
        'imported',
        'bank.csv: nothing new, 1 row could not be read, 2 rows are left out on purpose.',
      ],
      ['imported', 'income.csv: nothing new, 1 row is left out on purpose.'],
    ]);
    expect(lying('done')).toEqual(['bank.csv', 'bank.csv.txt', 'income.csv']);
  });

  it('that was taken before is told of, rather than vanishing', async () => {
    drop('monday.csv', '03/04/2026,Tea,2.50');
    await look();
    const feed = shop.core.live.follow();
    drop('copy.csv', '03/04/2026,Tea,2.50');
    await look();
    for await (const message of feed) {
      if (message.kind !== 'notice') continue;
      expect(message.text).toBe(
        'copy.csv is the same file as monday.csv: nothing was imported again.',
      );
      break;
    }
  });

  it('is never imported twice, under another name either', async () => {
    drop('monday.csv', '03/04/2026,Tea,2.50');
    await look();
    drop('monday.csv', '03/04/2026,Tea,2.50');
    drop('copy.csv', '03/04/2026,Tea,2.50');
    await look();
    expect(await shop.client.imports.list()).toHaveLength(1);
    expect(lying('done')).toEqual([
      'copy.csv',
      'copy.csv.txt',
      'monday (2).csv',
      'monday (2).csv.txt',
      'monday.csv',
    ]);
    expect(readFileSync(join(folder, 'done', 'copy.csv.txt'), 'utf8')).toContain('2026-05-05');
  });

  it('is imported once more when it is put there after its import was undone', async () => {
    const undo = async (batch: number) => {
      await shop.client.imports.undo({ id: batch });
      await shop.core.services.imports.finished(batch);
    };
    drop('monday.csv', '03/04/2026,Tea,2.50');
    await look();
    const [first] = await shop.client.imports.list();
    // Files bear the time of the computer.
    shop.time.now = Date.now() - 60_000;
    await undo(first?.id ?? 0);
    expect(await soldProducts()).toEqual([]);
    drop('monday.csv', '03/04/2026,Tea,2.50');
    await look();
    expect(await soldProducts()).toEqual(['Tea']);
    expect(await shop.client.imports.list()).toHaveLength(2);

    // One that lay there before the undo does not come back by itself.
    writeFileSync(join(folder, 'lies.csv'), `${HEADER}\n03/04/2026,Tea,2.50\n`);
    const [second] = await shop.client.imports.list();
    shop.time.now = Date.now() + 60_000;
    await undo(second?.id ?? 0);
    await look();
    expect(await soldProducts()).toEqual([]);
    expect(await shop.client.imports.list()).toHaveLength(2);
  });

  it('that failed is tried again when it is put there once more', async () => {
    // Files bear the time of the computer.
    shop.time.now = Date.now() - 60_000;
    const { mappings } = shop.client;
    const { mapping, headers } = await mappings.get({ id: mappingId });
    const wrong = { ...mapping, columns: { ...mapping.columns, amount: 'Total' } };
    await mappings.update({ id: mappingId, headers: [...headers, 'Total'], mapping: wrong });
    drop('monday.csv', '03/04/2026,Tea,2.50');
    await look();
    expect(lying('failed')).toEqual(['monday.csv', 'monday.csv.txt']);
    await mappings.update({ id: mappingId, mapping });
    renameSync(join(folder, 'failed', 'monday.csv'), join(folder, 'monday.csv'));
    await look();
    expect(await soldProducts()).toEqual(['Tea']);
    expect(lying()).toEqual(['done', 'failed']);
    const outcomes = (await shop.client.watchFolders.files({ id })).map((file) => file.outcome);
    expect(outcomes).toEqual(['imported', 'failed']);
  });

  it('that failed and could not be moved is not tried again by itself, and said to be out', async () => {
    shop.time.now = Date.now() + 60_000;
    // Where the folder "failed" would have to be.
    writeFileSync(join(folder, 'failed'), '');
    drop('bad.csv', 'yesterday,Tea,2.50');
    await look();
    await look();
    expect(lying()).toEqual(['bad.csv', 'failed']);
    await shop.core.close();
    shop = await openTestCore({ dataDir: shop.dataDir, watchTiming: NEVER });
    rmSync(join(folder, 'failed'));
    const feed = shop.core.live.follow();
    await look();
    expect(lying('failed')).toEqual(['bad.csv', 'bad.csv.txt']);
    expect(await shop.client.watchFolders.files({ id })).toHaveLength(1);
    for await (const message of feed) {
      if (message.kind !== 'notice' || !message.text.includes('bad.csv')) continue;
      expect(message.text).toBe(
        'bad.csv was not imported: none of its rows could be read. Put it into the folder once more to try again.',
      );
      break;
    }
    expect(readFileSync(join(folder, 'failed', 'bad.csv.txt'), 'utf8')).toMatch(
      /^bad\.csv was not imported: none of its rows could be read\./,
    );
  });

  it('that cannot be moved stays, and is not imported again, after a new start either', async () => {
    // Where the folder "done" would have to be.
    writeFileSync(join(folder, 'done'), '');
    drop('monday.csv', '03/04/2026,Tea,2.50');
    await look();
    await look();
    expect(lying()).toEqual(['done', 'monday.csv']);
    expect((await shop.client.watchFolders.get({ id })).problem).toContain('could not be moved');
    expect(await shop.client.imports.list()).toHaveLength(1);
    await shop.core.close();
    shop = await openTestCore({ dataDir: shop.dataDir, watchTiming: NEVER });
    await look();
    expect(await shop.client.imports.list()).toHaveLength(1);
    expect(await soldProducts()).toEqual(['Tea']);
    rmSync(join(folder, 'done'));
    await shop.core.close();
    shop = await openTestCore({ dataDir: shop.dataDir, watchTiming: NEVER });
    await look();
    expect(lying('done')).toContain('monday.csv');
    expect(await soldProducts()).toEqual(['Tea']);
  });

  it.each(['reading', 'writing'])(
    'whose import a quit stopped while %s is stored once in the end',
    async (phase) => {
      const rows = Array.from({ length: 20_000 }, (_, at) => `03/04/2026,Tea ${at % 90},2.50`);
      drop('large.csv', ...rows);
      const looking = look();
      const reached = async () => (await shop.client.imports.list())[0]?.status;
      await expect.poll(reached, { interval: 5, timeout: 20_000 }).toBe(phase);
      await shop.core.close();
      await looking;
      shop = await openTestCore({ dataDir: shop.dataDir, watchTiming: { ...NEVER, pollMs: 50 } });
      const [left] = await shop.client.imports.list();
      if (left?.status === 'interrupted') {
        await look();
        expect(lying()).toEqual(['large.csv']);
        await shop.client.imports.resume({ id: left.id });
        await shop.core.services.imports.finished(left.id);
      }
      const tray = async () => {
        await look();
        return lying();
      };
      await expect.poll(tray, { timeout: 20_000 }).toEqual(['done']);
      const stored = (await shop.client.imports.list()).filter(({ status }) => status === 'done');
      expect(stored).toMatchObject([{ imported_rows: 20_000 }]);
    },
    60_000,
  );

  it('is left alone while it grows, and so is what is no table', async () => {
    await shop.core.close();
    shop = await openTestCore({
      dataDir: shop.dataDir,
      watchTiming: { pollMs: 3_600_000, settleMs: 300 },
    });
    drop('growing.csv', '03/04/2026,Tea,2.50');
    writeFileSync(join(folder, 'photo.png'), 'x');
    writeFileSync(join(folder, '.hidden.csv'), 'x');
    await look();
    appendFileSync(join(folder, 'growing.csv'), '03/04/2026,Cake,4\n');
    await look();
    expect(lying()).toEqual(['.hidden.csv', 'growing.csv', 'photo.png']);
    await rest(350);
    await look();
    expect(await soldProducts()).toEqual(['Cake', 'Tea']);
    expect(lying()).toEqual(['.hidden.csv', 'done', 'photo.png']);
  });

  it('is found by itself', async () => {
    await shop.core.close();
    shop = await openTestCore({ dataDir: shop.dataDir, watchTiming: { pollMs: 50, settleMs: 60 } });
    drop('monday.csv', '03/04/2026,Tea,2.50');
    await expect.poll(() => lying('done'), { timeout: 15_000 }).toEqual(['monday.csv']);
    expect(await soldProducts()).toEqual(['Tea']);
  });
});

describe('a watched folder', () => {
  it('that vanishes is said so, and watched again when it is back', async () => {
    renameSync(folder, `${folder}-away`);
    await look();
    expect((await shop.client.watchFolders.get({ id })).problem).toContain('is not there');
    renameSync(`${folder}-away`, folder);
    drop('monday.csv', '03/04/2026,Tea,2.50');
    await look();
    expect((await shop.client.watchFolders.get({ id })).problem).toBeNull();
    expect(await soldProducts()).toEqual(['Tea']);
  });

  it('is watched on after a look that failed', async () => {
    await shop.core.close();
    shop = await openTestCore({ dataDir: shop.dataDir, watchTiming: { pollMs: 50, settleMs: 0 } });
    const { sqlite } = shop.core.database;
    sqlite.exec('ALTER TABLE watch_folder RENAME TO out_of_reach');
    const failures = () =>
      shop.log.filter(({ message }) => message.includes('looking into')).length;
    await expect.poll(failures).toBeGreaterThan(0);
    drop('monday.csv', '03/04/2026,Tea,2.50');
    const before = failures();
    await expect.poll(failures).toBeGreaterThan(before);
    await rest(300);
    sqlite.exec('ALTER TABLE out_of_reach RENAME TO watch_folder');
    await expect.poll(() => lying('done'), { timeout: 5_000 }).toEqual(['monday.csv']);
  });

  it('whose mapping was deleted says so and imports nothing', async () => {
    await shop.client.mappings.remove({ id: mappingId });
    drop('monday.csv', '03/04/2026,Tea,2.50');
    await look();
    expect(await shop.client.watchFolders.list()).toMatchObject([
      { mapping: 'Corner till', problem: expect.stringContaining('mapping') },
    ]);
    expect(lying()).toEqual(['monday.csv']);
  });

  it('that is turned off or removed is left alone until it is back', async () => {
    const { watchFolders } = shop.client;
    await watchFolders.update({ id, active: false });
    drop('monday.csv', '03/04/2026,Tea,2.50');
    await look();
    await watchFolders.remove({ id });
    await look();
    expect(lying()).toEqual(['monday.csv']);
    await watchFolders.restore({ id });
    await watchFolders.update({ id, active: true });
    await look();
    expect(lying('done')).toEqual(['monday.csv']);
  });

  it('is a folder of its own that can be read', async () => {
    const { watchFolders } = shop.client;
    const create = (path: string) =>
      refusal(watchFolders.create({ folder: path, mapping_id: mappingId }));
    expect(await create('till')).toMatchObject({ status: 422, fields: ['folder'] });
    expect((await create(join(folder, 'nowhere'))).message).toContain('is not there');
    writeFileSync(join(folder, 'file'), '');
    expect((await create(join(folder, 'file'))).message).toContain('is a file');
    expect((await create(join(shop.dataDir, 'uploads'))).message).toContain('its own data');
    expect(await create(join(folder, '..', 'till'))).toMatchObject({ status: 409 });
    const other = tempFolder();
    expect(await refusal(watchFolders.create({ folder: other, mapping_id: 99 }))).toMatchObject({
      status: 404,
    });
  });
});
