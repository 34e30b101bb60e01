/** What may be sent of sales and refunds, alone or many at once, and what became of a batch. */
import { z } from 'zod';
import { customerInput } from './customer.ts';
import {
  amount,
  customerCode,
  dateOrTime,
  nameText,
  nonNegativeAmount,
  optionalText,
  positiveAmount,
  rowId,
} from './primitives.ts';
import { saleKind } from './sale.ts';

const quantity = z
  .number({ error: 'Write the quantity as a number.' })
  .refine((value) => Math.abs(value) <= 1_000_000, {
    error: 'The quantity is too large. The largest is 1,000,000.',
    abort: true,
  })
  .refine((value) => Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6, {
    error: 'A quantity has at most three decimals.',
    abort: true,
  })
  .refine((value) => Math.round(value * 1000) !== 0, { error: 'The quantity must not be 0.' });

const unitPrice = nonNegativeAmount.refine((value) => /^-?\d+(\.\d{1,6})?$/.test(String(value)), {
  error: 'A unit price has at most six decimals.',
});

export const saleLineInput = z
  .object({
    product_name: nameText('The product name').optional(),
    sku: optionalText('The SKU', 100),
    product_id: rowId.optional(),
    category: optionalText('The category', 100),
    quantity: quantity.default(1),
    unit_price: unitPrice
      .optional()
      .describe('Price of one. Makes the amount when that is missing, else it must agree with it.'),
    amount: amount
      .optional()
      .describe('The line as sold: price × quantity before discount. It is what counts.'),
    gross: amount.optional().describe('The same as amount, as lines of a sale show it.'),
    discount: amount.default(0),
    tax: amount.optional(),
    cost: amount.nullish().describe("Cost of the whole line; the product's cost when not given."),
  })
  .superRefine((line, issues) => {
    const need = (field: string, message: string) =>
      issues.addIssue({ code: 'custom', path: [field], message });
    if (!line.product_name && !line.sku && !line.product_id)
      need('product_name', 'A line needs a product_name, a sku or a product_id.');
    if (line.amount === undefined && line.unit_price === undefined && line.gross === undefined)
      need('amount', 'A line needs an amount, or a unit_price.');
    if (line.amount !== undefined && line.gross !== undefined && line.amount !== line.gross)
      need('amount', 'amount and gross are the same. Give one of them.');
  });

const tenderInputs = z
  .array(z.object({ kind: nameText('The tender', 100), amount }))
  .max(20, { error: 'A ticket is paid in at most 20 ways.' })
  .describe('How it was paid; the amounts add up to the total of the ticket.');

const ticketLines = z
  .array(saleLineInput)
  .min(1, { error: 'A ticket has at least one line.' })
  .max(1000, { error: 'A ticket has at most 1000 lines.' });

/** What a ticket and a change of one have in common. */
const ticketFields = {
  product_name: nameText('The product name').optional(),
  amount: positiveAmount.optional(),
  quantity: quantity.optional(),
  customer_id: customerCode.nullish(),
  category: optionalText('The category', 100),
  date: dateOrTime.optional(),
  sold_at: dateOrTime.optional().describe('When it was sold; the same as date with a time.'),
  number: optionalText('The ticket number', 100),
  ticket: optionalText('The ticket number', 100).describe('The same as number.'),
  staff: optionalText('The staff name', 100),
  channel: optionalText('The channel', 100),
  tender: optionalText('The tender', 100).describe('When everything was paid in one way.'),
  tenders: tenderInputs.optional(),
  note: optionalText('The note', 2000),
  tax: nonNegativeAmount
    .optional()
    .describe('Of the whole ticket, shared over its lines; or on each line instead.'),
  tax_included: z
    .boolean({ error: 'tax_included is true or false.' })
    .default(false)
    .describe('The amounts of lines and discounts contain the tax; it is taken out of them.'),
  total: amount
    .optional()
    .describe('What was paid in all. Checked: a ticket that adds up to another sum is refused.'),
};

const TICKET_ALIAS = 'number and ticket are the same. Give one of them.';

/**
 * A sale as typed or posted. The simple form is `product_name` and `amount`; a ticket has `lines`.
 * A refund is written with positive amounts and `kind: "refund"`.
 */
