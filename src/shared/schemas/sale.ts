/** Sales as they are shown. */
import { z } from 'zod';
import { instant, money, rowId } from './primitives.ts';

/** A sale is a ticket; a refund is a ticket of kind refund, with negative lines. */
export const saleKind = z.enum(['sale', 'refund'], { error: 'kind is either "sale" or "refund".' });

/** Where a change came from. */
export const source = z.enum(['window', 'api', 'import', 'watch', 'demo', 'system']);

export const saleLine = z.object({
  id: rowId,
  product_id: rowId,
  product_name: z.string(),
  sku: z.string().nullable(),
  category: z.string().nullable(),
  quantity: z.number().describe('Up to three decimals; negative for what came back.'),
  gross: money.describe('Price × quantity before discount, without tax.'),
  discount: money.describe("The line's own discount and its share of the ticket's."),
  net: money.describe('gross − discount'),
  tax: money,
  cost: money.nullable().describe('Cost of the whole line; null when unknown.'),
  refund_of_line: rowId
    .nullable()
    .describe('On a refund: the line that it takes back, when the refund named one.'),
});

export const sale = z.object({
  id: rowId,
  date: z.string().describe('Business date, YYYY-MM-DD.'),
  product_name: z.string().describe('Of the first line; "Tea + 2 more" when there are several.'),
  amount: money.describe('Net sales of the ticket; negative for a refund.'),
  customer_id: z.string().nullable(),
  category: z.string().nullable().describe('Of the first line.'),
  created_at: instant,
  updated_at: instant,
  version: z.number().int(),
  number: z.string().describe('Ticket number.'),
  kind: saleKind,
  sold_at: instant,
  time_known: z.boolean().describe('False when only the date was given.'),
  customer_name: z.string().nullable(),
  staff: z.string().nullable(),
  channel: z.string().nullable(),
  tenders: z.array(z.object({ kind: z.string(), amount: money })),
  note: z.string().nullable(),
  source,
  external_id: z.string().nullable(),
  refund_of: rowId.nullable().describe('The sale that this refund takes back.'),
  gross: money,
  discount: money,
  returns: money,
  tax: money,
  tip: money,
  shipping: money,
  total: money.describe('Total collected: net + tax + tip + shipping.'),
  lines: z.array(saleLine),
});
export type Sale = z.infer<typeof sale>;

/** What can still be taken back of a sale. */
export const refundable = z.object({
  lines: z.array(
    z.object({
      line_id: rowId,
      product_name: z.string(),
      quantity: z.number(),
      net: money,
      tax: money,
    }),
  ),
  tip: money,
  shipping: money,
  total: money,
});
export type Refundable = z.infer<typeof refundable>;
