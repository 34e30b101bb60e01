/** The product sums of many stored lines at once, in SQL: no line passes through JavaScript. */
import type { Database } from '../db/connection.ts';
import { PRODUCT_MEASURES } from './measures.ts';
import { ROLLUPS, type RollupTable } from './rollup-tables.ts';
import { lineRows } from './row-measures.ts';

/** All tickets between two ids, both included. */
export interface StoredTickets {
  first: number;
  last: number;
}

/** SQL: the condition for them on `s`. */
export const STORED_TICKETS = 's.id BETWEEN @first AND @last';

/** Day and product → measures, of the tickets that are counted now. */
const CHANGES = 'temp.product_change';

export class ProductRollups {
  readonly #gather: (tickets: StoredTickets & { sign: 1 | -1 }) => void;
  readonly #add: () => void;
  readonly #dropEmpty: () => void;

  constructor({ sqlite }: Database) {
    sqlite.exec(`CREATE TEMP TABLE IF NOT EXISTS product_change (
      day TEXT NOT NULL, product_id INTEGER NOT NULL,
      ${PRODUCT_MEASURES.map((measure) => `${measure} INTEGER NOT NULL`).join(', ')},
      PRIMARY KEY (day, product_id)) WITHOUT ROWID`);
    const empty = sqlite.prepare(`DELETE FROM ${CHANGES}`);
    const gather = sqlite.prepare(
      `INSERT INTO ${CHANGES}
       SELECT day, product_id, ${PRODUCT_MEASURES.map((measure) => `@sign * sum(${measure})`).join(', ')}
       FROM (${lineRows(STORED_TICKETS)}) GROUP BY day, product_id`,
    );
    const tables = [
      { table: ROLLUPS.dayProduct, keys: ['day', 'product_id'] },
      { table: ROLLUPS.monthProduct, keys: ['substr(day, 1, 7)', 'product_id'] },
      { table: ROLLUPS.product, keys: ['product_id'] },
    ];
    const adds = tables.map(({ table, keys }) => sqlite.prepare(addition(table, keys)));
    const drops = tables.map(({ table, keys }) => sqlite.prepare(removal(table, keys)));
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

  /** Counts lines in (1) or out (-1). */
  count(tickets: StoredTickets, sign: 1 | -1): void {
    this.#gather({ ...tickets, sign });
    this.#add();
    if (sign < 0) this.#dropEmpty();
  }
}

function addition(table: RollupTable, keys: readonly string[]): string {
  const sums = table.measures.map((measure) => `sum(${measure})`);
  const add = table.measures.map((measure) => `${measure} = ${measure} + excluded.${measure}`);
  return `INSERT INTO ${table.name} (${[...table.keys, ...table.measures].join(', ')})
    SELECT ${[...keys, ...sums].join(', ')} FROM ${CHANGES} GROUP BY ${keys.map((_, index) => index + 1).join(', ')}
    ON CONFLICT (${table.keys.join(', ')}) DO UPDATE SET ${add.join(', ')}`;
}

function removal(table: RollupTable, keys: readonly string[]): string {
  const nothing = table.measures.map((measure) => `${measure} = 0`).join(' AND ');
  return `DELETE FROM ${table.name} WHERE ${nothing}
    AND (${table.keys.join(', ')}) IN (SELECT ${keys.join(', ')} FROM ${CHANGES})`;
}
