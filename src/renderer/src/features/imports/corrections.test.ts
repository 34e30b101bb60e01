import { expect, it } from 'vitest';
import { readingOrder } from '../../../../shared/schemas/import-check.ts';
import { correct, editCell, editCount } from './corrections.ts';

const order = readingOrder.parse({
  upload_id: 'u',
  kind: 'sales',
  mapping: { columns: {}, date_order: 'ymd', decimal: '.', refund_rule: 'none' },
  corrections: [{ row: 5, values: { date: '2026-02-28', amount: '12.5O' } }],
});

it('counts rows, not cells, and forgets what is typed back as it was', () => {
  const edits = editCell(editCell({}, 5, 'date', '2026-02-28', '2026-02-30'), 5, 'amount', '2', '');
  expect(editCount(edits, [])).toBe(1);
  const back = editCell(edits, 5, 'date', '2026-02-30', '2026-02-30');
  expect(back).toEqual({ 5: { amount: '2' } });
  expect(editCell(back, 5, 'amount', '', '')).toEqual({});
});

it('adds to corrections made before, and the later one of a cell counts', () => {
  const edits = editCell(editCell({}, 5, 'amount', '12.50', '12.5O'), 9, 'date', '2026-03-01', '');
  expect(correct(order, edits, []).corrections).toEqual([
    { row: 5, values: { date: '2026-02-28', amount: '12.50' } },
    { row: 9, values: { date: '2026-03-01' } },
  ]);
});
