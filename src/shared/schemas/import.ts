import { z } from 'zod';
import { SHAPE_FOUND_OUT, tableShape } from './file-shape.ts';
import { instant, money, rowId } from './primitives.ts';
import { source } from './sale.ts';

/** What a file holds. */
export const importKind = z.enum(['sales', 'customers', 'expenses', 'products']);
export type ImportKind = z.infer<typeof importKind>;

/** The fields a column can be read as, by kind of file. The order is that of the mapping form. */
export const importFields = {
  sales: [
    'date',
    'time',
    'ticket',
    'product_name',
    'sku',
    'barcode',
    'quantity',
    'unit_price',
    'amount',
    'discount',
    'tax',
    'cost',
    'customer_id',
    'customer_name',
    'category',
    'staff',
    'tender',
    'channel',
    'refund',
    'currency',
    'ticket_discount',
    'ticket_tax',
    'shipping',
    'tip',
    'ticket_total',
    'refunded',
    'record',
    'sold_at',
    'tenders',
    'note',
    'external_id',
    'external_source',
    'refund_of',
    'refund_of_line',
  ],
  customers: ['id', 'name', 'email', 'phone', 'address', 'notes', 'birthday'],
  expenses: [
    'date',
    'description',
    'amount',
    'money_in',
    'category',
    'supplier',
    'tender',
    'currency',
    'record',
  ],
  products: ['sku', 'barcode', 'name', 'category', 'price', 'cost'],
} as const satisfies Record<ImportKind, readonly string[]>;

/** Rows that are left out on purpose: cancelled orders, subtotals, payments that were declined. */
const skipRule = z.object({
  column: z.string().describe('Header of the column that says it.'),
  is: z
    .array(z.string())
    .min(1)
    .describe(
      'Values that say it, without case; "" is an empty cell, "Total*" begins so, "*" is any.',
    ),
  because: z.string().describe('Such as "The order was cancelled."'),
  whole_ticket: z
    .boolean()
    .default(false)
    .describe('Rows of the same ticket that follow are left out, too.'),
});

const headersByField = z.record(z.string(), z.array(z.string())).default({});

/** Which column (by its header) feeds which field, and how values are read. */
export const importMapping = z.object({
  table: tableShape
    .default(SHAPE_FOUND_OUT)
    .describe('Encoding, separator and header line, where the guess would be wrong.'),
  columns: z.record(z.string(), z.string()).describe('field → column header'),
  joined_columns: headersByField.describe(
    'field → columns whose values follow the first, such as a last name behind a first name',
  ),
  fallback_columns: headersByField.describe('field → columns to look in where the first is empty'),
  fixed: z
    .record(z.string(), z.string())
    .default({})
    .describe('field → value of the rows that have none'),
  empty_words: z
    .array(z.string())
    .default([])
    .describe('Values that stand for nothing, such as "n/a"; without case.'),
  date_order: z.enum(['ymd', 'dmy', 'mdy']),
  times: z.enum(['shop', 'utc']).default('shop').describe('Whose clock the times are of.'),
  decimal: z.enum(['.', ',']),
  refund_rule: z
    .enum(['none', 'negative_amount', 'ticket_prefix_c', 'refund_column'])
    .describe('How the file marks a refund ticket.'),
  refund_words: z
    .array(z.string())
    .default([])
    .describe('What the refund column says of a refund; empty: yes or no in common words.'),
  amount_is: z
    .enum(['before_discount', 'after_discount'])
    .default('before_discount')
    .describe('Whether the discount is still in the amount.'),
  tax: z
    .enum(['added', 'included'])
    .default('added')
    .describe('Whether amounts contain the tax; then it is taken out of them.'),
  packed_items: z
    .boolean()
    .default(false)
    .describe('The product cell lists several items: "2× Mug, 1× Hat".'),
  tender_columns: z
    .record(z.string(), z.string())
    .default({})
    .describe('column of an amount → the payment it stands for: {"Cash": "cash"}'),
  category_paths: z
    .boolean()
    .default(false)
    .describe('"Clothing > Shirts, Sale" is the category Shirts.'),
  money_out: z
    .enum(['positive', 'negative'])
    .default('positive')
    .describe('Expenses: the sign of money that goes out; the other sign is money in.'),
  skip: z.array(skipRule).default([]),
  extra_decimals: z
    .enum(['refuse', 'round'])
    .default('refuse')
    .describe('Amounts with more decimals than the currency: a bad row, or rounded and counted.'),
});
export type ImportMapping = z.infer<typeof importMapping>;

