/** The first rows of a file as they would be stored, or why they would not. */
import type { ImportKind, ImportMapping } from '../../../../shared/schemas/import.ts';
import { SHOWN_VALUE } from '../read/cell.ts';
import { CustomerRowReader } from '../read/customer-row.ts';
import { ExpenseRowReader } from '../read/expense-row.ts';
import { Excluded, type RowProblem, type ShopRules } from '../read/fields.ts';
import { ProductRowReader } from '../read/product-row.ts';
import { RowFilter } from '../read/row-filter.ts';
import { SaleRowReader } from '../read/sale-row.ts';
import type { Inspection } from './jobs.ts';
import { storedValues } from './stored-values.ts';

export interface SampleRow {
  cells: string[];
  line: number;
  /** Why it is no row at all. */
  broken: string | undefined;
}

/** Each of the rows, with what it becomes. */
export function previewRows(
  kind: ImportKind,
  headers: readonly string[],
  mapping: ImportMapping,
  rules: ShopRules,
  rows: readonly SampleRow[],
): Inspection['rows'] {
  const read = rowReader(kind, headers, mapping, rules);
  return rows.map(({ cells, line, broken }) => {
    if (broken !== undefined)
      return { row: line, values: {}, problem: broken, excluded: null, rule: null };
    const row = read(cells);
    if (row instanceof Excluded || isProblems(row))
      return {
        row: line,
        values: rawValues(headers, mapping, cells),
        problem: row instanceof Excluded ? null : inWords(row),
        excluded: row instanceof Excluded ? row.excluded : null,
        rule: null,
      };
    return {
      row: line,
      values: storedValues(row, mapping, rules),
      problem: null,
      excluded: null,
      rule: 'rule' in row ? row.rule : null,
    };
  });
}

/** How many of the rows are left out on purpose, by reason. */
export function excludedByReason(
  kind: ImportKind,
  headers: readonly string[],
  mapping: ImportMapping,
  rules: ShopRules,
  rows: readonly SampleRow[],
): Inspection['excluded'] {
  if (kind !== 'expenses' && mapping.skip.length === 0) return [];
  const read = rowReader(kind, headers, mapping, rules);
  const counts = new Map<string, number>();
  for (const { cells, broken } of rows) {
    const row = broken === undefined ? read(cells) : undefined;
    if (row instanceof Excluded) counts.set(row.excluded, (counts.get(row.excluded) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ reason, rows: count }));
}

function rowReader(
  kind: ImportKind,
  headers: readonly string[],
  mapping: ImportMapping,
  rules: ShopRules,
) {
  const filter = new RowFilter(headers, mapping);
  const reader =
    kind === 'sales'
      ? new SaleRowReader(headers, mapping, rules)
      : kind === 'customers'
        ? new CustomerRowReader(headers, mapping)
        : kind === 'products'
          ? new ProductRowReader(headers, mapping, rules)
          : new ExpenseRowReader(headers, mapping, rules);
  return (cells: readonly string[]) => filter.check(cells) ?? reader.read(cells);
}

function isProblems(row: object): row is readonly RowProblem[] {
  return Array.isArray(row);
}

function rawValues(
  headers: readonly string[],
  mapping: ImportMapping,
  cells: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mapping.columns).map(([field, header]) => [
      field,
      (cells[headers.indexOf(header)] ?? '').slice(0, SHOWN_VALUE),
    ]),
  );
}

function inWords(problems: readonly RowProblem[]): string {
  return problems
    .map(({ column, reason }) => (column === '' ? reason : `${column}: ${reason}`))
    .join(' ');
}
