import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { category } from './category.table.ts';
import { lifecycle, origin } from './columns.ts';

export const product = sqliteTable(
  'product',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    sku: text(),
    barcode: text(),
    name: text().notNull(),
    name_key: text().notNull(),
    category_id: integer().references(() => category.id),
    price_minor: integer(),
    cost_minor: integer(),
    ...origin,
    ...lifecycle,
  },
  (t) => [
    uniqueIndex('product_sku').on(t.sku).where(sql`sku IS NOT NULL`),
    index('product_barcode').on(t.barcode).where(sql`barcode IS NOT NULL`),
    index('product_name').on(t.name_key),
    index('product_import').on(t.import_batch_id),
    index('product_category').on(t.category_id).where(sql`category_id IS NOT NULL`),
  ],
);
