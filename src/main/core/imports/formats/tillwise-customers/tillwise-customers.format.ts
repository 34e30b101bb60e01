import type { ImportFormat } from '../format.ts';

/** Our own template: a row is a customer; a known id is brought up to date. */
export const tillwiseCustomers: ImportFormat = {
  name: 'Tillwise customers template',
  kind: 'customers',
  signature: ['id', 'name'],
  // Then it is a list of goods or of sales.
  without: ['price|sku|barcode|cost', 'date|amount|total|quantity'],
  columns: {
    id: ['id'],
    name: ['name'],
    email: ['email'],
    phone: ['phone'],
    address: ['address'],
    notes: ['notes'],
    birthday: ['birthday'],
  },
};
