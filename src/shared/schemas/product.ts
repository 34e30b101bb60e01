import { z } from 'zod';
import { instant, money, nameText, nonNegativeAmount, optionalText, rowId } from './primitives.ts';

export const product = z.object({
  id: rowId,
  name: z.string(),
  sku: z.string().nullable(),
  barcode: z.string().nullable(),
  category: z.string().nullable(),
  price: money.nullable(),
  cost: money.nullable(),
  created_at: instant,
  updated_at: instant,
  version: z.number().int(),
  units_sold: z.number(),
  net_sales: money,
});
export type Product = z.infer<typeof product>;

const productDetails = {
  sku: optionalText('The SKU', 100),
  barcode: optionalText('The barcode', 100),
  category: optionalText('The category', 100),
  price: nonNegativeAmount.nullish(),
  cost: nonNegativeAmount.nullish(),
};

export const productInput = z.object({ name: nameText('The product name'), ...productDetails });
export type ProductInput = z.infer<typeof productInput>;

export const productPatch = z.object({
  name: nameText('The product name').optional(),
  ...productDetails,
});
export type ProductPatch = z.infer<typeof productPatch>;
