import type { ImportKind, importFields } from '../../../../shared/schemas/import.ts';

type ImportField = (typeof importFields)[ImportKind][number];

/** The fields of an import in the owner's words. */
const names: Record<ImportField, string> = {
  date: 'Date',
  time: 'Time',
  ticket: 'Ticket number',
  product_name: 'Product',
  sku: 'SKU',
  barcode: 'Barcode',
  quantity: 'Quantity',
  unit_price: 'Unit price',
  amount: 'Amount',
  discount: 'Discount',
  tax: 'Tax',
  cost: 'Cost',
  customer_id: 'Customer id',
  customer_name: 'Customer name',
  category: 'Category',
  staff: 'Served by',
  tender: 'Paid by',
  channel: 'Channel',
  refund: 'Is a refund',
  id: 'Id',
  name: 'Name',
  email: 'E-mail',
  phone: 'Phone',
  address: 'Address',
  notes: 'Notes',
  birthday: 'Birthday',
  description: 'Description',
  supplier: 'Supplier',
  currency: 'Currency',
  money_in: 'Money in',
  ticket_discount: 'Discount on the ticket',
  ticket_tax: 'Tax on the ticket',
  shipping: 'Shipping',
  tip: 'Tip',
  ticket_total: 'Total of the ticket',
  refunded: 'Refunded amount',
  price: 'Price',
  record: 'Record of an export',
  sold_at: 'Sold at',
  tenders: 'Paid in parts',
  note: 'Note',
  external_id: 'Id in another system',
  external_source: 'The other system',
  refund_of: 'Refund of ticket',
  refund_of_line: 'Refund of line',
};

const byField: Readonly<Record<string, string>> = names;

/** "product_name" → "Product". */
export function fieldName(field: string): string {
  return byField[field] ?? field;
}
