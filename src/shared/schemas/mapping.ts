import { z } from 'zod';
import { importKind, importMapping } from './import.ts';
import { instant, nameText, rowId } from './primitives.ts';

/** A header never has more columns than this; a file with more is no table. */
const MOST_COLUMNS = 1000;

const mappingName = nameText('The name', 100);
const headers = z
  .array(z.string().max(1000, { error: 'A column name is longer than 1000 characters.' }), {
    error: 'Give the headers of the file as a list.',
  })
  .min(1, { error: 'A mapping needs the headers of the file it was made for.' })
  .max(MOST_COLUMNS, { error: `A mapping has at most ${MOST_COLUMNS} headers.` })
  .describe('The header of the file that the mapping was made for, in any order.');

/** An owner's own way to read a table, kept under a name. */
export const savedMapping = z.object({
  id: rowId,
  name: z.string(),
  kind: importKind,
  headers: z.array(z.string()),
  mapping: importMapping,
  created_at: instant,
  updated_at: instant,
  version: z.number().int(),
});
export type SavedMapping = z.infer<typeof savedMapping>;

export const savedMappingInput = z.object({
  name: mappingName,
  kind: importKind,
  headers,
  mapping: importMapping,
});
export type SavedMappingInput = z.infer<typeof savedMappingInput>;

export const savedMappingPatch = z.object({
  name: mappingName.optional(),
  headers: headers.optional(),
  mapping: importMapping.optional(),
});
export type SavedMappingPatch = z.infer<typeof savedMappingPatch>;

/** A saved mapping as a file, for another Tillwise. */
export const mappingFile = z.object({
  tillwise_mapping: z
    .literal(1, {
      error:
        'This is not a mapping that Tillwise saved, or a newer Tillwise saved it. Choose the file that "Save as a file" made.',
    })
    .describe('The version of this format.'),
  ...savedMappingInput.shape,
});
export type MappingFile = z.infer<typeof mappingFile>;
