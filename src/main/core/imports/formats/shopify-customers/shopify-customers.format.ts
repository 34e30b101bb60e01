import type { ImportFormat } from '../format.ts';

/** Shopify's customers. Quirks: the name in two columns, either of them may be empty; zips and ids start with '. */
export const shopifyCustomers: ImportFormat = {
  name: 'Shopify customers',
  kind: 'customers',
  signature: ['Customer ID', 'First Name', 'Last Name', 'Email', 'Total Spent', 'Total Orders'],
  columns: {
    id: ['Customer ID'],
    name: ['First Name'],
    email: ['Email'],
    phone: ['Phone', 'Default Address Phone'],
    address: ['Default Address Address1'],
    notes: ['Note'],
  },
  joined: {
    name: ['Last Name'],
    address: ['Default Address Address2', 'Default Address Zip', 'Default Address City'],
  },
  fallback: { name: ['Last Name', 'Default Address Company', 'Email', 'Phone'] },
  note: 'What customers spent is counted from their sales, not from this file.',
};
