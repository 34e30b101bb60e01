/** What a guess looks at, and what it finds. */
import { cleanCell } from '../read/cell.ts';
import type { DecimalSign } from '../read/decimal-text.ts';

export interface Table {
  headers: readonly string[];
  /** The first rows of the file, as they stand. */
  rows: readonly (readonly string[])[];
  decimal: DecimalSign;
}

/** What is found out step by step. */
export interface Findings {
  columns: Record<string, string>;
  fixed: Record<string, string>;
  reasons: string[];
}

/** What the rows have in a column, but for empty cells. */
export function valuesOf({ headers, rows }: Table, header: string): string[] {
  const at = headers.indexOf(header);
  return rows.map((row) => cleanCell(row[at] ?? '')).filter((value) => value !== '');
}
