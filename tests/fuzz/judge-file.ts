/** What must be true of every file, however it was damaged. */
import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { FileRefused } from '../../src/main/core/imports/file-refused.ts';
import type { ShopRules } from '../../src/main/core/imports/read/fields.ts';
import { inspectFile } from '../../src/main/core/imports/worker/inspect-file.ts';
import { stageFile } from '../../src/main/core/imports/worker/stage-file-job.ts';
import { SHAPE_FOUND_OUT, type ShapeByHand } from '../../src/shared/schemas/file-shape.ts';
import { importMapping } from '../../src/shared/schemas/import.ts';

const rules: ShopRules = {
  timeZone: 'Europe/Berlin',
  dayEndHour: 3,
  digits: 2,
  currency: 'USD',
  today: '2026-05-05',
};

const EVERY_ROW: Readonly<Record<string, string>> = {
  sales: 'SELECT COALESCE(SUM(row_count), 0) FROM summed_ticket',
  customers: 'SELECT COUNT(*) FROM customer',
  expenses: 'SELECT COUNT(*) FROM seen_expense',
  products: 'SELECT COUNT(*) FROM listed_product',
};

/**
 * Sniffs, previews and stages a file.
 * @param byHand what is said of its shape, right or wrong; undefined finds it out
 * @returns whether it was accepted
 * @throws AssertionError when a row got lost, or an error is not a sentence
 */
export function judgeFile(
  bytes: Uint8Array,
  path: string,
  stagePath: string,
  byHand?: ShapeByHand,
): boolean {
  writeFileSync(path, bytes);
  rmSync(stagePath, { force: true });
  try {
    const { kind, mapping, questions, rows, reasons } = inspectFile({
      job: 'inspect',
      path,
      rules,
      table: byHand,
    });
    deepStrictEqual(mapping.table, byHand ?? SHAPE_FOUND_OUT);
    deepStrictEqual(importMapping.parse(mapping), mapping);
    for (const { options } of questions)
      for (const option of options)
        deepStrictEqual(importMapping.parse(option.mapping), option.mapping);
    for (const sentence of [...reasons, ...rows.map((row) => row.problem ?? 'It is fine.')])
      match(sentence, /[.?]$/);
    const totals = stageFile(
      {
        path,
        stagePath,
        rules,
        kind,
        mapping,
        corrections: [],
        excluded_rows: [],
      },
      () => undefined,
    );
    judgeStage(stagePath, kind, totals);
    return true;
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    match(error.message, /^[A-Z].*\.$/s);
    return false;
  }
}

/** Rows in = stored + reported + left out, each counted in its table. */
function judgeStage(
  stagePath: string,
  kind: string,
  totals: { rows: number; badRows: number; excludedRows: number },
): void {
  const stage = new Sqlite(stagePath, { readonly: true });
  try {
    const count = (sql: string) => stage.prepare<[], number>(sql).pluck().get() ?? 0;
    const stored = count(EVERY_ROW[kind] ?? '');
    const bad = count('SELECT COUNT(*) FROM bad_row');
    const excluded = count('SELECT COUNT(*) FROM excluded_row');
    ok(totals.rows > 0);
    strictEqual(bad, totals.badRows);
    strictEqual(excluded, totals.excludedRows);
    strictEqual(stored + bad + excluded, totals.rows);
    strictEqual(count('SELECT COUNT(DISTINCT row) FROM problem'), bad);
    const reasons = stage.prepare<[], string>('SELECT DISTINCT reason FROM problem').pluck().all();
    for (const reason of reasons) match(reason, /\.$/);
  } finally {
    stage.close();
  }
}
