import type { ImportFormat } from '../format.ts';

/** A plain order-line file: one row per line, invoices that start with C take back. */
export const orderLines: ImportFormat = {
  name: 'Order lines',
  kind: 'sales',
  signature: ['invoiceno', 'stockcode', 'quantity', 'invoicedate', 'unitprice'],
  columns: {
    ticket: ['InvoiceNo'],
    sku: ['StockCode'],
    product_name: ['Description'],
    quantity: ['Quantity'],
    date: ['InvoiceDate'],
    unit_price: ['UnitPrice'],
    customer_id: ['CustomerID'],
  },
  refunds: 'ticket_prefix_c',
  extraDecimals: 'round',
  note: 'An invoice number that starts with C is a refund.',
};
