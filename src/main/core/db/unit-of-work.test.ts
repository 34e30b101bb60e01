import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventType } from '../../../shared/events/catalogue.ts';
import { createContext, OWNER } from '../context.ts';
import { UserError } from '../errors.ts';
import type { NewEvent } from '../events/event.ts';
import { EventBus } from '../events/event-bus.ts';
import type { Log } from '../log.ts';
import { type Database, openDatabase } from './connection.ts';
import { migrate } from './migrate.ts';
import { createUnitOfWork } from './unit-of-work.ts';
import type { Write, WriteTx } from './write-tx.ts';

const ctx = createContext(() => 1_700_000_000_000, OWNER, 'window', 'corr-1');
const quiet: Log = { info() {}, warn() {}, error() {} };
const made = (id: number): NewEvent => ({
  type: EventType.SALE_CREATED,
  entity: 'sale',
  entityId: id,
  before: null,
  after: { id },
});

let folder: string;
let database: Database;
let bus: EventBus;
let write: Write;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillwise-test-'));
  database = openDatabase({ file: join(folder, 'shop.sqlite') });
  migrate(database, undefined, 0);
  bus = new EventBus(quiet);
  write = createUnitOfWork(database, bus).write;
});
afterEach(() => {
  database.sqlite.close();
  rmSync(folder, { recursive: true, force: true });
});

const addStaff = (name: string) =>
  database.sqlite.prepare('INSERT INTO staff (name, name_key) VALUES (?, ?)').run(name, name);
const count = (table: string) =>
  database.sqlite.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get();

