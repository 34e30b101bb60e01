import type { ImportFormat } from '../format.ts';

/** Our own template: a row is a product; a known one is brought up to date. */
export const tillwiseProducts: ImportFormat = {
  name: 'Tillwise products template',
  kind: 'products',
  signature: ['sku', 'name', 'price'],
  columns: {
    sku: ['sku'],
    barcode: ['barcode'],
    name: ['name'],
    category: ['category'],
    price: ['price'],
    cost: ['cost'],
  },
};
