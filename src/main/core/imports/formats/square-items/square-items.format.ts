import type { ImportFormat } from '../format.ts';

/**
 * Square's item report: one row per item of a payment, newest first. Refunds are rows of their own
 * with negative money; discounts are negative on sales.
 */
export const squareItems: ImportFormat = {
  name: 'Square items',
  kind: 'sales',
  signature: ['item', 'qty', 'price point name', 'gross sales', 'transaction id', 'event type'],
  columns: {
    date: ['Date'],
    time: ['Time'],
    ticket: ['Transaction ID'],
    product_name: ['Item'],
    sku: ['SKU'],
    barcode: ['GTIN'],
    quantity: ['Qty'],
    amount: ['Gross Sales'],
    discount: ['Discounts'],
    tax: ['Tax'],
    customer_id: ['Customer ID'],
    customer_name: ['Customer Name'],
    category: ['Category'],
    staff: ['Employee'],
    channel: ['Channel'],
    refund: ['Event Type'],
  },
  refunds: 'refund_column',
  extraDecimals: 'refuse',
  note: 'Rows of the event type "Refund" take back. Times are read as the shop’s own.',
};
