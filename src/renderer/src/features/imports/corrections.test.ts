import { expect, it } from 'vitest';
import { readingOrder } from '../../../../shared/schemas/import-check.ts';
import { correct, editCell, editCells, editCount, roomForMore } from './corrections.ts';

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

it('takes suggestions for as many rows as can be put right, whole rows first', () => {
  const cells = [1, 2, 2, 3].map((row, at) => ({ row, column: `c${at}`, suggestion: 's' }));
  const edits = { 3: { c9: 'typed' } };
  const fitting = roomForMore(cells, edits, [2], 3);
  expect(fitting.map(({ row }) => row)).toEqual([1, 2, 2, 3]);
  expect(roomForMore(cells, edits, [2], 2).map(({ row }) => row)).toEqual([2, 2, 3]);
  expect(editCells(edits, fitting)).toEqual({
    1: { c0: 's' },
    2: { c1: 's', c2: 's' },
    3: { c9: 'typed', c3: 's' },
  });
});
