/** Cells that the owner corrects in the list of bad rows, before the file is checked again. */
import type { ReadingOrder, SuggestedCell } from '../../../../shared/schemas/import-check.ts';

/** Row of the file → column header → what it should say. */
export type RowEdits = Readonly<Record<number, Readonly<Record<string, string>>>>;

/** Notes what a cell should say; as the file says it is no correction. */
export function editCell(
  edits: RowEdits,
  row: number,
  column: string,
  value: string,
  inFile: string,
): RowEdits {
  const { [row]: before = {}, ...others } = edits;
  const { [column]: _was, ...cells } = before;
  const now = value === inFile ? cells : { ...cells, [column]: value };
  return Object.keys(now).length === 0 ? others : { ...others, [row]: now };
}

/** Notes what many cells should say: what the list does not show yet as well. */
export function editCells(edits: RowEdits, cells: readonly SuggestedCell[]): RowEdits {
  const byRow = new Map(Object.entries(edits).map(([row, values]) => [Number(row), { ...values }]));
  for (const { row, column, suggestion } of cells)
    byRow.set(row, { ...byRow.get(row), [column]: suggestion });
  return Object.fromEntries(byRow);
}

/** Those of the cells that still fit, where only so many rows can be put right. */
export function roomForMore(
  cells: readonly SuggestedCell[],
  edits: RowEdits,
  corrected: readonly number[],
  most: number,
): SuggestedCell[] {
  const rows = new Set([...corrected, ...Object.keys(edits).map(Number)]);
  return cells.filter(({ row }) => {
    if (rows.has(row)) return true;
    if (rows.size >= most) return false;
    rows.add(row);
    return true;
  });
}

/** How many rows are to be read otherwise. */
export function editCount(edits: RowEdits, leaveOut: readonly number[]): number {
  return new Set([...Object.keys(edits).map(Number), ...leaveOut]).size;
}

/** The file as it is to be read with these corrections and without these rows, as well as those before. */
export function correct(
  order: ReadingOrder,
  edits: RowEdits,
  leaveOut: readonly number[],
): ReadingOrder {
  const byRow = new Map(order.corrections.map(({ row, values }) => [row, values]));
  for (const [row, values] of Object.entries(edits))
    byRow.set(Number(row), { ...byRow.get(Number(row)), ...values });
  return {
    ...order,
    corrections: [...byRow].map(([row, values]) => ({ row, values })),
    excluded_rows: [...new Set([...order.excluded_rows, ...leaveOut])],
  };
}
