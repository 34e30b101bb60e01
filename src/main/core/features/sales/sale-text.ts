/** Sales that a text finds: by the name of a product or a customer, a SKU, an id or a ticket number. */
import type Sqlite from 'better-sqlite3';
import { type SQL, sql } from 'drizzle-orm';
import { nameKey } from '../../../../shared/lib/text.ts';
import { type Days, hasLineOf, salesOfCustomers, salesOfProducts } from './sale-dekads.ts';

/** A text that is looked for, and what has it in its name. */
export interface NamedText {
  text: string;
  /** Sales of those products and to those customers, at most. */
  rows: number;
  productIds: SQL;
  customerIds: SQL;
}

/** Looks a text up in the small tables; nothing for no text. */
export function createSaleTextSearch(
  sqlite: Sqlite.Database,
): (q: string | undefined) => NamedText | undefined {
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
  return (q) => {
    const text = q?.trim();
    if (!text) return undefined;
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    const products = matchingProducts.get(nameKey(text), pattern) ?? { ids: '[]', lines: 0 };
    const customers = matchingCustomers.get(nameKey(text), pattern) ?? { ids: '[]', tickets: 0 };
    return {
      text,
      rows: products.lines + customers.tickets,
      productIds: sql`(SELECT value FROM json_each(${products.ids}))`,
      customerIds: sql`(SELECT value FROM json_each(${customers.ids}))`,
    };
  };
}

/** The ids of the sales that match a text; some of them several times. */
export function matches({ text, productIds, customerIds }: NamedText, days: Days): SQL {
  return sql`${salesOfProducts(sql`IN ${productIds}`, days)}
    UNION ALL ${salesOfCustomers(sql`IN ${customerIds}`, days)}
    UNION ALL SELECT id FROM sale s WHERE ${numberStarts(text)}
    UNION ALL SELECT id FROM sale s WHERE ${numberStarts(text.toUpperCase())}`;
}

/**
 * True for a sale `s` that matches a text.
 * @param collectUpTo so many matches are collected, more are met on the way
 */
export function matching(found: NamedText, days: Days, collectUpTo: number): SQL {
  if (found.rows <= collectUpTo) return sql`s.id IN (${matches(found, days)})`;
  const { text, productIds, customerIds } = found;
  return sql`(s.customer_id IN ${customerIds} OR ${numberStarts(text)} OR ${numberStarts(text.toUpperCase())}
    OR ${hasLineOf(sql`IN ${productIds}`)})`;
}

function numberStarts(text: string): SQL {
  return sql`(s.number >= ${text} AND s.number < ${`${text}\u{10ffff}`})`;
}
