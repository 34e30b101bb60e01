/** Sales found through indexes that begin with the dekad: each dekad of the shop is looked into. */
import { type SQL, sql } from 'drizzle-orm';
import { lineDekadOf, SOLD_DEKADS, soldInDekad } from '../../db/by-dekad.ts';
import { isPartOf, saleOf } from '../../db/part-ids.ts';

/** Business dates, both included. */
export interface Days {
  start_date?: string | undefined;
  end_date?: string | undefined;
}

/** The ids of the sales with products; some of them several times. @param products "= …" or "IN …" */
export function salesOfProducts(products: SQL, days: Days): SQL {
  return sql`SELECT ${sql.raw(saleOf('l.id'))} AS id FROM ${sql.raw(SOLD_DEKADS)} CROSS JOIN sale_line l
    ON l.sold_dekad = ${sql.raw(lineDekadOf('m.dekad'))} AND l.product_id ${products}
    WHERE ${inMonthsOf(days)}`;
}

/** The ids of the sales to customers. @param customers "= …" or "IN …" */
export function salesOfCustomers(customers: SQL, days: Days): SQL {
  return sql`SELECT c.id FROM ${sql.raw(SOLD_DEKADS)} CROSS JOIN sale c
    ON ${sql.raw(soldInDekad('c'))} AND c.customer_id ${customers} WHERE ${inMonthsOf(days)}`;
}

/**
 * The ids of the first sales by amount: the first ones of each dekad, and of those the first.
 * @param where conditions on `s`
 */
export function salesByAmount(where: SQL, days: Days, direction: SQL, limit: number): SQL {
  const order = sql`ORDER BY s.net_minor ${direction}, s.id ${direction} LIMIT ${limit}`;
  return sql`SELECT s.id FROM ${sql.raw(SOLD_DEKADS)} CROSS JOIN sale s ON s.id IN (
      SELECT s.id FROM sale s WHERE ${sql.raw(soldInDekad('s'))} AND ${where} ${order})
    WHERE ${inMonthsOf(days)} ${order}`;
}

/** True for a sale `s` with such a product. The + keeps SQLite from trying every product on every sale. */
export function hasLineOf(products: SQL): SQL {
  return sql`EXISTS (SELECT 1 FROM sale_line l
    WHERE ${sql.raw(isPartOf('l.id', 's.id'))} AND +l.product_id ${products})`;
}

function inMonthsOf({ start_date, end_date }: Days): SQL {
  const months = [sql`1`];
  if (start_date) months.push(sql`m.month >= ${start_date.slice(0, 7)}`);
  if (end_date) months.push(sql`m.month <= ${end_date.slice(0, 7)}`);
  return sql.join(months, sql` AND `);
}
