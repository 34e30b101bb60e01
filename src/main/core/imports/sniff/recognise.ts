/** Which system wrote a file, and which column holds what: known formats first, then header words. */
import type { ImportKind } from '../../../../shared/schemas/import.ts';
import type { ImportFormat } from '../formats/format.ts';
import { knownFormats } from '../formats/known-formats.ts';
import type { DecimalSign } from '../read/decimal-text.ts';
import { guess } from './guess.ts';
import { type Recognised, waysOf } from './recognised.ts';
import { resolveFirst, resolveHeader } from './resolve-header.ts';

/** @param rows the first rows of the file, as they stand */
export function recognise(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  wantedKind: ImportKind | undefined,
  decimal: DecimalSign,
): Recognised {
  const format = matchingFormat(headers, wantedKind);
  return format ? asFormat(format, headers) : guess(headers, rows, wantedKind, decimal);
}

function matchingFormat(
  headers: readonly string[],
  kind: ImportKind | undefined,
): ImportFormat | undefined {
  const has = (pattern: string) => resolveHeader(headers, pattern) !== undefined;
  let best: ImportFormat | undefined;
  for (const format of knownFormats) {
    if (kind !== undefined && format.kind !== kind) continue;
    if (!format.signature.every(has) || format.without?.some(has)) continue;
    if (format.signature.length > (best?.signature.length ?? 0)) best = format;
  }
  return best;
}

function asFormat(format: ImportFormat, headers: readonly string[]): Recognised {
  const { tax, date_order: dateOrder, refund_rule, skip = [], ...ways } = format.ways ?? {};
  const columns: Record<string, string> = {};
  for (const [field, candidates] of Object.entries(format.columns)) {
    const header = resolveFirst(headers, candidates);
    if (header !== undefined) columns[field] = header;
  }
  const present = (fields: ImportFormat['joined'] = {}) =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([field, names]) => {
        const found = names.flatMap((name) => resolveHeader(headers, name) ?? []);
        return found.length > 0 ? [[field, found]] : [];
      }),
    );
  return {
    name: format.name,
    kind: format.kind,
    ways: waysOf({
      ...ways,
      columns,
      joined_columns: present(format.joined),
      fallback_columns: present(format.fallback),
      refund_rule:
        refund_rule ?? (columns.refund === undefined ? 'negative_amount' : 'refund_column'),
      tax: tax === 'included' ? 'included' : 'added',
      skip: skip.flatMap((rule) => {
        const column = resolveHeader(headers, rule.column);
        return column === undefined ? [] : [{ ...rule, column }];
      }),
    }),
    dateOrder,
    taxKnown: tax !== 'by_totals',
    refundDoubt: undefined,
    otherKind: undefined,
    moneyOutKnown: ways.money_out !== undefined || columns.money_in !== undefined,
    reasons: [
      `Recognised as "${format.name}" by its columns ${format.signature
        .flatMap((pattern) => resolveHeader(headers, pattern) ?? [])
        .join(', ')}.`,
      ...(format.note ? [format.note] : []),
    ],
  };
}
