/** Finds the mapping that the owner keeps for files with a certain header. */
import { isDeepStrictEqual } from 'node:util';
import { headerSetKey } from '../../../../shared/lib/header-set.ts';
import { nameKey } from '../../../../shared/lib/text.ts';
import type { ImportKind, ImportMapping } from '../../../../shared/schemas/import.ts';

/** A mapping that is kept for a header. Plain data: it goes to a worker thread. */
export interface KeptMapping {
  id: number;
  name: string;
  kind: ImportKind;
  /** Of the header it was made for; see headerSetKey. */
  headerKey: string;
  mapping: ImportMapping;
}

interface Asked {
  kept?: readonly KeptMapping[] | undefined;
  kind?: ImportKind | undefined;
  mapping?: ImportMapping | undefined;
}

/**
 * The first that fits the header, its columns spelled as this file does.
 * @returns undefined when none fits, or another mapping was chosen by hand
 */
export function findKept(
  { kept = [], kind, mapping: chosen }: Asked,
  headers: readonly string[],
): KeptMapping | undefined {
  const key = headerSetKey(headers);
  for (const candidate of kept) {
    if (candidate.headerKey !== key || (kind !== undefined && candidate.kind !== kind)) continue;
    const mapping = respelled(candidate.mapping, headers);
    if (chosen === undefined || isDeepStrictEqual(mapping, chosen))
      return { ...candidate, mapping };
  }
  return undefined;
}

/** The same mapping for a file that writes its columns with other capitals or spaces. */
export function respelled(mapping: ImportMapping, headers: readonly string[]): ImportMapping {
  const spelling = new Map(headers.map((header) => [nameKey(header), header]));
  const own = (header: string) =>
    headers.includes(header) ? header : (spelling.get(nameKey(header)) ?? header);
  const each = (columns: Readonly<Record<string, string[]>>) =>
    Object.fromEntries(Object.entries(columns).map(([field, list]) => [field, list.map(own)]));
  return {
    ...mapping,
    columns: Object.fromEntries(
      Object.entries(mapping.columns).map(([field, header]) => [field, own(header)]),
    ),
    joined_columns: each(mapping.joined_columns),
    fallback_columns: each(mapping.fallback_columns),
    tender_columns: Object.fromEntries(
      Object.entries(mapping.tender_columns).map(([header, tender]) => [own(header), tender]),
    ),
    skip: mapping.skip.map((rule) => ({ ...rule, column: own(rule.column) })),
  };
}
