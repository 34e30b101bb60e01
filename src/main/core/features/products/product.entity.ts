import type { StoredRecord } from '../base-service.ts';

/** A product as stored: money in minor units, times in UTC ms. */
export interface ProductEntity extends StoredRecord {
  name: string;
  sku: string | null;
  barcode: string | null;
  category_id: number | null;
  category: string | null;
  price_minor: number | null;
  cost_minor: number | null;
  created_at: number;
  updated_at: number;
}

/** What a product shall be. */
export interface ProductDraft {
  name: string;
  sku: string | null;
  barcode: string | null;
  category: string | null;
  price_minor: number | null;
  cost_minor: number | null;
}

/** A product with what was sold of it to date, refunds taken off. */
export interface ProductWithFigures extends ProductEntity {
  sold_milli: number;
  net_minor: number;
}

/** As much of a product as a sale needs. */
export type SoldProduct = Pick<
  ProductEntity,
  'id' | 'name' | 'sku' | 'category_id' | 'cost_minor' | 'deleted_at'
>;
