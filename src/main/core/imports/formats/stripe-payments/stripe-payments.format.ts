import { type ImportFormat, WITHOUT_ITEMS } from '../format.ts';

/**
 * Stripe's payments, one row each. Quirks: times are UTC; failed payments are in the file; refunds
 * are an amount on the payment; currencies in small letters.
 */
export const stripePayments: ImportFormat = {
  name: 'Stripe payments',
  kind: 'sales',
  signature: ['id', 'Created date (UTC)|Created (UTC)', 'Amount', 'Amount Refunded', 'Status'],
  columns: {
    ticket: ['id'],
    date: ['Created date (UTC)', 'Created (UTC)'],
    amount: ['Amount'],
    refunded: ['Amount Refunded'],
    currency: ['Currency'],
    customer_id: ['Customer ID'],
    customer_name: ['Customer Description', 'Customer Email'],
  },
  ways: {
    refund_rule: 'none',
    times: 'utc',
    fixed: { product_name: WITHOUT_ITEMS, channel: 'Stripe', tender: 'card' },
    skip: [
      { column: 'Status', is: ['failed', 'blocked'], because: 'The payment failed.' },
      {
        column: 'Status',
        is: ['canceled', 'cancelled'],
        because: 'The payment was cancelled.',
      },
      {
        column: 'Status',
        is: ['pending', 'requires*', 'uncaptured', 'incomplete'],
        because: 'The payment is not complete.',
      },
    ],
  },
  note: 'This report has no items: every payment is one line. A refund is dated with its payment. Stripe’s fees are not counted.',
};
