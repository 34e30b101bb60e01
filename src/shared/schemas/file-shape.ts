/** The outer shape of a file: which letters it has, what parts its cells, where its header is. */
import { z } from 'zod';

/** The characters that a file can be written with, as they are chosen by hand. */
export const textEncoding = z.enum([
  'utf-8',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'macintosh',
  'shift_jis',
  'gb18030',
  'utf-16le',
  'utf-16be',
]);
export type TextEncoding = z.infer<typeof textEncoding>;

/** What parts the cells of a file. */
export const separator = z.enum([',', ';', '\t', '|']);
export type Separator = z.infer<typeof separator>;

/** A header stands among the first lines, or nowhere. */
const LAST_HEADER_LINE = 1000;

/** The outer shape of a file where it is said by hand; null is found out from the file. */
export const tableShape = z.object({
  encoding: textEncoding.nullable().default(null),
  separator: separator.nullable().default(null),
  header_line: z
    .number()
    .int()
    .min(0)
    .max(LAST_HEADER_LINE)
    .nullable()
    .default(null)
    .describe('Line of the file that names the columns, from 1; 0 when none does.'),
});
export type ShapeByHand = z.infer<typeof tableShape>;
/** Everything is found out from the file. */
export const SHAPE_FOUND_OUT: ShapeByHand = { encoding: null, separator: null, header_line: null };