describe('a write', () => {
  it('stores rows, event and projections together and then tells the subscribers', async () => {
    const heard: unknown[] = [];
    bus.project('*', () => addStaff('projected'));
    bus.subscribe('*', (event) => {
      heard.push([event.seq, event.entityId, count('staff')]);
    });
    const value = write(ctx, (tx) => {
      addStaff('row');
      tx.emit(made(1));
      expect(heard).toEqual([]);
      return 'done';
    });
    expect(value).toBe('done');
    expect(heard).toEqual([]);
    await bus.idle();
    expect(heard).toEqual([[1, 1, 2]]);
  });

  it('stores nothing and tells nobody when it fails, whatever fails', async () => {
    const heard: number[] = [];
    bus.subscribe('*', (event) => {
      heard.push(event.seq);
    });
    const failing = () =>
      write(ctx, (tx) => {
        addStaff('row');
        tx.emit(made(1));
        throw new Error('changed my mind');
      });
    expect(failing).toThrow('changed my mind');
    bus.project('*', () => {
      throw new Error('projection failed');
    });
    expect(() =>
      write(ctx, (tx) => {
        addStaff('row');
        tx.emit(made(1));
      }),
    ).toThrow('projection failed');
    await bus.idle();
    expect([count('staff'), count('event'), heard]).toEqual([0, 0, []]);
  });

  it('inside a write joins it: both are stored or neither', async () => {
    const heard: unknown[] = [];
    bus.subscribe('*', (event) => {
      heard.push(event.entityId);
    });
    const nested = (fail: boolean) =>
      write(ctx, (tx) => {
        tx.emit(made(1));
        write(ctx, (inner) => {
          addStaff(`inner ${fail}`);
          inner.emit(made(2));
        });
        if (fail) throw new Error('outer');
      });
    expect(() => nested(true)).toThrow('outer');
    await bus.idle();
    expect([count('staff'), count('event'), heard]).toEqual([0, 0, []]);
    nested(false);
    await bus.idle();
    expect([count('staff'), count('event'), heard]).toEqual([1, 2, [1, 2]]);
  });

  it('must not be asynchronous, because what follows an await would commit on its own', () => {
    expect(() =>
      write(ctx, async () => {
        addStaff('row');
      }),
    ).toThrow('asynchronous');
    expect(count('staff')).toBe(0);
  });

  it('works again after one that failed', () => {
    expect(() =>
      write(ctx, () => {
        throw new Error('once');
      }),
    ).toThrow('once');
    write(ctx, () => addStaff('row'));
    expect(count('staff')).toBe(1);
    expect(database.sqlite.inTransaction).toBe(false);
  });

  it('says in words when the disk is full, and stores nothing', () => {
    const pages = Number(database.sqlite.pragma('page_count', { simple: true }));
    database.sqlite.pragma(`max_page_count = ${pages}`);
    const fill = () =>
      write(ctx, (tx) => {
        addStaff('x'.repeat(100_000));
        tx.emit(made(1));
      });
    expect(fill).toThrow(UserError);
    expect(fill).toThrow('The disk is full, so nothing was saved');
    expect([count('staff'), count('event')]).toEqual([0, 0]);
  });

  it('says in words when another program holds the file, and stores nothing', () => {
    database.sqlite.pragma('busy_timeout = 1');
    const other = new Sqlite(join(folder, 'shop.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    expect(() => write(ctx, () => addStaff('row'))).toThrow('Another program holds the data file');
    other.exec('ROLLBACK');
    other.close();
    expect(count('staff')).toBe(0);
  });
});

describe('a part of a write', () => {
  const names = () =>
    database.sqlite.prepare<[], string>('SELECT name FROM staff ORDER BY id').pluck().all();
  const failing = (tx: WriteTx, part: () => void) => {
    expect(() =>
      tx.attempt(() => {
        part();
        throw new Error('this part only');
      }),
    ).toThrow('this part only');
  };

  it('takes back its rows, events and projections when it fails, and nothing else', async () => {
    const heard: unknown[] = [];
    bus.subscribe('*', (event) => {
      heard.push(event.entityId);
    });
    bus.projectAtEnd('*', (_tx, events) => {
      for (const { entityId } of events) addStaff(`sum of ${entityId}`);
    });
    write(ctx, (tx) => {
      tx.emit(made(1));
      failing(tx, () => {
        addStaff('bad');
        tx.emit(made(2));
        tx.settle();
      });
      expect(tx.attempt(() => addStaff('good'))).toMatchObject({ changes: 1 });
      tx.attempt(() => {
        tx.emit(made(3));
        failing(tx, () => tx.emit(made(4)));
      });
    });
    await bus.idle();
    expect(heard).toEqual([1, 3]);
    expect(names()).toEqual(['good', 'sum of 1', 'sum of 3']);
    expect(
      database.sqlite.prepare<[], number>('SELECT seq FROM event ORDER BY seq').pluck().all(),
    ).toEqual([1, 2]);
  });

  it('fails the whole write once a full disk took everything back, even if its error was caught', () => {
    const pages = Number(database.sqlite.pragma('page_count', { simple: true }));
    database.sqlite.pragma(`max_page_count = ${pages}`);
    // Spills into the file inside the transaction, so that SQLite rolls all of it back by itself.
    database.sqlite.pragma('cache_size = 10');
    expect(() =>
      write(ctx, (tx) => {
        addStaff('before');
        for (const name of ['x'.repeat(1_000_000), 'would be stored on its own']) {
          try {
            tx.attempt(() => addStaff(name));
          } catch {
            // As a batch goes on after a bad item.
          }
        }
      }),
    ).toThrow(/disk is full|nothing was saved/);
    expect(names()).toEqual([]);
  });

  it('must not be asynchronous either', () => {
    expect(() => write(ctx, (tx) => tx.attempt(async () => addStaff('late')))).toThrow(
      'asynchronous',
    );
    expect(names()).toEqual([]);
  });
});

describe('projections at the end', () => {
  it('see each event once, all of a transaction together, also those that they emit', () => {
    const seen: unknown[] = [];
    bus.projectAtEnd('*', (tx, events) => {
      seen.push(events.map((event) => event.entityId));
      if (events.some((event) => event.entityId === 2)) tx.emit(made(9));
    });
    write(ctx, (tx) => {
      tx.emit(made(1));
      write(ctx, (inner) => inner.emit(made(2)));
    });
    expect(seen).toEqual([[1, 2], [9]]);
    write(ctx, (tx) => {
      tx.emit(made(3));
      tx.settle();
      tx.emit(made(4));
    });
    expect(seen.slice(2)).toEqual([[3], [4]]);
  });

  it('can make the write fail', () => {
    bus.projectAtEnd('*', () => {
      throw new Error('does not add up');
    });
    expect(() => write(ctx, (tx) => tx.emit(made(1)))).toThrow('does not add up');
    expect(count('event')).toBe(0);
  });
});
