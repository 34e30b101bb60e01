import type { ImportFormat } from '../format.ts';

/**
 * Loyverse's receipts by item. Quirks: on a refund the gross sales stay positive and only the net
 * sales are negative, so the net counts; dates as the account is set (7/28/26 1:33 PM or 01/10/2026
 * 23:50); whether prices contain the tax is not in the file.
 */
export const loyverseReceiptsByItem: ImportFormat = {
  name: 'Loyverse receipts by item',
  kind: 'sales',
  signature: ['Receipt number', 'Receipt type', 'Item', 'Variant', 'Gross sales', 'Net sales'],
  columns: {
    ticket: ['Receipt number'],
    date: ['Date'],
    product_name: ['Item'],
    sku: ['SKU'],
    quantity: ['Quantity'],
    amount: ['Net sales'],
    discount: ['Discounts'],
    tax: ['Taxes'],
    cost: ['Cost of goods'],
    category: ['Category'],
    customer_id: ['Customer name'],
    customer_name: ['Customer name'],
    staff: ['Cashier name'],
    channel: ['Dining option'],
    refund: ['Receipt type'],
  },
  joined: { product_name: ['Variant'] },
  ways: {
    refund_rule: 'refund_column',
    refund_words: ['Refund'],
    amount_is: 'after_discount',
    tax: 'by_totals',
    skip: [
      { column: 'Status', is: ['cancelled', 'canceled'], because: 'The receipt was cancelled.' },
    ],
  },
  note: 'Receipts of the type "Refund" take back what their net sales say.',
};
