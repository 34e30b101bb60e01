import type { ImportFormat } from '../format.ts';

/** Our own template: a row is a sale, or a line of the ticket it names. */
export const tillwiseSales: ImportFormat = {
  name: 'Tillwise sales template',
  kind: 'sales',
  signature: ['date', 'product_name', 'amount'],
  columns: {
    date: ['date'],
    product_name: ['product_name'],
    amount: ['amount'],
    customer_id: ['customer_id'],
    customer_name: ['customer_name'],
    category: ['category'],
    time: ['time'],
    ticket: ['ticket'],
    quantity: ['quantity'],
    unit_price: ['unit_price'],
    discount: ['discount'],
    tax: ['tax'],
    cost: ['cost'],
    sku: ['sku'],
    barcode: ['barcode'],
    staff: ['staff'],
    tender: ['tender'],
    channel: ['channel'],
    refund: ['refund'],
    shipping: ['shipping'],
    tip: ['tip'],
  },
};
