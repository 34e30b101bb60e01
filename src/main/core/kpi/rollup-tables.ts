/** The additive rollup tables and the statements that move them by exact differences. */
import type { Statement } from 'better-sqlite3';
import type { Database } from '../db/connection.ts';
import { TICKET_MEASURES } from './definitions/ticket-sums.ts';
import { CUSTOMER_MEASURES, EXPENSE_MEASURES, PRODUCT_MEASURES } from './measures.ts';

/** A table of sums. Its first measure counts rows; a row where nothing is left goes. */
export interface RollupTable {
  readonly name: string;
  readonly keys: readonly string[];
  readonly measures: readonly string[];
}

export const ROLLUPS = {
  day: { name: 'rollup_day', keys: ['day'], measures: TICKET_MEASURES },
  month: { name: 'rollup_month', keys: ['month'], measures: TICKET_MEASURES },
  dayHour: { name: 'rollup_day_hour', keys: ['day', 'hour'], measures: TICKET_MEASURES },
  dayProduct: {
    name: 'rollup_day_product',
    keys: ['day', 'product_id'],
    measures: PRODUCT_MEASURES,
  },
  monthProduct: {
    name: 'rollup_month_product',
    keys: ['month', 'product_id'],
    measures: PRODUCT_MEASURES,
  },
  product: { name: 'rollup_product', keys: ['product_id'], measures: PRODUCT_MEASURES },
  dayCustomer: {
    name: 'rollup_day_customer',
    keys: ['day', 'customer_id'],
    measures: CUSTOMER_MEASURES,
  },
  monthCustomer: {
    name: 'rollup_month_customer',
    keys: ['month', 'customer_id'],
    measures: CUSTOMER_MEASURES,
  },
  dayExpense: {
    name: 'rollup_day_expense',
    keys: ['day', 'category_id'],
    measures: EXPENSE_MEASURES,
  },
  monthExpense: {
    name: 'rollup_month_expense',
    keys: ['month', 'category_id'],
    measures: EXPENSE_MEASURES,
  },
  visits: { name: 'rollup_visits', keys: ['transactions'], measures: ['customers'] },
} as const satisfies Record<string, RollupTable>;

export type Key = string | number;

/** Differences for one table, gathered by key before anything is written. */
export class Differences {
  readonly #table: RollupTable;
  readonly #add: Statement<[Key[]]>;
  readonly #dropEmpty: Statement<[Key[]]>;
  /** First key → second key (or '' for tables with one) → measures. */
  readonly #rows = new Map<Key, Map<Key, number[]>>();

  constructor({ sqlite }: Pick<Database, 'sqlite'>, table: RollupTable) {
    const { name, keys, measures } = table;
    const columns = [...keys, ...measures];
    this.#table = table;
    this.#add = sqlite.prepare<[Key[]]>(
      `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
       ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${measures.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')}`,
    );
    this.#dropEmpty = sqlite.prepare<[Key[]]>(
      `DELETE FROM ${name} WHERE ${keys.map((key) => `${key} = ?`).join(' AND ')} AND ${measures.map((measure) => `${measure} = 0`).join(' AND ')}`,
    );
  }

  /** The gathered measures of a key, to be changed in place. */
  at(first: Key, second: Key = ''): number[] {
    let rows = this.#rows.get(first);
    if (!rows) {
      rows = new Map();
      this.#rows.set(first, rows);
    }
    let measures = rows.get(second);
    if (!measures) {
      measures = new Array<number>(this.#table.measures.length).fill(0);
      rows.set(second, measures);
    }
    return measures;
  }

  /** What was gathered under a first key. */
  under(first: Key): ReadonlyMap<Key, readonly number[]> {
    return this.#rows.get(first) ?? new Map();
  }

  /** Writes what was gathered, each key once and in order, and starts anew. */
  flush(): void {
    const single = this.#table.keys.length === 1;
    for (const first of inOrder(this.#rows)) {
      const rows = this.under(first);
      for (const second of inOrder(rows)) {
        const measures = rows.get(second) ?? [];
        if (measures.every((measure) => measure === 0)) continue;
        const key = single ? [first] : [first, second];
        this.#add.run(key.concat(measures));
        if ((measures[0] ?? 0) < 0) this.#dropEmpty.run(key);
      }
    }
    this.clear();
  }

  /** Forgets everything gathered. */
  clear(): void {
    this.#rows.clear();
  }
}

/** Pages of an ordered table are touched once each. */
function inOrder(rows: ReadonlyMap<Key, unknown>): Key[] {
  const keys = [...rows.keys()];
  return keys.length === 1 ? keys : keys.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Adds measures to gathered ones, in place. */
export function addTo(target: number[], measures: readonly number[]): void {
  for (let index = 0; index < measures.length; index++) {
    target[index] = (target[index] ?? 0) + (measures[index] ?? 0);
  }
}
