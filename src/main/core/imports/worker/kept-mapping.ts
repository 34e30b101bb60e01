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

/** A kept mapping that fits a file. */
export interface FoundMapping extends KeptMapping {
  /** The file is read with it; false when another mapping was chosen by hand. */
  used: boolean;
}

/**
 * The one that fits the header and is used, or else the first that fits, its columns spelled as this
 * file does.
 */
export function findKept(
  { kept = [], kind, mapping: chosen }: Asked,
  headers: readonly string[],
): FoundMapping | undefined {
  const key = headerSetKey(headers);
  const fitting = kept
    .filter((one) => one.headerKey === key && (kind === undefined || one.kind === kind))
    .map((one): FoundMapping => {
      const mapping = respelled(one.mapping, headers);
      const used = chosen === undefined || isDeepStrictEqual(mapping, chosen);
      return { ...one, mapping, used };
    });
  return fitting.find(({ used }) => used) ?? fitting[0];
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
