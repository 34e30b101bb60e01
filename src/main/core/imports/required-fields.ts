/** What a file must hold to be imported as a kind. */
import type { ImportKind, ImportMapping } from '../../../shared/schemas/import.ts';
import { invalid } from '../errors.ts';

/** Each entry is one need; any of its alternatives meets it. */
const needs: Readonly<Record<ImportKind, readonly (readonly string[])[]>> = {
  sales: [['date'], ['product_name', 'sku'], ['amount', 'unit_price']],
  customers: [['id'], ['name']],
  expenses: [['date'], ['description'], ['amount']],
  products: [['name', 'sku', 'barcode']],
};

/** The needs that neither a column nor a fixed value meets, each named by its usual field. */
export function missingFields(
  kind: ImportKind,
  columns: ImportMapping['columns'],
  fixed: ImportMapping['fixed'] = {},
): string[] {
  const fed = { ...fixed, ...columns };
  return needs[kind].flatMap(([usual, ...others]) =>
    usual === undefined || [usual, ...others].some((field) => fed[field] !== undefined)
      ? []
      : [usual],
  );
}

/** @throws UserError when a needed field has no column */
export function requireFields(
  kind: ImportKind,
  { columns, fixed }: Pick<ImportMapping, 'columns' | 'fixed'>,
): void {
  const missing = missingFields(kind, columns, fixed);
  if (missing.length === 0) return;
  const names = missing.map((field) => `"${fieldWords(field)}"`).join(' and ');
  throw invalid(
    'file',
    `No column of this file holds the ${names} that every row of ${kind} needs. Add it, or choose the column that holds it.`,
  );
}

/** A field as a person says it: "product_name" → "product name". */
export function fieldWords(field: string): string {
  return field.replaceAll('_', ' ');
}
