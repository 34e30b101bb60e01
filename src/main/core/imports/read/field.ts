/** Where one field of a record stands in the rows of a file; resolved once for all of them. */
import type { ImportMapping } from '../../../../shared/schemas/import.ts';

export interface Field {
  /** Such as "product_name". */
  readonly name: string;
  /** The column that a message names. */
  readonly header: string;
  /** Position of its column; −1 when it has none. */
  readonly at: number;
  /** Columns whose values follow that of the first. */
  readonly joined: readonly number[];
  /** Columns to look in where the others are empty. */
  readonly fallback: readonly number[];
  /** The value where no cell has one; '' for none. */
  readonly fixed: string;
  /** What stands for nothing, in small letters. */
  readonly emptyWords: ReadonlySet<string>;
  /** Its own column is all there is to look at. */
  readonly plain: boolean;
  /** Something of the file feeds it. */
  readonly mapped: boolean;
}

/** Finds a field in the header of a file. */
export function fieldOf(
  name: string,
  headers: readonly string[],
  { columns, joined_columns, fallback_columns, fixed, empty_words }: ImportMapping,
): Field {
  const positions = (named: readonly string[] = []) =>
    named.map((header) => headers.indexOf(header)).filter((position) => position >= 0);
  const header = columns[name];
  const at = header === undefined ? -1 : headers.indexOf(header);
  const joined = positions(joined_columns[name]);
  const fallback = positions(fallback_columns[name]);
  const value = fixed[name] ?? '';
  const fromOthers = joined.length > 0 || fallback.length > 0 || value !== '';
  return {
    name,
    header: header ?? name,
    at,
    joined,
    fallback,
    fixed: value,
    emptyWords: new Set(empty_words.map((word) => word.trim().toLowerCase())),
    plain: !fromOthers && empty_words.length === 0,
    mapped: at >= 0 || fromOthers,
  };
}
