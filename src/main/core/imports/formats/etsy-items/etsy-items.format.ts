import type { ImportFormat } from '../format.ts';

/**
 * Etsy's sold order items. Quirks: 09/03/26 is month/day/year; shipping and sales tax are those of
 * the order and repeated on each of its rows.
 */
export const etsyItems: ImportFormat = {
  name: 'Etsy sold order items',
  kind: 'sales',
  signature: ['Sale Date', 'Item Name', 'Buyer', 'Quantity', 'Price', 'Listing ID', 'Order ID'],
  columns: {
    ticket: ['Order ID'],
    date: ['Sale Date'],
    product_name: ['Item Name'],
    sku: ['SKU'],
    quantity: ['Quantity'],
    unit_price: ['Price'],
    discount: ['Discount Amount'],
    customer_id: ['Buyer'],
    customer_name: ['Ship Name', 'Buyer'],
    currency: ['Currency'],
    ticket_tax: ['Order Sales Tax'],
    shipping: ['Order Shipping'],
  },
  ways: {
    refund_rule: 'negative_amount',
    date_order: 'mdy',
    fixed: { channel: 'Etsy' },
  },
  note: 'Refunds are not in this report.',
};
