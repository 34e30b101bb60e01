import type { ImportFormat } from '../format.ts';

/**
 * Shopify's order export: one row per item. Quirks: amounts of the order stand on its first row
 * only, and a blank total is not 0; times carry their offset; line feeds inside notes of a CRLF
 * file; refunds are an amount on the order; whether prices contain the tax, and whether the discount of
 * an order holds those of its lines, is told by the totals.
 */
export const shopifyOrders: ImportFormat = {
  name: 'Shopify orders',
  kind: 'sales',
  signature: [
    'Name',
    'Financial Status',
    'Created at',
    'Total',
    'Lineitem quantity',
    'Lineitem name',
    'Lineitem price',
  ],
  columns: {
    ticket: ['Name'],
    date: ['Created at'],
    product_name: ['Lineitem name'],
    sku: ['Lineitem sku'],
    quantity: ['Lineitem quantity'],
    unit_price: ['Lineitem price'],
    discount: ['Lineitem discount'],
    customer_id: ['Email'],
    customer_name: ['Billing Name', 'Shipping Name', 'Email'],
    currency: ['Currency'],
    staff: ['Employee'],
    tender: ['Payment Method'],
    channel: ['Source'],
    ticket_discount: ['Discount Amount'],
    ticket_tax: ['Taxes'],
    shipping: ['Shipping'],
    ticket_total: ['Total'],
    refunded: ['Refunded Amount'],
  },
  ways: {
    refund_rule: 'none',
    tax: 'by_totals',
    skip: [
      {
        column: 'Cancelled at',
        is: ['*'],
        because: 'The order was cancelled.',
        whole_ticket: true,
      },
      {
        column: 'Financial Status',
        is: ['voided'],
        because: 'The payment was voided.',
        whole_ticket: true,
      },
    ],
  },
  note: 'A refunded amount becomes a refund of its own on the day of the order: the file does not say when it was paid back. Of a part refund it does not say what came back, so it is shared over the order.',
};
