/** What questions about a file are made of. */
import type {
  ImportKind,
  ImportMapping,
  ImportQuestion,
} from '../../../../shared/schemas/import.ts';
import { cleanCell } from '../read/cell.ts';

export interface AskedFile {
  kind: ImportKind;
  headers: readonly string[];
  /** The first ones. */
  rows: readonly (readonly string[])[];
  mapping: ImportMapping;
}

/** How a file reads as another kind. */
export interface OtherReading {
  kind: ImportKind;
  mapping: ImportMapping;
}

type Option = ImportQuestion['options'][number];

/** An answer that names no kind leaves it as it is. */
type OpenOption = Omit<Option, 'kind'> & Partial<Pick<Option, 'kind'>>;

export type OpenQuestion = Omit<ImportQuestion, 'options'> & { options: OpenOption[] };

/** Rows that an answer is shown with. */
export const EXAMPLES = 2;

export function option(
  value: string,
  label: string,
  examples: string[],
  mapping: ImportMapping,
): OpenOption {
  return { value, label, examples, mapping };
}

/** What the rows have in a column, but for empty cells. */
export function cellsOf({ headers, rows }: AskedFile, header: string | undefined): string[] {
  const at = header === undefined ? -1 : headers.indexOf(header);
  return at < 0 ? [] : rows.map((row) => cleanCell(row[at] ?? '')).filter((text) => text !== '');
}
