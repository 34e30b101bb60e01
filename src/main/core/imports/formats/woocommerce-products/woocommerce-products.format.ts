import type { ImportFormat } from '../format.ts';

/** WooCommerce's products. Quirks: categories as paths, several with commas; decimal commas possible. */
export const woocommerceProducts: ImportFormat = {
  name: 'WooCommerce products',
  kind: 'products',
  signature: ['ID', 'Type', 'SKU', 'Name', 'In stock?', 'Regular price', 'Categories'],
  columns: {
    sku: ['SKU'],
    barcode: ['GTIN, UPC, EAN, or ISBN'],
    name: ['Name'],
    category: ['Categories'],
    price: ['Regular price'],
    cost: ['Cost of goods'],
  },
  ways: { category_paths: true },
  note: 'Stock is read past: Tillwise does not count stock.',
};
