import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Database, openDatabase } from '../../src/main/core/db/connection.ts';
import { type Migration, migrate, shippedMigrations } from '../../src/main/core/db/migrate.ts';
import { UserError } from '../../src/main/core/errors.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { tableContents } from '../support/test-core.ts';

const NOW = Date.parse('2026-05-05T10:00:00Z');

const FIRST: Migration = {
  number: 1,
  name: '0001_initial.sql',
  sql: `CREATE TABLE ticket (id INTEGER PRIMARY KEY, number TEXT NOT NULL) STRICT;
        CREATE TABLE line (id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL REFERENCES ticket(id) ON DELETE CASCADE) STRICT;
        INSERT INTO ticket VALUES (1, 'A'), (2, 'B');
        INSERT INTO line VALUES (1, 1), (2, 1), (3, 2);`,
};
const REBUILD: Migration = {
  number: 2,
  name: '0002_rebuild.sql',
  sql: `CREATE TABLE ticket_new (id INTEGER PRIMARY KEY, number TEXT NOT NULL, note TEXT) STRICT;
        INSERT INTO ticket_new SELECT id, number, NULL FROM ticket;
        DROP TABLE ticket;
        ALTER TABLE ticket_new RENAME TO ticket;`,
};

function open(folder: string): Database {
  const database = openDatabase({ file: join(folder, 'tillwise.sqlite') });
  onTestFinished(() => {
    database.sqlite.close();
  });
  return database;
}

