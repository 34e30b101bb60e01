import { z } from 'zod';
import {
  amount,
  customerCode,
  dateOrTime,
  instant,
  money,
  nameText,
  nonNegativeAmount,
  optionalText,
  positiveAmount,
  rowId,
} from './primitives.ts';

/** A sale is a ticket; a refund is a ticket of kind refund, with negative lines. */
export const saleKind = z.enum(['sale', 'refund'], { error: 'kind is either "sale" or "refund".' });

/** Where a change came from. */
export const source = z.enum(['window', 'api', 'import', 'demo', 'system']);

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

const quantity = z
  .number({ error: 'Write the quantity as a number.' })
  .refine((value) => value !== 0, { error: 'The quantity must not be 0.' })
  .refine((value) => Math.abs(value) <= 1_000_000, { error: 'The quantity is too large.' })
  .refine((value) => Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6, {
    error: 'A quantity has at most three decimals.',
  });

export const saleLineInput = z.object({
  product_name: nameText('The product name').optional(),
  sku: nameText('The SKU', 100).optional(),
  product_id: rowId.optional(),
  category: optionalText('The category', 100),
  quantity: quantity.default(1),
  amount: amount.describe('The line as sold: price × quantity before discount, without tax.'),
  discount: nonNegativeAmount.default(0),
  tax: amount.default(0),
  cost: amount.nullish().describe("Cost of the whole line; the product's cost when not given."),
});

/**
 * A sale as typed or posted. The simple form is `product_name` and `amount`; a ticket has `lines`.
 * A refund is written with positive amounts and `kind: "refund"`.
 */
export const saleInput = z
  .object({
    product_name: nameText('The product name').optional(),
    amount: positiveAmount.optional(),
    quantity: quantity.optional(),
    customer_id: customerCode.nullish(),
    category: optionalText('The category', 100),
    date: dateOrTime.optional(),
    kind: saleKind.default('sale'),
    number: optionalText('The ticket number', 100),
    staff: optionalText('The staff name', 100),
    channel: optionalText('The channel', 100),
    tender: optionalText('The tender', 100),
    note: optionalText('The note', 2000),
    external_id: optionalText('The external id', 200),
    refund_of: rowId.nullish(),
    discount: nonNegativeAmount.default(0).describe('Off the whole ticket.'),
    tip: nonNegativeAmount.default(0),
    shipping: nonNegativeAmount.default(0),
    lines: z
      .array(saleLineInput)
      .min(1, { error: 'A ticket has at least one line.' })
      .max(1000, { error: 'A ticket has at most 1000 lines.' })
      .optional(),
  })
  .superRefine((value, issues) => {
    const need = (field: string, message: string) =>
      issues.addIssue({ code: 'custom', path: [field], message });
    if (value.lines) {
      if (value.product_name !== undefined)
        need('product_name', 'Give either product_name and amount, or lines, not both.');
      if (value.amount !== undefined)
        need('amount', 'Give either product_name and amount, or lines, not both.');
      value.lines.forEach((line, index) => {
        if (!line.product_name && !line.sku && !line.product_id)
          issues.addIssue({
            code: 'custom',
            path: ['lines', index, 'product_name'],
            message: 'A line needs a product_name, a sku or a product_id.',
          });
      });
    } else {
      if (value.product_name === undefined) need('product_name', 'The product name is missing.');
      if (value.amount === undefined) need('amount', 'The amount is missing.');
    }
  });
export type SaleInput = z.infer<typeof saleInput>;

/**
 * A change to a sale: what is not given stays. `product_name`, `amount`, `quantity` and `category`
 * change a ticket of one line; a ticket of several is changed by giving all its `lines`.
 */
export const salePatch = z.object({
  product_name: nameText('The product name').optional(),
  amount: positiveAmount
    .optional()
    .describe('As the sale shows it, after the discount it has; before it when discount is given.'),
  quantity: quantity.optional(),
  customer_id: customerCode.nullish(),
  category: optionalText('The category', 100),
  date: dateOrTime.optional(),
  number: optionalText('The ticket number', 100),
  staff: optionalText('The staff name', 100),
  channel: optionalText('The channel', 100),
  tender: optionalText('The tender', 100),
  note: optionalText('The note', 2000),
  discount: nonNegativeAmount.optional(),
  tip: nonNegativeAmount.optional(),
  shipping: nonNegativeAmount.optional(),
  lines: z.array(saleLineInput).min(1).max(1000).optional(),
});
export type SalePatch = z.infer<typeof salePatch>;
