import type { ImportMapping } from '../../../shared/schemas/import.ts';

/** Every column that a mapping looks at, with the place in the mapping that names it. */
export function* columnsOf(mapping: ImportMapping): Generator<[place: string, header: string]> {
  for (const [field, header] of Object.entries(mapping.columns)) yield [`columns.${field}`, header];
  for (const part of ['joined_columns', 'fallback_columns'] as const) {
    for (const [field, headers] of Object.entries(mapping[part])) {
      for (const header of headers) yield [`${part}.${field}`, header];
    }
  }
  for (const header of Object.keys(mapping.tender_columns)) yield ['tender_columns', header];
  for (const [index, rule] of mapping.skip.entries()) yield [`skip.${index}.column`, rule.column];
}
