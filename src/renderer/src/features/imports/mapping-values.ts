import type { ImportPreview } from '../../../../shared/schemas/import.ts';

/** What the first rows have in a column, each value once. */
export function valuesOf({ headers, sample }: ImportPreview, column: string | undefined): string[] {
  const at = column === undefined ? -1 : headers.indexOf(column);
  if (at < 0) return [];
  return [...new Set(sample.map((row) => row[at]?.trim() ?? ''))].filter((value) => value !== '');
}
