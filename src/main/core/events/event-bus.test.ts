import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventType } from '../../../shared/events/catalogue.ts';
import { createContext, OWNER } from '../context.ts';
import { type Database, openDatabase } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';
import { createUnitOfWork } from '../db/unit-of-work.ts';
import type { Write } from '../db/write-tx.ts';
import { EventBus } from './event-bus.ts';

const ctx = createContext(() => 1_700_000_000_000, OWNER, 'window', 'corr-1');

let folder: string;
let database: Database;
let bus: EventBus;
let write: Write;
let logged: { level: string; message: string; details: Record<string, unknown> | undefined }[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillwise-test-'));
  database = openDatabase({ file: join(folder, 'shop.sqlite') });
  migrate(database, undefined, 0);
  logged = [];
  const keep = (level: string) => (message: string, details?: Record<string, unknown>) => {
    logged.push({ level, message, details });
  };
  bus = new EventBus({ info: keep('info'), warn: keep('warn'), error: keep('error') });
  write = createUnitOfWork(database, bus).write;
});
afterEach(() => {
  database.sqlite.close();
  rmSync(folder, { recursive: true, force: true });
});

function emit(...types: EventType[]): void {
  write(ctx, (tx) => {
    types.forEach((type, index) => {
      tx.emit({ type, entity: 'sale', entityId: index + 1, before: null, after: {} });
    });
  });
}

describe('the event bus', () => {
  it('delivers one type, some types or all, in the order of the log', async () => {
    const heard: string[] = [];
    bus.subscribe(EventType.SALE_CREATED, (event) => {
      heard.push(`one ${event.seq}`);
    });
    bus.subscribe([EventType.SALE_DELETED, EventType.SALE_UPDATED], (event) => {
      heard.push(`some ${event.seq}`);
    });
    bus.subscribe('*', (event) => {
      heard.push(`all ${event.seq}`);
    });
    emit(EventType.SALE_CREATED, EventType.SALE_UPDATED);
    emit(EventType.SALE_DELETED);
    await bus.idle();
    expect(heard).toEqual(['one 1', 'all 1', 'some 2', 'all 2', 'some 3', 'all 3']);
  });

  it('stops when it is told to', async () => {
    const heard: number[] = [];
    const stop = bus.subscribe('*', (event) => {
      heard.push(event.seq);
    });
    emit(EventType.SALE_CREATED);
    await bus.idle();
    stop();
    emit(EventType.SALE_CREATED);
    await bus.idle();
    expect(heard).toEqual([1]);
  });

  it('isolates a subscriber that fails, at once or later, and logs it without its data', async () => {
    const heard: number[] = [];
    bus.subscribe('*', () => {
      throw new Error('customer Ana owes 5');
    });
    bus.subscribe('*', async () => {
      await Promise.resolve();
      throw new TypeError('later');
    });
    bus.subscribe('*', (event) => {
      heard.push(event.seq);
    });
    emit(EventType.SALE_CREATED, EventType.SALE_UPDATED);
    await bus.idle();
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toEqual([1, 2]);
    const failures = logged.filter((line) => line.message === 'a subscriber failed');
    expect(failures).toHaveLength(4);
    expect(JSON.stringify(failures)).not.toContain('Ana');
    expect(failures[0]?.details).toMatchObject({ type: 'sale.created', seq: 1, name: 'Error' });
  });

  it('names a subscriber that holds things up', async () => {
    bus.subscribe('*', () => {
      const until = performance.now() + 120;
      while (performance.now() < until);
    });
    emit(EventType.SALE_CREATED);
    await bus.idle();
    expect(logged).toEqual([
      expect.objectContaining({ level: 'warn', message: 'a subscriber is slow' }),
    ]);
  });

  it('delivers what a subscriber writes, after what was there before', async () => {
    const heard: string[] = [];
    bus.subscribe(EventType.SALE_CREATED, () => emit(EventType.SALE_DELETED));
    bus.subscribe('*', (event) => {
      heard.push(event.type);
    });
    emit(EventType.SALE_CREATED, EventType.SALE_UPDATED);
    await bus.idle();
    expect(heard).toEqual(['sale.created', 'sale.updated', 'sale.deleted']);
  });

  it('runs projections in the transaction, in the order they were registered', () => {
    const ran: unknown[] = [];
    bus.project(EventType.SALE_CREATED, (tx) => {
      ran.push(['first', tx.sqlite.inTransaction]);
    });
    bus.project('*', (_tx, event) => {
      ran.push(['second', event.seq]);
    });
    emit(EventType.SALE_CREATED);
    expect(ran).toEqual([
      ['first', true],
      ['second', 1],
    ]);
  });

  it('is idle at once when nothing was written', async () => {
    await expect(bus.idle()).resolves.toBeUndefined();
  });
});

describe('the event log', () => {
  const rows = () => database.sqlite.prepare('SELECT * FROM event ORDER BY seq').all();

  it('keeps who did what, from where, when, and how it was before and after', () => {
    write(ctx, (tx) => {
      tx.emit({
        type: EventType.CUSTOMER_UPDATED,
        entity: 'customer',
        entityId: 'C1',
        before: { name: 'Ana' },
        after: { name: 'Ana ☕ "Lima"' },
      });
    });
    expect(rows()).toEqual([
      {
        seq: 1,
        id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
        type: 'customer.updated',
        entity: 'customer',
        entity_id: 'C1',
        before: '{"name":"Ana"}',
        after: '{"name":"Ana ☕ \\"Lima\\""}',
        actor_kind: 'owner',
        actor_name: 'You',
        source: 'window',
        correlation_id: 'corr-1',
        occurred_at: 1_700_000_000_000,
      },
    ]);
  });

  it('numbers and ids grow, also when the clock stands still or a write is rolled back', () => {
    emit(EventType.SALE_CREATED, EventType.SALE_CREATED);
    expect(() =>
      write(ctx, (tx) => {
        tx.emit({
          type: EventType.SALE_CREATED,
          entity: 'sale',
          entityId: 1,
          before: null,
          after: null,
        });
        throw new Error('no');
      }),
    ).toThrow('no');
    emit(EventType.SALE_CREATED);
    const ids = database.sqlite
      .prepare<[], string>('SELECT id FROM event ORDER BY seq')
      .pluck()
      .all();
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
    expect([...ids].sort()).toEqual(ids);
  });
});
