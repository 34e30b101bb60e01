import type { ImportFormat } from '../format.ts';

/**
 * Order exports of WooCommerce plug-ins, one row per item. Quirks: amounts of the order are repeated
 * on each of its rows; line totals are after discount and without tax; the name may stand under Name.
 */
export const woocommerceOrderItems: ImportFormat = {
  name: 'WooCommerce order items',
  kind: 'sales',
  signature: [
    'Order Number',
    'Order Status',
    'Order Date',
    'Item #',
    'Item Name|Name',
    'Order Line Total',
  ],
  columns: {
    ticket: ['Order Number'],
    date: ['Order Date'],
    product_name: ['Item Name', 'Name'],
    sku: ['SKU'],
    quantity: ['Quantity*'],
    amount: ['Order Line Total'],
    unit_price: ['Item Cost'],
    customer_id: ['Email (Billing)', 'Customer Email'],
    customer_name: ['First Name (Billing)', 'Customer Name', 'Email (Billing)'],
    tender: ['Payment Method Title', 'Payment Method'],
    ticket_tax: ['Order Total Tax Amount'],
    shipping: ['Order Shipping Amount'],
    ticket_total: ['Order Total Amount'],
    refunded: ['Order Refund Amount'],
  },
  joined: { product_name: ['Product Variation'], customer_name: ['Last Name (Billing)'] },
  ways: {
    refund_rule: 'none',
    skip: [
      {
        column: 'Order Status',
        is: ['cancelled', 'wc-cancelled', 'failed', 'wc-failed', 'trash'],
        because: 'The order was cancelled or failed.',
      },
      {
        column: 'Order Status',
        is: ['pending*', 'wc-pending', 'on hold', 'on-hold', 'wc-on-hold'],
        because: 'The order is not paid yet.',
      },
    ],
  },
  note: 'A refunded amount becomes a refund of its own on the day of the order.',
};