export const saleInput = z
  .object({
    ...ticketFields,
    kind: saleKind.default('sale'),
    customer: customerInput.optional().describe('A customer who is added when the id is new.'),
    external_id: optionalText('The external id', 200).describe(
      'Of the sender. The same one again is answered with the stored sale.',
    ),
    external_source: optionalText('The external source', 100).describe(
      'Whose external ids these are, when several tokens share them; else the token itself.',
    ),
    refund_of: rowId.nullish(),
    discount: nonNegativeAmount.default(0).describe('Off the whole ticket.'),
    tip: nonNegativeAmount.default(0),
    shipping: nonNegativeAmount.default(0),
    lines: ticketLines.optional(),
  })
  .superRefine((value, issues) => {
    const need = (field: string, message: string) =>
      issues.addIssue({ code: 'custom', path: [field], message });
    if (value.ticket && value.number && value.ticket !== value.number) need('ticket', TICKET_ALIAS);
    if (value.tender && value.tenders?.length)
      need('tenders', 'Give either tender or tenders, not both.');
    if (value.customer && value.customer_id && value.customer.id !== value.customer_id)
      need('customer.id', 'customer_id and customer name different customers. Give one of them.');
    if (value.lines) {
      if (value.product_name !== undefined)
        need('product_name', 'Give either product_name and amount, or lines, not both.');
      if (value.amount !== undefined)
        need('amount', 'Give either product_name and amount, or lines, not both.');
    } else {
      if (value.product_name === undefined) need('product_name', 'The product name is missing.');
      if (value.amount === undefined) need('amount', 'The amount is missing.');
    }
  });
export type SaleInput = z.infer<typeof saleInput>;

const FIXED = 'Stays as it is; it may be sent back as the sale shows it.';

/**
 * A change to a sale: what is not given stays. `product_name`, `amount`, `quantity` and `category`
 * change a ticket of one line; a ticket of several is changed by giving all its `lines`.
 */
export const salePatch = z
  .object({
    ...ticketFields,
    kind: saleKind.optional().describe(FIXED),
    external_id: optionalText('The external id', 200).describe(FIXED),
    refund_of: rowId.nullish().describe(FIXED),
    amount: amount
      .optional()
      .describe(
        'As the sale shows it, after the discount it has; before it when discount is given.',
      ),
    discount: nonNegativeAmount.optional(),
    tip: amount.optional(),
    shipping: amount.optional(),
    tax: amount.optional(),
    lines: ticketLines.optional(),
  })
  .superRefine((value, issues) => {
    if (value.ticket && value.number && value.ticket !== value.number)
      issues.addIssue({ code: 'custom', path: ['ticket'], message: TICKET_ALIAS });
  });
export type SalePatch = z.infer<typeof salePatch>;

/** What of a sale is taken back: everything that is left of it, or some of its lines. */
export const refundInput = z
  .object({
    lines: z
      .array(
        z.object({
          line_id: rowId,
          quantity: quantity
            .refine((value) => value > 0, {
              error: 'Write the quantity that comes back as a positive number.',
            })
            .optional()
            .describe('All that is left of the line when not given.'),
        }),
      )
      .min(1, { error: 'Name at least one line, or leave lines out to refund the whole ticket.' })
      .max(1000, { error: 'A ticket has at most 1000 lines.' })
      .optional(),
    tip: nonNegativeAmount
      .optional()
      .describe('Without lines: what is left of it; with lines: nothing.'),
    shipping: nonNegativeAmount
      .optional()
      .describe('Without lines: what is left of it; with lines: nothing.'),
    date: ticketFields.date,
    sold_at: ticketFields.sold_at,
    number: ticketFields.number,
    ticket: ticketFields.ticket,
    staff: ticketFields.staff,
    note: ticketFields.note,
    tender: ticketFields.tender.describe('As the sale was paid, when not given.'),
    tenders: tenderInputs.optional(),
    total: ticketFields.total,
    external_id: optionalText('The external id', 200),
    external_source: optionalText('The external source', 100),
  })
  .superRefine((value, issues) => {
    const need = (field: string, message: string) =>
      issues.addIssue({ code: 'custom', path: [field], message });
    if (value.ticket && value.number && value.ticket !== value.number) need('ticket', TICKET_ALIAS);
    if (value.tender && value.tenders?.length)
      need('tenders', 'Give either tender or tenders, not both.');
  });
export type RefundInput = z.infer<typeof refundInput>;

/** Tickets in one call; each is checked by itself, so that a bad one stops no other. */
export const batchInput = z.object({
  sales: z
    .array(z.unknown())
    .min(1, { error: 'Send at least one ticket.' })
    .max(1000, { error: 'Send at most 1000 tickets in one call.' })
    .describe('Each as in "Create a sale".'),
});

/** The sender's name for a ticket that could not be read otherwise. */
export const batchedId = z.object({ external_id: z.string() });

/** What became of one ticket of a batch. */
const batchResult = z.object({
  index: z.number().int().describe('Its place in the call, from 0.'),
  status: z
    .number()
    .int()
    .describe('201 stored; 200 was there already under its external id; else why it was refused.'),
  id: rowId.nullable(),
  external_id: z.string().nullable(),
  errors: z.array(z.object({ field: z.string(), reason: z.string() })),
});
export type BatchResult = z.infer<typeof batchResult>;

export const batchAnswer = z.object({
  created: z.number().int(),
  existing: z.number().int(),
  refused: z.number().int(),
  results: z.array(batchResult).describe('In the order of the call.'),
});
