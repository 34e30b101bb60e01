import type { ImportFormat } from '../format.ts';

/**
 * Loyverse's items. Quirks: prices stand once per shop, its name in the header; rows of a variant
 * have no name of their own but the handle of their item; the price "variable" is none.
 */
export const loyverseItems: ImportFormat = {
  name: 'Loyverse items',
  kind: 'products',
  signature: ['Handle', 'SKU', 'Name', 'Category', 'Cost', 'Barcode', 'Price [*]'],
  columns: {
    sku: ['SKU'],
    barcode: ['Barcode'],
    name: ['Name'],
    category: ['Category'],
    price: ['Price [*]'],
    cost: ['Cost'],
  },
  joined: { name: ['Option 1 value', 'Option 2 value', 'Option 3 value'] },
  fallback: { name: ['Handle'] },
  ways: { empty_words: ['variable'] },
  note: 'The price is that of the first shop. Stock is read past: Tillwise does not count stock.',
};
