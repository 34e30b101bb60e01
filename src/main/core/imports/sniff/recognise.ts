/** Which system wrote a file, and which column holds what: known formats first, then header words. */
import type { ImportKind, ImportMapping } from '../../../../shared/schemas/import.ts';
import type { ImportFormat } from '../formats/format.ts';
import { knownFormats } from '../formats/known-formats.ts';
import { cleanCell } from '../read/cell.ts';
import { type Decimal, readDecimal } from '../read/decimal-text.ts';
import { missingFields } from '../required-fields.ts';
import { headerKey, headerWords } from './header-words.ts';

export interface Recognised {
  name: string;
  kind: ImportKind;
  columns: ImportMapping['columns'];
  refund_rule: ImportMapping['refund_rule'];
  extra_decimals: ImportMapping['extra_decimals'];
  reasons: string[];
}

/** @param rows the first rows of the file, as they stand */
export function recognise(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  wantedKind: ImportKind | undefined,
): Recognised {
  const format = matchingFormat(headers, wantedKind);
  return format ? asFormat(format, headers) : guess(headers, rows, wantedKind);
}

function matchingFormat(
  headers: readonly string[],
  kind: ImportKind | undefined,
): ImportFormat | undefined {
  const present = new Set(headers.map((header) => header.trim().toLowerCase()));
  return knownFormats
    .filter((format) => kind === undefined || format.kind === kind)
    .filter((format) => format.signature.every((header) => present.has(header)))
    .sort((a, b) => b.signature.length - a.signature.length)[0];
}

function asFormat(format: ImportFormat, headers: readonly string[]): Recognised {
  const columns: Record<string, string> = {};
  for (const [field, candidates] of Object.entries(format.columns)) {
    const header = candidates
      .map((name) => headers.find((known) => known.trim().toLowerCase() === name.toLowerCase()))
      .find((found) => found !== undefined);
    if (header !== undefined) columns[field] = header;
  }
  return {
    name: format.name,
    kind: format.kind,
    columns,
    refund_rule:
      format.refunds === 'auto'
        ? columns.refund === undefined
          ? 'negative_amount'
          : 'refund_column'
        : format.refunds,
    extra_decimals: format.extraDecimals,
    reasons: [
      `Recognised as "${format.name}" by its columns ${format.signature.join(', ')}.`,
      ...(format.note ? [format.note] : []),
    ],
  };
}

function guess(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  wantedKind: ImportKind | undefined,
): Recognised {
  const kind = wantedKind ?? guessKind(headers);
  const columns = columnsByWords(headers, kind);
  const reasons = [
    `No known system writes these columns, so they were matched by their names as ${kind}.`,
  ];
  if (kind === 'sales') reasons.push(...checkMoneyColumns(columns, headers, rows));
  return {
    name: 'A table of its own kind',
    kind,
    columns,
    refund_rule:
      kind !== 'sales'
        ? 'none'
        : columns.refund === undefined
          ? 'negative_amount'
          : 'refund_column',
    extra_decimals: 'round',
    reasons,
  };
}

function guessKind(headers: readonly string[]): ImportKind {
  const score = (kind: ImportKind): number => {
    const columns = columnsByWords(headers, kind);
    return Object.keys(columns).length - 3 * missingFields(kind, columns).length;
  };
  const has = (field: string) => columnsByWords(headers, 'sales')[field] !== undefined;
  // "date, description, amount" fits a sale as well as an expense; only a sale has one of these.
  const sellsGoods = ['sku', 'quantity', 'unit_price', 'ticket', 'customer_id'].some(has);
  const kinds: ImportKind[] = sellsGoods
    ? ['sales', 'customers', 'expenses']
    : ['expenses', 'sales', 'customers'];
  return kinds.reduce((best, kind) => (score(kind) > score(best) ? kind : best));
}

function columnsByWords(headers: readonly string[], kind: ImportKind): Record<string, string> {
  const keys = headers.map(headerKey);
  const taken = new Set<number>();
  const columns: Record<string, string> = {};
  for (const [field, words] of Object.entries(headerWords[kind])) {
    for (const word of words) {
      const index = keys.findIndex((key, position) => key === word && !taken.has(position));
      const header = headers[index];
      if (header === undefined) continue;
      columns[field] = header;
      taken.add(index);
      break;
    }
  }
  return columns;
}

/** Looks at the numbers: a rate is not a discount, and a total with tax in it is not net sales. */
function checkMoneyColumns(
  columns: Record<string, string>,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  const reasons: string[] = [];
  const discounts = numbersOf(columns.discount, headers, rows);
  if (
    discounts.length > 0 &&
    discounts.every((value) => value >= 0 && value < 1) &&
    discounts.some((value) => value > 0)
  ) {
    reasons.push(
      `"${columns.discount}" holds rates (all below 1), not amounts, so it is left out.`,
    );
    delete columns.discount;
  }
  const { amount, quantity, unit_price: price, tax } = columns;
  if (amount && quantity && price && tax) {
    const at = (header: string) => headers.indexOf(header);
    const withTax = rows.filter((row) => {
      const value = (header: string) => numberOf(row[at(header)] ?? '');
      const [total, goods, due] = [value(amount), value(quantity) * value(price), value(tax)];
      return due !== 0 && Math.abs(total - goods - due) < 0.02;
    }).length;
    if (withTax > rows.length / 2) {
      reasons.push(
        `"${amount}" is ${quantity} × ${price} plus "${tax}", so net sales are computed from ${quantity} × ${price}.`,
      );
      delete columns.amount;
    }
  }
  return reasons;
}

function numbersOf(
  header: string | undefined,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): number[] {
  if (header === undefined) return [];
  const at = headers.indexOf(header);
  return rows.map((row) => numberOf(row[at] ?? '')).filter((value) => !Number.isNaN(value));
}

/** Only for guessing; an amount that is stored is read digit by digit. */
function numberOf(cell: string): number {
  const read: Decimal | object | null = readDecimal(cleanCell(cell), '.');
  return read !== null && 'units' in read ? read.units / 10 ** read.scale : Number.NaN;
}
