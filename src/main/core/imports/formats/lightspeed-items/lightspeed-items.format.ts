import type { ImportFormat } from '../format.ts';

/** Lightspeed R's items. Quirks: three kinds of SKU, any may be empty; a column of stock per shop. */
export const lightspeedItems: ImportFormat = {
  name: 'Lightspeed items',
  kind: 'products',
  signature: ['System ID', 'UPC', 'EAN', 'Custom SKU', 'Manufacturer SKU', 'Item', 'Default Price'],
  columns: {
    sku: ['Custom SKU'],
    barcode: ['UPC'],
    name: ['Item'],
    category: ['Category'],
    price: ['Default Price'],
    cost: ['Default Cost'],
  },
  fallback: { sku: ['Manufacturer SKU', 'System ID'], barcode: ['EAN'] },
  note: 'Stock is read past: Tillwise does not count stock.',
};
