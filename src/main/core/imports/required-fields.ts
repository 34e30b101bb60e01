/** What a file must hold to be imported as a kind. */
import type { ImportKind, ImportMapping } from '../../../shared/schemas/import.ts';

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

/** A field as a person says it: "product_name" → "product name". */
export function fieldWords(field: string): string {
  return field.replaceAll('_', ' ');
}
