import type { ImportFormat } from '../format.ts';

/**
 * Square's item report: one row per item of a payment, newest first. Quirks: refunds are rows of
 * their own with negative money and quantity; discounts are negative on sales; the category "None";
 * some exports lack Commission and Employee.
 */
export const squareItems: ImportFormat = {
  name: 'Square items',
  kind: 'sales',
  signature: ['Item', 'Qty', 'Price Point Name', 'Gross Sales', 'Transaction ID', 'Event Type'],
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
  ways: { refund_rule: 'refund_column', date_order: 'mdy' },
  note: 'Rows of the event type "Refund" take back. Times are read as the shop’s own.',
};
