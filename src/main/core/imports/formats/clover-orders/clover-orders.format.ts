import { type ImportFormat, WITHOUT_ITEMS } from '../format.ts';

/**
 * Clover's orders, one row each, no items. Quirks: 16-Dec-2023 02:44 AM EST; the order total is
 * after discount and contains the tax; open orders are in the file; refunds are an amount on the order.
 */
export const cloverOrders: ImportFormat = {
  name: 'Clover orders',
  kind: 'sales',
  signature: ['Order Date', 'Order ID', 'Order Total', 'Payments Total', 'Order Payment State'],
  columns: {
    ticket: ['Order ID'],
    date: ['Order Date'],
    amount: ['Order Total'],
    discount: ['Discount'],
    tax: ['Tax Amount'],
    tip: ['Tip'],
    refunded: ['Refunds Total'],
    currency: ['Currency'],
    staff: ['Order Employee Name'],
    tender: ['Tender'],
    channel: ['Order Type'],
  },
  ways: {
    refund_rule: 'negative_amount',
    amount_is: 'after_discount',
    tax: 'included',
    fixed: { product_name: WITHOUT_ITEMS },
    skip: [{ column: 'Order Payment State', is: ['open'], because: 'The order is still open.' }],
  },
  note: 'This report has no items: every order is one line, service charges in it. A refund is dated with its order. Manual refunds without an order are not counted.',
};
