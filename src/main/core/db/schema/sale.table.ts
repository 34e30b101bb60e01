import { sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  index,
  integer,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { category } from './category.table.ts';
import { lifecycle, origin } from './columns.ts';
import { customer } from './customer.table.ts';
import { product } from './product.table.ts';
import { staff } from './staff.table.ts';

/** A ticket. The sums are those of its lines, kept so that a list never reads lines. */
export const sale = sqliteTable(
  'sale',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    number: text().notNull(),
    kind: text({ enum: ['sale', 'refund'] }).notNull(),
    sold_at: integer().notNull(),
    /** 0 when only the date was known; such a sale has no place in an hour. */
    time_known: integer().notNull(),
    business_date: text().notNull(),
    /** Hour on the shop's wall clock, 0–23, fixed when written; null when the time is unknown. */
    hour: integer(),
    customer_id: integer().references(() => customer.id),
    staff_id: integer().references(() => staff.id),
    channel: text(),
    note: text(),
    /** Whose `external_id` it is: two tills may use the same numbers. */
    external_source: text(),
    external_id: text(),
    refund_of_id: integer().references((): AnySQLiteColumn => sale.id),
    line_count: integer().notNull(),
    quantity_milli: integer().notNull(),
    gross_minor: integer().notNull(),
    discount_minor: integer().notNull(),
    returns_minor: integer().notNull(),
    net_minor: integer().notNull(),
    tax_minor: integer().notNull(),
    tip_minor: integer().notNull(),
    shipping_minor: integer().notNull(),
    ...origin,
    ...lifecycle,
  },
  // Those that would take each write to another page begin with ten days: see by-dekad.ts.
  (t) => [
    index('sale_date').on(t.business_date, t.id),
    index('sale_customer')
      .on(sql`substr(business_date, 1, 9)`, t.customer_id)
      .where(sql`customer_id IS NOT NULL`),
    index('sale_import').on(t.import_batch_id).where(sql`import_batch_id IS NOT NULL`),
    index('sale_staff').on(t.staff_id).where(sql`staff_id IS NOT NULL`),
    index('sale_number').on(t.number),
    index('sale_updated').on(t.updated_at),
    index('sale_amount').on(sql`substr(business_date, 1, 9)`, t.net_minor),
    index('sale_refund_of').on(t.refund_of_id).where(sql`refund_of_id IS NOT NULL`),
    index('sale_deleted').on(t.deleted_at).where(sql`deleted_at IS NOT NULL`),
    uniqueIndex('sale_external_id')
      .on(t.external_id, t.external_source)
      .where(sql`external_id IS NOT NULL`),
  ],
);

/**
 * A line that takes something back is negative in quantity, gross and net. Its id is that of the
 * ticket × 2^20 + its place (see part-ids.ts), so both can be read from it.
 */
export const saleLine = sqliteTable(
  'sale_line',
  {
    id: integer().primaryKey(),
    sale_id: integer()
      .notNull()
      .generatedAlwaysAs(sql`id >> 20`, { mode: 'virtual' })
      .references(() => sale.id),
    position: integer().notNull().generatedAlwaysAs(sql`id & 1048575`, { mode: 'virtual' }),
    /** Ten days of the business date as a number, such as 2026112 for those from 21 November. */
    sold_dekad: integer().notNull(),
    product_id: integer()
      .notNull()
      .references(() => product.id),
    category_id: integer().references(() => category.id),
    quantity_milli: integer().notNull(),
    gross_minor: integer().notNull(),
    discount_minor: integer().notNull(),
    net_minor: integer().notNull(),
    tax_minor: integer().notNull(),
    /** Cost of the whole line, fixed when sold; null when unknown. */
    cost_minor: integer(),
    /** On a refund: the line it takes back; null when it was named by its product only. */
    refund_of_line_id: integer(),
  },
  (t) => [
    index('sale_line_product').on(t.sold_dekad, t.product_id),
    index('sale_line_category').on(t.category_id).where(sql`category_id IS NOT NULL`),
  ],
);

/** How a ticket was paid; several rows when the payment was split. Ids as those of lines. */
export const saleTender = sqliteTable('sale_tender', {
  id: integer().primaryKey(),
  sale_id: integer()
    .notNull()
    .generatedAlwaysAs(sql`id >> 20`, { mode: 'virtual' })
    .references(() => sale.id),
  kind: text().notNull(),
  amount_minor: integer().notNull(),
});
