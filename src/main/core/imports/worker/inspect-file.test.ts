import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importMapping } from '../../../../shared/schemas/import.ts';
import type { ShopRules } from '../read/fields.ts';
import { inspectFile } from './inspect-file.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillwise-inspect-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('columns chosen by hand', () => {
  const rules: ShopRules = {
    timeZone: 'UTC',
    dayEndHour: 0,
    digits: 2,
    currency: 'EUR',
    today: '2026-07-18',
  };
  const mapping = importMapping.parse({
    columns: { date: 'Ended', product_name: 'Thing', amount: 'Paid' },
    date_order: 'ymd',
    decimal: '.',
    refund_rule: 'none',
    extra_decimals: 'refuse',
  });
  const inspect = (guess: readonly ('date_order' | 'decimal')[]) => {
    const path = join(folder, 'till.csv');
    writeFileSync(path, 'Began;Ended;Thing;Paid\n2025-12-24;25/12/2025;Tea;2,50\n');
    return inspectFile({ job: 'inspect', path, rules, kind: 'sales', mapping, guess });
  };

  test('are read as their dates and amounts are written', () => {
    const { mapping: found, rows } = inspect(['date_order', 'decimal']);
    expect(found).toEqual({ ...mapping, date_order: 'dmy', decimal: ',' });
    expect(rows[0]).toMatchObject({
      values: { date: '2025-12-25', amount: '2.50' },
      problem: null,
    });
  });

  test('keep what was chosen by hand as well', () => {
    const { mapping: kept, rows } = inspect(['decimal']);
    expect(kept).toEqual({ ...mapping, decimal: ',' });
    expect(rows[0]?.problem).toContain('date');
  });
});
