import { type ImportFormat, WITHOUT_ITEMS } from '../format.ts';

/**
 * Loyverse's receipts, one row each, no items. Quirks: as with the items, gross sales of a refund
 * are positive; the total tells whether the taxes come on top.
 */
export const loyverseReceipts: ImportFormat = {
  name: 'Loyverse receipts',
  kind: 'sales',
  signature: ['Receipt number', 'Receipt type', 'Net sales', 'Total collected', 'Payment type'],
  without: ['Item'],
  columns: {
    ticket: ['Receipt number'],
    date: ['Date'],
    amount: ['Net sales'],
    discount: ['Discounts'],
    tax: ['Taxes'],
    tip: ['Tips'],
    cost: ['Cost of goods'],
    customer_id: ['Customer name'],
    customer_name: ['Customer name'],
    staff: ['Cashier name'],
    tender: ['Payment type'],
    channel: ['Dining option'],
    refund: ['Receipt type'],
    ticket_total: ['Total collected'],
  },
  ways: {
    refund_rule: 'refund_column',
    refund_words: ['Refund'],
    amount_is: 'after_discount',
    tax: 'by_totals',
    fixed: { product_name: WITHOUT_ITEMS },
    skip: [
      { column: 'Status', is: ['cancelled', 'canceled'], because: 'The receipt was cancelled.' },
    ],
  },
  note: 'This report has no items: every receipt is one line.',
};
