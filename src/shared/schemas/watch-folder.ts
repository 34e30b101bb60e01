import { z } from 'zod';
import { importKind } from './import.ts';
import { instant, nameText, rowId } from './primitives.ts';

/** A folder whose new files are imported by themselves, with one saved mapping. */
export const watchFolder = z.object({
  id: rowId,
  folder: z.string(),
  mapping_id: rowId,
  mapping: z.string().describe('The name of the mapping.'),
  kind: importKind,
  active: z.boolean(),
  problem: z.string().nullable().describe('Why it cannot be watched as it should, in words.'),
  created_at: instant,
  updated_at: instant,
  version: z.number().int(),
});
export type WatchFolder = z.infer<typeof watchFolder>;

const folder = nameText('The folder', 1000);

export const watchFolderInput = z.object({
  folder: folder.describe('Its whole path on this computer.'),
  mapping_id: rowId.describe('The saved mapping that its files are read with.'),
  active: z.boolean({ error: 'active is true or false.' }).default(true),
});
export type WatchFolderInput = z.infer<typeof watchFolderInput>;

export const watchFolderPatch = z.object({
  folder: folder.optional(),
  mapping_id: rowId.optional(),
  active: z.boolean({ error: 'active is true or false.' }).optional(),
});
export type WatchFolderPatch = z.infer<typeof watchFolderPatch>;

/** A file that was taken from a watched folder. */
export const watchedFile = z.object({
  id: rowId,
  file_name: z.string(),
  outcome: z.enum(['started', 'imported', 'failed']),
  import_id: rowId.nullable(),
  message: z.string().nullable().describe('What became of it, in words.'),
  seen_at: instant,
});
export type WatchedFile = z.infer<typeof watchedFile>;
