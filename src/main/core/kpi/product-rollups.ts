/** The product sums of many lines at once, in SQL: no line passes through JavaScript. */
import type { Database } from '../db/connection.ts';
import { PRODUCT_MEASURES } from './measures.ts';
import { ROLLUPS, type RollupTable } from './rollup-tables.ts';
import { lineRows } from './row-measures.ts';

/** All tickets between two ids, both included. */
export interface StoredTickets {
  first: number;
  last: number;
}

/** Two SELECTs with the same named parameters, for tickets whose measures were made before. */
export interface AddedUp {
  /** Each ticket: `day`, `hour`, `customer_id` and the measures of tickets. */
  tickets: string;
  /** `day`, `product_id` and the measures of products, day by day; a key may come more than once. */
  products: string;
}

/** SQL: the condition for them on `s`. */
export const STORED_TICKETS = 's.id BETWEEN @first AND @last';

/**
 * What the tickets that are counted out now take away, by product, month and day: in this order the
 * sums of a product and of its months are read off without sorting.
 */
const CHANGES = 'temp.product_change';

export class ProductRollups {
  readonly #gather: (tickets: StoredTickets) => void;
  readonly #add: () => void;
  readonly #dropEmpty: () => void;

  constructor({ sqlite }: Database) {
    sqlite.exec(`CREATE TEMP TABLE IF NOT EXISTS product_change (
      product_id INTEGER NOT NULL, month TEXT NOT NULL, day TEXT NOT NULL,
      ${PRODUCT_MEASURES.map((measure) => `${measure} INTEGER NOT NULL`).join(', ')},
      PRIMARY KEY (product_id, month, day)) WITHOUT ROWID`);
    const empty = sqlite.prepare(`DELETE FROM ${CHANGES}`);
    const gather = sqlite.prepare(
      `INSERT INTO ${CHANGES}
       SELECT product_id, substr(day, 1, 7), day, ${PRODUCT_MEASURES.map((measure) => `-sum(${measure})`).join(', ')}
       FROM (${lineRows(STORED_TICKETS)}) GROUP BY product_id, day`,
    );
    const adds = [
      addition(ROLLUPS.dayProduct, 'product_id, month, day'),
      addition(ROLLUPS.monthProduct, 'product_id, month'),
      addition(ROLLUPS.product, 'product_id'),
    ].map((sql) => sqlite.prepare(sql));
    const drops = [ROLLUPS.dayProduct, ROLLUPS.monthProduct, ROLLUPS.product].map((table) =>
      sqlite.prepare(removal(table)),
    );
    this.#gather = (tickets) => {
      empty.run();
      gather.run(tickets);
    };
    this.#add = () => {
      for (const add of adds) add.run();
    };
    this.#dropEmpty = () => {
      for (const drop of drops) drop.run();
    };
  }

  /** Counts stored lines out. */
  countOut(tickets: StoredTickets): void {
    this.#gather(tickets);
    this.#add();
    this.#dropEmpty();
  }
}

/** Counts in the sums of products that a SELECT gives. */
export function prepareProducts<Which>(
  sqlite: Database['sqlite'],
  source: string,
): (which: Which) => void {
  const add = (table: RollupTable, keys: string) =>
    sqlite.prepare<[Which]>(insertion(table, keys, table.measures, `(${source}) WHERE true`));
  const adds = [
    add(ROLLUPS.dayProduct, 'day, product_id'),
    add(ROLLUPS.monthProduct, 'substr(day, 1, 7), product_id'),
    add(ROLLUPS.product, 'product_id'),
  ];
  return (which) => {
    for (const add of adds) add.run(which);
  };
}

/** @param order the keys in the order in which the changes lie */
function addition(table: RollupTable, order: string): string {
  const sums = table.measures.map((measure) => `sum(${measure})`);
  return insertion(table, table.keys.join(', '), sums, `${CHANGES} GROUP BY ${order}`);
}

/** @param keys and @param measures as expressions on what `from` names */
function insertion(
  table: RollupTable,
  keys: string,
  measures: readonly string[],
  from: string,
): string {
  const add = table.measures.map((measure) => `${measure} = ${measure} + excluded.${measure}`);
  // OR FAIL: SQLite need not keep the pages as they were, for a failure takes back the transaction anyway.
  return `INSERT OR FAIL INTO ${table.name} (${[...table.keys, ...table.measures].join(', ')})
    SELECT ${keys}, ${measures.join(', ')} FROM ${from}
    ON CONFLICT (${table.keys.join(', ')}) DO UPDATE SET ${add.join(', ')}`;
}

/** Looks for the few empty rows first: a list of all that changed would cost more than the change did. */
function removal({ name, keys, measures }: RollupTable): string {
  const same = keys.map((key) => `r.${key} = c.${key}`).join(' AND ');
  const nothing = measures.map((measure) => `r.${measure} = 0`).join(' AND ');
  return `DELETE FROM ${name} WHERE (${keys.join(', ')}) IN (
    SELECT ${keys.map((key) => `r.${key}`).join(', ')} FROM ${CHANGES} c
    CROSS JOIN ${name} r ON ${same} WHERE ${nothing})`;
}
