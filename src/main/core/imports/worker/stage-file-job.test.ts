import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { FileRefused } from '../file-refused.ts';
import { inspectFile } from './inspect-file.ts';
import { stageFile } from './stage-file-job.ts';

const rules = {
  timeZone: 'Europe/Berlin',
  dayEndHour: 0,
  digits: 2,
  currency: 'EUR',
  today: '2026-05-05',
};

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom('date', 'product_name', 'amount', 'id', 'name', 'description', 'Qty', 'Betrag'),
    fc.constantFrom('2026-01-02', '31.12.2025', '1/2/26', '3.00', '-4,5', '($1.00)', 'Tea'),
    fc.constantFrom(
      ',',
      ',',
      ';',
      '\t',
      '|',
      '\n',
      '\n',
      '\r\n',
      '"',
      '""',
      "'",
      '=',
      '\ufeff',
      '\0',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  ),
  { maxLength: 120 },
);

test('any file is either refused in words or all its rows are accounted for', () => {
  const folder = tempFolder();
  const path = join(folder, 'any.csv');
  const stagePath = join(folder, 'any.stage');
  let accepted = 0;
  fc.assert(
    fc.property(pieces, fc.boolean(), fc.boolean(), (parts, withHeader, narrow) => {
      const text =
        (withHeader ? 'date,product_name,amount\n2026-01-02,Tea,3.00\n' : '') + parts.join('');
      writeFileSync(path, text, narrow ? 'latin1' : 'utf8');
      rmSync(stagePath, { force: true });
      try {
        const { kind, mapping } = inspectFile({ job: 'inspect', path, rules });
        const totals = stageFile(
          { path, stagePath, rules, kind, mapping, corrections: [], excluded_rows: [] },
          () => undefined,
        );
        const stage = new Sqlite(stagePath, { readonly: true });
        const count = (sql: string) => stage.prepare<[], number>(sql).pluck().get() ?? 0;
        const stored = count(
          `SELECT COUNT(*) FROM ${kind === 'sales' ? 'line' : kind === 'customers' ? 'customer' : 'seen_expense'}`,
        );
        const bad = count('SELECT COUNT(DISTINCT row) FROM problem');
        stage.close();
        expect(stored + totals.badRows + totals.excludedRows).toBe(totals.rows);
        expect(bad).toBeLessThanOrEqual(totals.badRows);
        expect(bad > 0).toBe(totals.badRows > 0);
        accepted++;
      } catch (error) {
        if (!(error instanceof FileRefused)) throw error;
        expect(error.message).toMatch(/^[A-Z].*\.$/s);
      }
    }),
    { numRuns: 500 },
  );
  expect(accepted).toBeGreaterThan(100);
}, 120_000);

test('a ticket that went on long ago still gets its later lines', () => {
  const folder = tempFolder();
  const path = join(folder, 'long.csv');
  const stagePath = join(folder, 'long.stage');
  const tickets = Array.from({ length: 70_000 }, (_, at) => `2026-03-01,T${at},Tea,1.00`);
  // The first one has a line with a discount, which is written in another way, and goes on at the end.
  const first = ['2026-03-01,T0,Mug,2.00,0.50', '2026-03-01,T0,Lamp,3.00'];
  const rows = ['date,ticket,product_name,amount,discount', ...tickets];
  rows.splice(2, 0, ...first);
  writeFileSync(path, [...rows, '2026-03-01,T0,Cup,4.00', '2026-03-01,T69999,Cup,4.00'].join('\n'));
  const { kind, mapping } = inspectFile({ job: 'inspect', path, rules });
  const order = { kind, mapping, corrections: [], excluded_rows: [] };
  stageFile({ path, stagePath, rules, ...order }, () => undefined);
  const stage = new Sqlite(stagePath, { readonly: true });
  onTestFinished(() => void stage.close());
  expect(stage.prepare('SELECT COUNT(*) FROM summed_ticket').pluck().get()).toBe(70_000);
  expect(
    stage
      .prepare(
        'SELECT number, line_count, net_minor FROM summed_ticket WHERE line_count > 1 ORDER BY seen',
      )
      .raw()
      .all(),
  ).toEqual([
    ['T0', 4, 950],
    ['T69999', 2, 500],
  ]);
}, 60_000);

function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tillwise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
