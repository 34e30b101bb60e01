import type { ImportFormat } from '../format.ts';

/**
 * Toast's item selections: one row per item. Quirks: ids of 19 digits, which are texts; voided items
 * are in the file; some exports write Discnt.
 */
export const toastItems: ImportFormat = {
  name: 'Toast items',
  kind: 'sales',
  signature: ['Order Id', 'Check Id', 'Menu Item', 'Gross Price', 'Net Price', 'Qty', 'Void?'],
  columns: {
    ticket: ['Check Id'],
    date: ['Order Date'],
    product_name: ['Menu Item'],
    sku: ['SKU'],
    quantity: ['Qty'],
    amount: ['Gross Price'],
    discount: ['Discount', 'Discnt'],
    tax: ['Tax'],
    category: ['Sales Category'],
    staff: ['Server'],
    channel: ['Dining Option'],
  },
  fallback: {
    ticket: ['Order Id'],
    sku: ['PLU'],
    date: ['Sent Date'],
    category: ['Menu Group', 'Menu'],
  },
  ways: {
    refund_rule: 'negative_amount',
    date_order: 'mdy',
    skip: [{ column: 'Void?', is: ['true', 'yes', '1'], because: 'The item was voided.' }],
  },
};
