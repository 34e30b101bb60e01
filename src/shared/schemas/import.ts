import { z } from 'zod';
import { instant, money, rowId } from './primitives.ts';

/** What a file holds. */
export const importKind = z.enum(['sales', 'customers', 'expenses']);
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
  ],
  customers: ['id', 'name', 'email', 'phone', 'address', 'notes', 'birthday'],
  expenses: ['date', 'description', 'amount', 'category', 'supplier', 'tender'],
} as const satisfies Record<ImportKind, readonly string[]>;

/** Which column (by its header) feeds which field, and how values are read. */
export const importMapping = z.object({
  columns: z.record(z.string(), z.string()).describe('field → column header'),
  date_order: z.enum(['ymd', 'dmy', 'mdy']),
  decimal: z.enum(['.', ',']),
  refund_rule: z
    .enum(['none', 'negative_amount', 'ticket_prefix_c', 'refund_column'])
    .describe('How the file marks a refund ticket.'),
  extra_decimals: z
    .enum(['refuse', 'round'])
    .default('refuse')
    .describe('Amounts with more decimals than the currency: a bad row, or rounded and counted.'),
});
export type ImportMapping = z.infer<typeof importMapping>;

/** What was understood of a file, before anything is written. */
export const importPreview = z.object({
  upload_id: z.string(),
  file_name: z.string(),
  file_bytes: z.number().int(),
  kind: importKind,
  recognised_as: z.string().describe('Such as "Tillwise sales template" or "Order lines".'),
  encoding: z.string(),
  delimiter: z.string(),
  headers: z.array(z.string()),
  sample: z.array(z.array(z.string())).describe('The first rows as they stand in the file.'),
  mapping: importMapping,
  reasons: z.array(z.string()).describe('Why it was read this way, in words.'),
  missing: z.array(z.string()).describe('Required fields that no column feeds yet.'),
  rows: z
    .array(
      z.object({
        row: z.number().int(),
        values: z.record(z.string(), z.string()).describe('field → value as it will be stored'),
        problem: z.string().nullable(),
      }),
    )
    .describe('The first rows as they will be stored.'),
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
  net_sales: money,
  first_date: z.string().nullable(),
  last_date: z.string().nullable(),
  started_at: instant,
  finished_at: instant.nullable(),
});
export type ImportBatch = z.infer<typeof importBatch>;
