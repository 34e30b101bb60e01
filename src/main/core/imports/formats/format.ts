/** A system's export, as data. Adding a system is one folder with one such definition and a fixture. */
import type { z } from 'zod';
import type { ImportKind, importMapping } from '../../../../shared/schemas/import.ts';

type Columns = 'columns' | 'joined_columns' | 'fallback_columns';

/**
 * How values are read, in the words of the mapping. A `date_order` counts only where the dates of a
 * file fit several; `tax: "by_totals"` is found out by adding up tickets.
 */
type FormatWays = Partial<Omit<z.input<typeof importMapping>, Columns | 'decimal' | 'tax'>> & {
  tax?: 'added' | 'included' | 'by_totals';
};

/**
 * Headers are compared without case. "a|b" is either name; "Price [*]" is any header that begins
 * and ends so, for names that have the shop in them.
 */
export interface ImportFormat {
  /** As the preview says it: "Square items". */
  name: string;
  kind: ImportKind;
  /** Headers that together tell this system from every other. */
  signature: readonly string[];
  /** Headers of a sister export, which this one does not have. */
  without?: readonly string[];
  /** Field of the record → headers it may stand under, best first. */
  columns: Readonly<Record<string, readonly string[]>>;
  /** Field → headers whose values follow that of the first: first and last name. */
  joined?: Readonly<Record<string, readonly string[]>>;
  /** Field → headers to look in where the first is empty. */
  fallback?: Readonly<Record<string, readonly string[]>>;
  ways?: FormatWays;
  /** What the owner should know of this system. */
  note?: string;
}

/** The product of sales that come without items, such as payments. */
export const WITHOUT_ITEMS = 'Sales without items';
