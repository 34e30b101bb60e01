/** The fields of an import in the owner's words. */
const names: Record<string, string> = {
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
};

/** "product_name" → "Product". */
export function fieldName(field: string): string {
  return names[field] ?? field.replaceAll('_', ' ');
}
