/** What a whole file would do to the shop, and what the owner decides about it, before anything is written. */
import { z } from 'zod';
import { importKind, importMapping, rowError } from './import.ts';
import { instant, money, rowId } from './primitives.ts';

/** A row as it is to be read instead. */
const rowCorrection = z.object({
  row: z.number().int().min(1).describe('Line of the file, the header being 1.'),
  values: z.record(z.string(), z.string()).describe('column header → what it should say'),
});

/** So many rows of a file can be put right before it is imported. */
export const MOST_CORRECTIONS = 100_000;
/** So many names of a file can be the same as stored ones. */
export const MOST_MATCHES = 10_000;

/** A file and how its rows are to be read. The same answer to all of it gives the same rows. */
export const readingOrder = z.object({
  upload_id: z.string().max(64),
  kind: importKind,
  mapping: importMapping,
  corrections: z.array(rowCorrection).max(MOST_CORRECTIONS).default([]),
  excluded_rows: z
    .array(z.number().int().min(1))
    .max(100_000)
    .default([])
    .describe('Lines of the file to leave out.'),
});
export type ReadingOrder = z.infer<typeof readingOrder>;

/** What the owner decides about what a check found. The defaults lose nothing. */
export const importChoices = z.object({
  mode: z.enum(['good_rows', 'strict']).default('good_rows'),
  already_there: z
    .enum(['skip', 'add'])
    .default('skip')
    .describe('Records that are stored already: leave them out, or store them once more.'),
  changed: z
    .enum(['keep', 'replace', 'add'])
    .default('keep')
    .describe(
      'Tickets that are stored with another content: keep those, take those of the file instead, or store both.',
    ),
  changed_tickets: z
    .array(z.object({ sale_id: rowId, choice: z.enum(['keep', 'replace', 'add']) }))
    .max(10_000)
    .default([])
    .describe('Single tickets for which the choice is another one.'),
  matches: z
    .array(
      z.object({
        kind: z.enum(['product', 'customer']),
        in_file: z.number().int().describe('The `in_file` of a near match.'),
        stored_id: rowId,
      }),
    )
    .max(MOST_MATCHES)
    .default([])
    .describe('Near matches that are the same; all others become new.'),
});
export type ImportChoices = z.infer<typeof importChoices>;

/** A stored ticket that the file has with another content. */
export const changedTicket = z.object({
  sale_id: rowId,
  number: z.string(),
  business_date: z.string(),
  differences: z.array(
    z.object({
      what: z.string().describe('Such as "Net sales" or "Flat White".'),
      stored: z.string(),
      in_file: z.string(),
    }),
  ),
});
export type ChangedTicket = z.infer<typeof changedTicket>;

/** A name in the file that is nearly a stored one. */
const nearMatch = z.object({
  kind: z.enum(['product', 'customer']),
  in_file: z.number().int().describe('Names it in `matches`.'),
  name: z.string(),
  stored_id: rowId,
  stored_name: z.string(),
  reason: z.string().describe('Such as "The names differ in one letter."'),
});
export type NearMatch = z.infer<typeof nearMatch>;

/** A row that cannot be stored as it stands. */
export const badRow = z.object({
  row: z.number().int(),
  values: z.record(z.string(), z.string()).describe('column header → what the file says'),
  errors: z.array(rowError.omit({ row: true })),
});
export type BadRow = z.infer<typeof badRow>;

/** What a cell of a bad row should most likely say. */
export const suggestedCell = z.object({
  row: z.number().int(),
  column: z.string(),
  suggestion: z.string(),
});
export type SuggestedCell = z.infer<typeof suggestedCell>;

/** rows = stored_rows + bad_rows + excluded + already_there.rows + changed.rows, always. */
export const importCheck = z.object({
  rows: z.number().int().describe('Data rows of the file.'),
  stored_rows: z.number().int().describe('Rows that an import would store.'),
  bad_rows: z.number().int(),
  bad: z.array(badRow).describe('The first 500.'),
  suggestions: z.number().int().describe('Cells of bad rows for which there is a suggestion.'),
  excluded: z
    .array(z.object({ reason: z.string(), rows: z.number().int() }))
    .describe('Rows left out on purpose, by reason.'),
  rounded_lines: z.number().int(),
  totals: z
    .object({
      records: z.number().int().describe('Tickets, products, customers or expenses.'),
      lines: z.number().int().describe('Of the tickets; 0 for other kinds.'),
      refunds: z.number().int().describe('Of the tickets.'),
      net_sales: money.describe('Of the tickets; for expenses what they add up to.'),
      refunded: money.describe('What refunds and returned lines took back.'),
      first_date: z.string().nullable(),
      last_date: z.string().nullable(),
      new_products: z.number().int(),
      new_customers: z.number().int(),
    })
    .describe('What an import would add.'),
  already_there: z.object({
    records: z.number().int(),
    rows: z.number().int(),
    deleted: z.number().int().describe('Of the records: those that were deleted since.'),
  }),
  changed: z.object({
    records: z.number().int(),
    rows: z.number().int(),
    tickets: z.array(changedTicket).describe('The first 200.'),
  }),
  near_matches: z.array(nearMatch).max(MOST_MATCHES),
  names_not_compared: z
    .number()
    .int()
    .describe('New names, in files with very many, for which no near match was looked for.'),
});
export type ImportCheck = z.infer<typeof importCheck>;

/** How far a check is, and at the end what it found. */
export const checkMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    phase: z.enum(['reading', 'comparing']),
    share: z.number().min(0).max(1),
    rows: z.number().int(),
    rows_per_second: z.number().int().nullable(),
    seconds_left: z.number().int().nullable(),
  }),
  z.object({ type: z.literal('done'), check: importCheck }),
  z.object({
    type: z.literal('refused'),
    reason: z.string().describe('Why the file cannot be imported at all.'),
  }),
]);
export type CheckMessage = z.infer<typeof checkMessage>;

/** What was changed by hand after an import, asked before it is undone. */
export const undoPreview = z.object({
  records: z.number().int().describe('Tickets, customers or expenses that an undo takes out.'),
  edited_count: z.number().int().describe('Of them: those that were edited since.'),
  edited: z
    .array(
      z.object({
        entity: z.enum(['sale', 'expense', 'customer', 'product']),
        id: rowId,
        name: z.string().describe('Number of the ticket, description or name.'),
        edited_at: instant,
      }),
    )
    .describe('The first 100.'),
});
export type UndoPreview = z.infer<typeof undoPreview>;
