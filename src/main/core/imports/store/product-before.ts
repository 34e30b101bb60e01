import { z } from 'zod';

/** What a product was before an import changed it, as kept in import_change. */
export const productBefore = z.object({
  sku: z.string().nullable(),
  barcode: z.string().nullable(),
  name: z.string(),
  name_key: z.string(),
  category_id: z.number().nullable(),
  price_minor: z.number().nullable(),
  cost_minor: z.number().nullable(),
  updated_at: z.number(),
  version: z.number(),
  deleted_at: z.number().nullable(),
});
