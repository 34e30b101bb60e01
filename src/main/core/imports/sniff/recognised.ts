/** What is known of a file before its numbers and dates are looked at. */
import type { z } from 'zod';
import {
  type ImportKind,
  type ImportMapping,
  importMapping,
} from '../../../../shared/schemas/import.ts';
import type { DateOrder } from '../read/date-text.ts';

/** Everything of a mapping that does not depend on how numbers and dates are written. */
export type Ways = Omit<ImportMapping, 'date_order' | 'decimal'>;

/** Rows whose column says one of the words; without words, those whose number begins with C. */
export interface RefundDoubt {
  header: string;
  words: string[];
}

export interface Recognised {
  name: string;
  kind: ImportKind;
  ways: Ways;
  /** The order in which the system writes day and month; undefined when the dates have to tell. */
  dateOrder: DateOrder | undefined;
  /** How taxes are meant is known; otherwise the totals of tickets may tell. */
  taxKnown: boolean;
  /** The sign of expenses is known; otherwise the amounts may tell. */
  moneyOutKnown: boolean;
  /** Rows that may have been given back, or may be sales; undefined when that is clear. */
  refundDoubt: RefundDoubt | undefined;
  /** What the file may hold as well, by its columns. */
  otherKind: ImportKind | undefined;
  reasons: string[];
}

/** Fills in what a description leaves open. */
export function waysOf(
  described: Omit<z.input<typeof importMapping>, 'date_order' | 'decimal'>,
): Ways {
  const {
    date_order: _order,
    decimal: _decimal,
    ...ways
  } = importMapping.parse({
    ...described,
    date_order: 'ymd',
    decimal: '.',
  });
  return ways;
}
