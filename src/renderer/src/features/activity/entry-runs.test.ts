import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventEntry } from '../../../../shared/schemas/event.ts';
import { type EntryRun, entryRuns } from './entry-runs.ts';

function entry(seq: number, type: string, request: string): EventEntry {
  return {
    seq,
    id: String(seq),
    type,
    entity: 'customer',
    entity_id: String(seq),
    summary: `${type} ${seq}`,
    changes: [],
    actor: 'You',
    source: 'import',
    correlation_id: request,
    occurred_at: '2026-03-01T10:00:00Z',
    data: { before: null, after: null },
  };
}

const flat = (runs: readonly EntryRun[]) =>
  runs.flatMap(({ first, others }) => [first, ...others]).map(({ seq }) => seq);

describe('runs of the trail', () => {
  it('folds many of a kind from one request, and keeps few apart', () => {
    const many = Array.from({ length: 8 }, (_, at) => entry(at, 'customer.vip', 'import-1'));
    const few = [entry(20, 'sale.created', 'a'), entry(21, 'sale.created', 'a')];
    const runs = entryRuns([entry(30, 'data.imported', 'import-1'), ...many, ...few]);
    expect(runs.map(({ first, others }) => [first.seq, others.length])).toEqual([
      [30, 0],
      [0, 7],
      [20, 0],
      [21, 0],
    ]);
  });

  it('never folds what came from different requests', () => {
    const tickets = Array.from({ length: 50 }, (_, at) => entry(at, 'sale.created', `till-${at}`));
    expect(entryRuns(tickets)).toHaveLength(50);
  });

  it('loses nothing and changes no order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('x', 'y'), fc.constantFrom('r', 's')), { maxLength: 60 }),
        (kinds) => {
          const entries = kinds.map(([type, request], seq) => entry(seq, type, request));
          expect(flat(entryRuns(entries))).toEqual(entries.map(({ seq }) => seq));
        },
      ),
    );
  });
});
