import type { ImportFormat } from '../format.ts';

/**
 * A plain order-line file. Quirks: invoices that start with C take back; ids turned into 17850.0 by
 * a spreadsheet; prices below a cent.
 */
export const orderLines: ImportFormat = {
  name: 'Order lines',
  kind: 'sales',
  signature: ['InvoiceNo', 'StockCode', 'Quantity', 'InvoiceDate', 'UnitPrice'],
  columns: {
    ticket: ['InvoiceNo'],
    sku: ['StockCode'],
    product_name: ['Description'],
    quantity: ['Quantity'],
    date: ['InvoiceDate'],
    unit_price: ['UnitPrice'],
    customer_id: ['CustomerID'],
  },
  ways: { refund_rule: 'ticket_prefix_c', extra_decimals: 'round' },
  note: 'An invoice number that starts with C is a refund.',
};
