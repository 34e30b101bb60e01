/** Rows of a staged file that cannot be stored as they stand. */
import type Sqlite from 'better-sqlite3';
import type { BadRow, SuggestedCell } from '../../../../shared/schemas/import-check.ts';
import { SHOWN_VALUE } from '../read/cell.ts';

/** A part of a long list. */
export interface Page {
  offset: number;
  limit: number;
}

/** In the order of the file. */
export function badRows(both: Sqlite.Database, { offset, limit }: Page): BadRow[] {
  const headers = both
    .prepare<[], string>('SELECT name FROM stage.header ORDER BY position')
    .pluck()
    .all();
  const problems = both.prepare<
    [number],
    { column: string; value: string; reason: string; suggestion: string | null }
  >('SELECT column, value, reason, suggestion FROM stage.problem WHERE row = ? ORDER BY id');
  return both
    .prepare<[number, number], { row: number; cells: string }>(
      'SELECT row, cells FROM stage.bad_row ORDER BY row LIMIT ? OFFSET ?',
    )
    .all(limit, offset)
    .map(({ row, cells }) => {
      const errors = problems.all(row);
      // Where no cell can be put right by itself, they are only looked at; one may be a whole line of the file.
      const most = errors.some(({ column }) => column !== '') ? undefined : SHOWN_VALUE;
      return { row, values: namedCells(headers, cells, most), errors };
    });
}

/** Only cells that the file has: what a whole row lacks is not put right in one of them. */
const SUGGESTED = `FROM stage.problem WHERE suggestion IS NOT NULL
  AND column IN (SELECT name FROM stage.header)`;

export function countSuggestions(both: Sqlite.Database): number {
  return both.prepare<[], number>(`SELECT COUNT(*) ${SUGGESTED}`).pluck().get() ?? 0;
}

/** In the order of the file. */
export function suggestedCells(both: Sqlite.Database, { offset, limit }: Page): SuggestedCell[] {
  return both
    .prepare<[number, number], SuggestedCell>(
      `SELECT row, column, suggestion ${SUGGESTED} ORDER BY id LIMIT ? OFFSET ?`,
    )
    .all(limit, offset);
}

/** @param most characters of each; undefined for all */
function namedCells(
  headers: readonly string[],
  json: string,
  most: number | undefined,
): Record<string, string> {
  // Written by the same worker as a list of texts.
  const cells: string[] = JSON.parse(json);
  return Object.fromEntries(
    headers.map((header, index) => [header, (cells[index] ?? '').slice(0, most)]),
  );
}
