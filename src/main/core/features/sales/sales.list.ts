/**
 * Lists and finds sales without reading sale lines from end to end: names are matched in the small
 * tables of products and customers, and their sales are reached by index.
 */
import { type SQL, sql } from 'drizzle-orm';
import { nameKey } from '../../../../shared/lib/text.ts';
import type { Database } from '../../db/connection.ts';
import { beyond, type Position } from '../paging.ts';
import type { SaleEntity } from './sale.entity.ts';
import type { SalesRepo } from './sales.repo.ts';

interface SaleFilter {
  q?: string | undefined;
  start_date?: string | undefined;
  end_date?: string | undefined;
  customer_id?: string | undefined;
  product_id?: number | undefined;
  kind?: 'sale' | 'refund' | undefined;
}

interface SaleQuery extends SaleFilter {
  limit: number;
  sort: 'date' | '-date' | 'amount' | '-amount';
  after?: Position | undefined;
}

export interface SalesList {
  /** One row more than the limit, so that the caller knows whether there is another page. */
  list(query: SaleQuery): SaleEntity[];
  count(filter: SaleFilter): number;
}

/**
 * A page of sales is found by collecting all that match, or, when so many lines match that the page
 * is soon full, by walking down the list. Counting always collects.
 */
const FEW_LINES = 20_000;

/** The sales list of one file. */
export function createSalesList({ sqlite, orm }: Database, repo: SalesRepo): SalesList {
  const customerByCode = sqlite
    .prepare<[string], number>('SELECT id FROM customer WHERE code = ?')
    .pluck();
  const matchingProducts = sqlite.prepare<[string, string], { ids: string; lines: number }>(
    `SELECT json_group_array(p.id) AS ids, coalesce(sum(r.lines), 0) AS lines
       FROM product p LEFT JOIN rollup_product r ON r.product_id = p.id
      WHERE instr(p.name_key, ?) > 0 OR p.sku LIKE ? ESCAPE '\\'`,
  );
  const matchingCustomers = sqlite.prepare<[string, string], { ids: string; tickets: number }>(
    `SELECT json_group_array(c.id) AS ids, coalesce(sum(r.tickets), 0) AS tickets
       FROM customer c LEFT JOIN rollup_customer r ON r.customer_id = c.id
      WHERE instr(c.name_key, ?) > 0 OR c.code LIKE ? ESCAPE '\\'`,
  );
  const linesOfProduct = sqlite
    .prepare<[number], number>('SELECT lines FROM rollup_product WHERE product_id = ?')
    .pluck();

  return {
    list(query) {
      const value = query.sort.endsWith('date') ? sql`s.business_date` : sql`s.net_minor`;
      const down = query.sort.startsWith('-');
      const direction = down ? sql`DESC` : sql`ASC`;
      const where = conditions(query, FEW_LINES);
      if (query.after) where.push(beyond(value, sql`s.id`, query.after, down));
      const rows = orm.all<{ id: number }>(
        sql`SELECT s.id FROM sale s WHERE ${sql.join(where, sql` AND `)}
            ORDER BY ${value} ${direction}, s.id ${direction} LIMIT ${query.limit + 1}`,
      );
      return repo.findMany(rows.map((row) => row.id));
    },

    count(filter) {
      const row =
        filter.q?.trim() || filter.product_id !== undefined
          ? orm.get<{ rows: number }>(
              sql`SELECT count(*) AS rows FROM sale s WHERE ${sql.join(conditions(filter, Number.POSITIVE_INFINITY), sql` AND `)}`,
            )
          : orm.get<{ rows: number }>(countInRollups(filter));
      return row.rows;
    },
  };

  /** @param collectUpTo lines that match */
  function conditions(filter: SaleFilter, collectUpTo: number): SQL[] {
    const where = [sql`s.deleted_at IS NULL`];
    if (filter.start_date) where.push(sql`s.business_date >= ${filter.start_date}`);
    if (filter.end_date) where.push(sql`s.business_date <= ${filter.end_date}`);
    if (filter.kind) where.push(sql`s.kind = ${filter.kind}`);
    if (filter.customer_id) where.push(sql`s.customer_id = ${rowOf(filter.customer_id)}`);
    if (filter.product_id !== undefined) where.push(withProduct(filter.product_id, collectUpTo));
    const text = filter.q?.trim();
    if (text) where.push(matching(text, collectUpTo));
    return where;
  }

  /** No customer has the row 0, so an unknown code finds nothing. */
  function rowOf(code: string): number {
    return customerByCode.get(code) ?? 0;
  }

  function withProduct(id: number, collectUpTo: number): SQL {
    return (linesOfProduct.get(id) ?? 0) <= collectUpTo
      ? sql`s.id IN (SELECT sale_id FROM sale_line WHERE product_id = ${id})`
      : sql`EXISTS (SELECT 1 FROM sale_line l WHERE l.product_id = ${id} AND l.sale_id = s.id)`;
  }

  function matching(text: string, collectUpTo: number): SQL {
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    const products = matchingProducts.get(nameKey(text), pattern) ?? { ids: '[]', lines: 0 };
    const customers = matchingCustomers.get(nameKey(text), pattern) ?? { ids: '[]', tickets: 0 };
    const productIds = sql`(SELECT value FROM json_each(${products.ids}))`;
    const customerIds = sql`(SELECT value FROM json_each(${customers.ids}))`;
    if (products.lines + customers.tickets <= collectUpTo) {
      return sql`s.id IN (SELECT sale_id FROM sale_line WHERE product_id IN ${productIds}
        UNION SELECT id FROM sale WHERE customer_id IN ${customerIds}
        UNION SELECT id FROM sale s WHERE ${numberStarts(text)}
        UNION SELECT id FROM sale s WHERE ${numberStarts(text.toUpperCase())})`;
    }
    // The + keeps SQLite from trying every product on every sale.
    return sql`(s.customer_id IN ${customerIds} OR ${numberStarts(text)} OR ${numberStarts(text.toUpperCase())}
      OR EXISTS (SELECT 1 FROM sale_line l WHERE l.sale_id = s.id AND +l.product_id IN ${productIds}))`;
  }

  function numberStarts(text: string): SQL {
    return sql`(s.number >= ${text} AND s.number < ${`${text}\u{10ffff}`})`;
  }

  /** Rollups count the tickets that are not deleted. */
  function countInRollups(filter: SaleFilter): SQL {
    const { kind, customer_id, start_date, end_date } = filter;
    const figure =
      kind === 'sale'
        ? sql`transactions`
        : kind === 'refund'
          ? sql`tickets - transactions`
          : sql`tickets`;
    const where = [sql`1`];
    if (start_date) where.push(sql`day >= ${start_date}`);
    if (end_date) where.push(sql`day <= ${end_date}`);
    if (customer_id) where.push(sql`customer_id = ${rowOf(customer_id)}`);
    const table = customer_id ? sql`rollup_day_customer` : sql`rollup_day`;
    return sql`SELECT coalesce(sum(${figure}), 0) AS rows FROM ${table} WHERE ${sql.join(where, sql` AND `)}`;
  }
}