/** What a file does not say by itself: asked with real rows, answered by another mapping. */
const importQuestion = z.object({
  id: z.enum(['kind', 'date_order', 'decimal', 'tax', 'money_out', 'refunds']),
  text: z.string().describe('Such as "Is 03/04/2026 the 3rd of April or the 4th of March?"'),
  chosen: z.string().describe('The value of the option that is used now.'),
  options: z
    .array(
      z.object({
        value: z.string(),
        label: z.string(),
        examples: z.array(z.string()).describe('How up to two real rows would read.'),
        mapping: importMapping.describe('The mapping with this answer.'),
        kind: importKind.describe('What the file holds with this answer.'),
      }),
    )
    .min(2),
});
export type ImportQuestion = z.infer<typeof importQuestion>;

/** What was understood of a file, before anything is written. */
export const importPreview = z.object({
  upload_id: z.string(),
  file_name: z.string(),
  file_bytes: z.number().int(),
  kind: importKind,
  recognised_as: z.string().describe('Such as "Tillwise sales template" or "Order lines".'),
  encoding: z.string(),
  delimiter: z.string(),
  header_line: z.number().int().describe('Line of the file that names the columns; 0 for none.'),
  first_lines: z
    .array(z.object({ line: z.number().int(), text: z.string() }))
    .describe('The first lines of the file that are not empty.'),
  headers: z.array(z.string()),
  sample: z.array(z.array(z.string())).describe('The first rows as they stand in the file.'),
  mapping: importMapping,
  reasons: z.array(z.string()).describe('Why it was read this way, in words.'),
  questions: z
    .array(importQuestion)
    .describe('What stays ambiguous; a guess is made until it is answered.'),
  excluded: z
    .array(z.object({ reason: z.string(), rows: z.number().int() }))
    .describe('Rows among the first that are left out on purpose, by reason.'),
  missing: z.array(z.string()).describe('Required fields that no column feeds yet.'),
  rows: z
    .array(
      z.object({
        row: z.number().int(),
        values: z.record(z.string(), z.string()).describe('field → value as it will be stored'),
        problem: z.string().nullable(),
        excluded: z.string().nullable().describe('Why it is left out on purpose.'),
        rule: z
          .string()
          .nullable()
          .describe('What the description contains, where an expense rule set the category.'),
      }),
    )
    .describe('The first rows as they will be stored, or those from the row that was asked for.'),
  rows_follow: z.boolean().describe('The file has more rows behind those shown.'),
  saved_mapping: z
    .object({
      id: rowId,
      name: z.string(),
      used: z.boolean().describe('False when another mapping was chosen by hand.'),
    })
    .nullable()
    .describe("The owner's own mapping for this header."),
  already_imported: z
    .object({ import_id: rowId, finished_at: instant })
    .nullable()
    .describe('The same file, imported before.'),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const rowError = z.object({
  row: z.number().int().describe('Line of the file, the header being 1.'),
  column: z.string(),
  value: z.string(),
  reason: z.string(),
  suggestion: z
    .string()
    .nullable()
    .describe('What the value should most likely be; null when nothing is safe to suggest.'),
});
export type RowError = z.infer<typeof rowError>;

const importStatus = z.enum([
  'reading',
  'writing',
  'done',
  'cancelling',
  'cancelled',
  'failed',
  'undoing',
  'undone',
  'interrupted',
]);

export const importBatch = z.object({
  id: rowId,
  kind: importKind,
  file_name: z.string(),
  status: importStatus,
  message: z.string().nullable().describe('Why it failed or stopped, in words.'),
  progress: z.number().min(0).max(1),
  total_rows: z.number().int().describe('Data rows in the file.'),
  imported_rows: z.number().int(),
  bad_rows: z.number().int(),
  tickets: z.number().int(),
  new_products: z.number().int(),
  new_customers: z.number().int(),
  rounded_lines: z.number().int().describe('Lines whose computed amount was rounded.'),
  excluded_rows: z.number().int().describe('Rows left out on purpose.'),
  already_there_rows: z.number().int().describe('Rows that were stored already.'),
  changed_rows: z
    .number()
    .int()
    .describe('Rows of tickets that are stored with another content, and were kept so.'),
  replaced_tickets: z.number().int().describe('Stored tickets that those of the file replaced.'),
  rows_per_second: z.number().int().nullable().describe('While it runs.'),
  seconds_left: z.number().int().nullable().describe('While it runs, estimated.'),
  file_bytes: z.number().int(),
  file_sha256: z.string().nullable(),
  actor_name: z.string().describe('Who started it.'),
  source: source.describe('Where it came from: window, api, watch, demo.'),
  net_sales: money,
  first_date: z.string().nullable(),
  last_date: z.string().nullable(),
  started_at: instant,
  finished_at: instant.nullable(),
});
export type ImportBatch = z.infer<typeof importBatch>;
