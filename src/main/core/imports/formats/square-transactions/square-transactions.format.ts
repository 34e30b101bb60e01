import { type ImportFormat, WITHOUT_ITEMS } from '../format.ts';

/**
 * Square's transactions: one row per payment, no items. Quirks: refunds are rows of their own, so
 * the column Partial Refunds of the payment is not counted again; saved by Excel, dates are
 * 12/27/2018, money is "$1,149.00 " and negatives are ($33.62).
 */
export const squareTransactions: ImportFormat = {
  name: 'Square transactions',
  kind: 'sales',
  signature: ['Gross Sales', 'Net Sales', 'Total Collected', 'Payment ID', 'Event Type'],
  columns: {
    date: ['Date'],
    time: ['Time'],
    ticket: ['Payment ID'],
    amount: ['Gross Sales'],
    discount: ['Discounts'],
    tax: ['Tax'],
    tip: ['Tip'],
    customer_id: ['Customer ID'],
    customer_name: ['Customer Name'],
    staff: ['Staff Name'],
    tender: ['Card Brand'],
    channel: ['Source'],
    refund: ['Event Type'],
  },
  ways: {
    refund_rule: 'refund_column',
    date_order: 'mdy',
    fixed: { product_name: WITHOUT_ITEMS },
    tender_columns: {
      Cash: 'cash',
      Card: 'card',
      'Square Gift Card': 'gift card',
      'Other Tender': 'other',
    },
  },
  note: 'This report has no items: every payment is one line. Service charges and sold gift cards are not counted as sales.',
};
