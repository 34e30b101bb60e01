/**
 * Names for a text while it is typed. What starts with the text comes first, then what contains
 * it; within each the most sold first. Deleted records are not suggested.
 */
import { nameKey } from '../../../../shared/lib/text.ts';
import type { Database } from '../../db/connection.ts';

export interface Suggestions {
  /** At most 10 names. A whole SKU or barcode finds its product first. */
  products(text: string): string[];
  /** At most 10, by name or id. */
  customers(text: string): { id: string; name: string }[];
}

const MOST = 10;
/** Of what contains a text, so many are ranked; a text this common is not what was meant. */
const RANKED = 500;

interface CustomerRow {
  id: string;
  name: string;
}

/** The suggestions of one file. */
export function createSuggestions({ sqlite }: Database): Suggestions {
  const best = (
    rows: string,
  ) => `SELECT min(p.name) AS name FROM (${rows}) m JOIN product p ON p.id = m.id
    LEFT JOIN rollup_product r ON r.product_id = p.id
    WHERE p.deleted_at IS NULL
    GROUP BY p.name_key ORDER BY sum(coalesce(r.net_minor, 0)) DESC, p.name_key LIMIT ${MOST}`;
  const products = {
    mostSold: sqlite
      .prepare<[], string>(
        best(`SELECT product_id AS id FROM rollup_product ORDER BY net_minor DESC LIMIT ${RANKED}`),
      )
      .pluck(),
    newest: sqlite
      .prepare<[], string>(best(`SELECT id FROM product ORDER BY id DESC LIMIT ${RANKED}`))
      .pluck(),
    byCode: sqlite
      .prepare<[string, string], string>(
        best('SELECT id FROM product WHERE sku = ? UNION SELECT id FROM product WHERE barcode = ?'),
      )
      .pluck(),
    starting: sqlite
      .prepare<[string, string], string>(
        best('SELECT id FROM product WHERE name_key >= ? AND name_key < ?'),
      )
      .pluck(),
    containing: sqlite
      .prepare<[string], string>(
        best(`SELECT id FROM product WHERE instr(name_key, ?) > 0 LIMIT ${RANKED}`),
      )
      .pluck(),
  };

  const bestCustomers = (rows: string) => `SELECT c.code AS id, c.name FROM (${rows}) m
    JOIN customer c ON c.id = m.id LEFT JOIN rollup_customer r ON r.customer_id = c.id
    WHERE c.deleted_at IS NULL
    ORDER BY coalesce(r.net_minor, 0) DESC, c.name_key, c.id LIMIT ${MOST}`;
  const customers = {
    best: sqlite.prepare<[], CustomerRow>(
      bestCustomers(
        `SELECT customer_id AS id FROM rollup_customer ORDER BY net_minor DESC LIMIT ${RANKED}`,
      ),
    ),
    newest: sqlite.prepare<[], CustomerRow>(
      bestCustomers(`SELECT id FROM customer ORDER BY id DESC LIMIT ${RANKED}`),
    ),
    starting: sqlite.prepare<[string, string, string, string], CustomerRow>(
      bestCustomers(
        `SELECT id FROM customer WHERE name_key >= ? AND name_key < ?
         UNION SELECT id FROM customer WHERE code >= ? AND code < ?`,
      ),
    ),
    containing: sqlite.prepare<[string, string], CustomerRow>(
      bestCustomers(
        `SELECT id FROM customer WHERE instr(name_key, ?) > 0 OR instr(lower(code), ?) > 0 LIMIT ${RANKED}`,
      ),
    ),
  };

  return {
    products(text) {
      const key = nameKey(text);
      if (key === '')
        return firstOf(
          same,
          () => products.mostSold.all(),
          () => products.newest.all(),
        );
      return firstOf(
        same,
        () => products.byCode.all(text.trim(), text.trim()),
        () => products.starting.all(key, afterPrefix(key)),
        () => products.containing.all(key),
      );
    },
    customers(text) {
      const key = nameKey(text);
      if (key === '')
        return firstOf(
          idOf,
          () => customers.best.all(),
          () => customers.newest.all(),
        );
      const code = text.trim();
      return firstOf(
        idOf,
        () => customers.starting.all(key, afterPrefix(key), code, afterPrefix(code)),
        () => customers.containing.all(key, key),
      );
    },
  };
}

const same = (name: string): string => name;
const idOf = (customer: CustomerRow): string => customer.id;

/** Above every text that starts with the prefix. */
function afterPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}

/** Asks one source after the other until there are enough, each thing once. */
function firstOf<Item>(keyOf: (item: Item) => string, ...sources: (() => Item[])[]): Item[] {
  const found = new Map<string, Item>();
  for (const source of sources) {
    if (found.size >= MOST) break;
    for (const item of source()) {
      if (found.size < MOST && !found.has(keyOf(item))) found.set(keyOf(item), item);
    }
  }
  return [...found.values()];
}