function refusalOf(work: () => unknown): UserError {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('migrations', () => {
  it('bring a new file to the shape of today, once', () => {
    const database = open(tempFolder());
    const names = shippedMigrations().map((migration) => migration.name);
    expect(migrate(database, undefined, NOW)).toEqual(names);
    expect(migrate(database, undefined, NOW)).toEqual([]);
    expect(database.sqlite.prepare('SELECT number, name FROM migration').all()).toEqual(
      names.map((name, index) => ({ number: index + 1, name })),
    );
    expect(database.sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('rebuild a table without taking its children along', () => {
    // Trap 1: foreign keys switched off inside a transaction stay on, and DROP TABLE then deletes
    // the children of a cascading key while reporting success.
    const database = open(tempFolder());
    migrate(database, [FIRST], NOW);
    expect(migrate(database, [FIRST, REBUILD], NOW)).toEqual([REBUILD.name]);
    expect(database.sqlite.prepare('SELECT count(*) AS rows FROM line').get()).toEqual({ rows: 3 });
    expect(database.sqlite.prepare('SELECT * FROM ticket').all()).toHaveLength(2);
    expect(database.sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('skip none, however they are dated', () => {
    // Trap 2: a migration that lands after a later one was applied is skipped by its date. Ours go
    // by number: one that comes in between is told, not skipped.
    const database = open(tempFolder());
    migrate(database, [FIRST, REBUILD], NOW);
    const early: Migration = { number: 2, name: '0002_early.sql', sql: 'CREATE TABLE early (id);' };
    const before = tableContents(database.sqlite);
    refusalOf(() => migrate(database, [FIRST, early, { ...REBUILD, number: 3 }], NOW - 1e9));
    expect(tableContents(database.sqlite)).toEqual(before);
    const third: Migration = {
      number: 3,
      name: '0003_third.sql',
      sql: 'CREATE TABLE third (id INTEGER) STRICT;',
    };
    expect(migrate(database, [FIRST, REBUILD, third], NOW - 1e9)).toEqual([third.name]);
  });

  it('leave everything as it was when rows would lose their parent', () => {
    // Trap 3: with foreign keys off nothing else would notice.
    const database = open(tempFolder());
    migrate(database, [FIRST], NOW);
    const before = tableContents(database.sqlite);
    const bad: Migration = {
      number: 2,
      name: '0002_bad.sql',
      sql: 'DELETE FROM ticket WHERE id = 1;',
    };
    expect(() => migrate(database, [FIRST, bad], NOW)).toThrow('2 rows without their parent');
    expect(tableContents(database.sqlite)).toEqual(before);
    expect(database.sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('leave everything as it was when one fails half way', () => {
    const database = open(tempFolder());
    migrate(database, [FIRST], NOW);
    const before = tableContents(database.sqlite);
    const broken: Migration = {
      number: 2,
      name: '0002_broken.sql',
      sql: "UPDATE ticket SET number = 'X'; CREATE TABLE half (id INTEGER) STRICT; SELECT nonsense();",
    };
    expect(() => migrate(database, [FIRST, broken], NOW)).toThrow('nonsense');
    expect(tableContents(database.sqlite)).toEqual(before);
    // The next version, with the mistake put right, goes on from there.
    expect(migrate(database, [FIRST, REBUILD], NOW)).toEqual([REBUILD.name]);
  });

  it('refuse a file of a newer version in words, and leave it alone', () => {
    const folder = tempFolder();
    const database = open(folder);
    migrate(database, [FIRST, REBUILD], NOW);
    const before = tableContents(database.sqlite);
    const error = refusalOf(() => migrate(database, [FIRST], NOW));
    expect(error.kind).toBe('SERVICE_UNAVAILABLE');
    expect(error.message).toMatch(/newer version of Tillwise.*nothing was changed/);
    expect(tableContents(database.sqlite)).toEqual(before);
    expect(readdirSync(folder)).not.toContain('backups');
  });

  it('refuse a file that another build made', () => {
    const database = open(tempFolder());
    migrate(database, [FIRST], NOW);
    const edited = { ...FIRST, sql: `${FIRST.sql} -- edited` };
    expect(refusalOf(() => migrate(database, [edited, REBUILD], NOW)).message).toContain(
      '0001_initial.sql differs',
    );
  });

  it('know their content whatever its line ends', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, '0001_initial.sql'), FIRST.sql);
    writeFileSync(join(folder, 'notes.txt'), 'no migration');
    const plain = shippedMigrations(folder);
    writeFileSync(join(folder, '0001_initial.sql'), FIRST.sql.replaceAll('\n', '\r\n'));
    expect(shippedMigrations(folder)).toEqual(plain);
    expect(plain).toEqual([FIRST]);
  });

  it('are numbered without a gap', () => {
    const database = open(tempFolder());
    expect(() => migrate(database, [FIRST, { ...REBUILD, number: 3 }], NOW)).toThrow('number 2');
    expect(tableContents(database.sqlite)).toEqual({});
  });

  it('refuse a database of another program', () => {
    const database = open(tempFolder());
    database.sqlite.exec("CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('mine')");
    expect(refusalOf(() => migrate(database, undefined, NOW)).message).toContain('another program');
    expect(tableContents(database.sqlite)).toEqual({ note: [{ text: 'mine' }] });
  });
});

describe('the backup before a migration', () => {
  it('holds what was there, and is made only when something is to be migrated', () => {
    const folder = tempFolder();
    const database = open(folder);
    migrate(database, [FIRST], NOW);
    expect(readdirSync(folder)).not.toContain('backups');
    const before = tableContents(database.sqlite);
    migrate(database, [FIRST, REBUILD], NOW);
    const backups = readdirSync(join(folder, 'backups'));
    expect(backups).toEqual(['before-migration-from-1-2026-05-05T10-00-00.sqlite']);
    migrate(database, [FIRST, REBUILD], NOW + 60_000);
    expect(readdirSync(join(folder, 'backups'))).toEqual(backups);

    const copy = openDatabase({ file: join(folder, 'backups', String(backups[0])) });
    onTestFinished(() => {
      copy.sqlite.close();
    });
    expect(tableContents(copy.sqlite)).toEqual(before);
  });

  it('stops the migration when it cannot be made', () => {
    const folder = tempFolder();
    const database = open(folder);
    migrate(database, [FIRST], NOW);
    const before = tableContents(database.sqlite);
    writeFileSync(join(folder, 'backups'), 'a file where the folder should be');
    expect(() => migrate(database, [FIRST, REBUILD], NOW)).toThrow();
    expect(tableContents(database.sqlite)).toEqual(before);
  });
});

describe('opening a file', () => {
  it('refuses what is not a database and leaves it byte for byte', () => {
    const folder = tempFolder();
    const file = join(folder, 'tillwise.sqlite');
    const content = Buffer.from('PK\u0003\u0004 this is a zip, not a shop '.repeat(300));
    writeFileSync(file, content);
    const error = refusalOf(() => openDatabase({ file }));
    expect(error.message).toMatch(/not a Tillwise data file.*left as it is/);
    expect(readFileSync(file).equals(content)).toBe(true);
  });

  it('refuses a folder that cannot be used', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'in-the-way'), '');
    const error = refusalOf(() =>
      openDatabase({ file: join(folder, 'in-the-way', 'shop', 'x.sqlite') }),
    );
    expect(error.kind).toBe('SERVICE_UNAVAILABLE');
    expect(error.message).toContain(join(folder, 'in-the-way', 'shop'));
  });

  it('makes the folder, and a file that survives a power cut', () => {
    const folder = tempFolder();
    const database = open(join(folder, 'a', 'b'));
    const pragma = (name: string) => database.sqlite.pragma(name, { simple: true });
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('trusted_schema')).toBe(0);
  });
});
