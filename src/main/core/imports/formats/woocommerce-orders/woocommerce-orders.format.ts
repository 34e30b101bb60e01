import type { ImportFormat } from '../format.ts';

/**
 * WooCommerce Analytics: one row per order, the items in one cell ("2× Mug, 1× Hat"). Quirks: a
 * refund is a row of its own with negative sales and the order's number; dates as the site shows them.
 */
export const woocommerceOrders: ImportFormat = {
  name: 'WooCommerce orders',
  kind: 'sales',
  signature: ['Order #', 'N. Revenue (formatted)', 'Product(s)', 'Items sold', 'Net Sales'],
  columns: {
    ticket: ['Order #'],
    date: ['Date'],
    product_name: ['Product(s)'],
    quantity: ['Items sold'],
    amount: ['Net Sales'],
    customer_id: ['Customer'],
    customer_name: ['Customer'],
    channel: ['Attribution'],
  },
  ways: {
    refund_rule: 'negative_amount',
    packed_items: true,
    skip: [
      {
        column: 'Status',
        is: ['cancelled', 'failed', 'trash', 'checkout-draft'],
        because: 'The order was cancelled or failed.',
      },
      {
        column: 'Status',
        is: ['pending', 'pending payment', 'on-hold', 'on hold'],
        because: 'The order is not paid yet.',
      },
    ],
  },
  note: 'This report names no prices: the net sales of an order are shared over its items by quantity. Taxes and shipping are not in it.',
};
