/**
 * Products and customers of a day or a month, as columns in memory. Sums over thousands of products
 * and distinct customers of any span are then loops over arrays instead of sorts in SQLite. Loaded
 * when first needed, dropped when their day is written to, the longest unused first when too many.
 */
import type { Database } from '../db/connection.ts';
import { monthOf } from './period.ts';

export interface ProductChunk {
  readonly ids: Int32Array;
  readonly quantity_milli: Float64Array;
  readonly net_minor: Float64Array;
}

export interface CustomerChunk {
  /** Customers with a sale. */
  readonly ids: Int32Array;
  /** Their sales, as many as `ids`. */
  readonly transactions: Int32Array;
  /** Net sales of all known customers, refunds included. */
  readonly net_minor: number;
  /** Customers whose first sale falls here. */
  readonly newIds: Int32Array;
  /** Their net sales on that first day. */
  readonly new_net_minor: number;
}

/** Rows kept in memory over all chunks of a kind; about 20 bytes each. */
const MAX_ROWS = 1_000_000;

class ChunkStore<Chunk extends { readonly ids: Int32Array }> {
  readonly #load: (period: string) => Chunk;
  readonly #mayKeep: () => boolean;
  readonly #chunks = new Map<string, Chunk>();
  #rows = 0;

  constructor(load: (period: string) => Chunk, mayKeep: () => boolean) {
    this.#load = load;
    this.#mayKeep = mayKeep;
  }

  /** @param period a day (YYYY-MM-DD) or a month (YYYY-MM) */
  get(period: string): Chunk {
    const kept = this.#chunks.get(period);
    if (kept) {
      // To the end: the Map's order is the order of use.
      this.#chunks.delete(period);
      this.#chunks.set(period, kept);
      return kept;
    }
    const chunk = this.#load(period);
    if (!this.#mayKeep()) return chunk;
    this.#chunks.set(period, chunk);
    this.#rows += weight(chunk);
    for (const oldest of this.#chunks.keys()) {
      if (this.#rows <= MAX_ROWS || oldest === period) break;
      this.drop(oldest);
    }
    return chunk;
  }

  drop(period: string): void {
    const chunk = this.#chunks.get(period);
    if (!chunk) return;
    this.#chunks.delete(period);
    this.#rows -= weight(chunk);
  }
}

/** An empty chunk costs something too. */
function weight(chunk: { readonly ids: Int32Array }): number {
  return chunk.ids.length + 10;
}

export class RollupChunks {
  readonly products: ChunkStore<ProductChunk>;
  readonly customers: ChunkStore<CustomerChunk>;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#statements = prepare(database);
    // What an open transaction sees may still be rolled back.
    const mayKeep = () => !database.sqlite.inTransaction;
    this.products = new ChunkStore((period) => this.#loadProducts(period), mayKeep);
    this.customers = new ChunkStore((period) => this.#loadCustomers(period), mayKeep);
  }

  /** Forgets what a write on this business date makes wrong. */
  drop(day: string): void {
    for (const period of [day, monthOf(day)]) {
      this.products.drop(period);
      this.customers.drop(period);
    }
  }

  /** Every statement's text, so that a test can look at how it is answered. */
  statements(): string[] {
    return Object.values(this.#statements).map((statement) => statement.source);
  }

  #loadProducts(period: string): ProductChunk {
    const rows = this.#statements[isDay(period) ? 'dayProducts' : 'monthProducts'].all(period);
    const chunk = {
      ids: new Int32Array(rows.length),
      quantity_milli: new Float64Array(rows.length),
      net_minor: new Float64Array(rows.length),
    };
    // In one go, without taking rows apart: a month of a large shop has thousands of them.
    rows.forEach((row, place) => {
      chunk.ids[place] = row[0];
      chunk.quantity_milli[place] = row[1];
      chunk.net_minor[place] = row[2];
    });
    return chunk;
  }

  #loadCustomers(period: string): CustomerChunk {
    const rows = this.#statements[isDay(period) ? 'dayCustomers' : 'monthCustomers'].all(period);
    const bought = rows.filter((row) => row[1] > 0);
    const ids = new Int32Array(bought.length);
    const transactions = new Int32Array(bought.length);
    bought.forEach((row, place) => {
      ids[place] = row[0];
      transactions[place] = row[1];
    });
    // '~' sorts after every digit and hyphen: the days of a month lie between it and this.
    const fresh = this.#statements.newCustomers.all(period, `${period}~`);
    return {
      ids,
      transactions,
      net_minor: rows.reduce((sum, row) => sum + row[2], 0),
      newIds: Int32Array.from(fresh, (row) => row[0]),
      new_net_minor: fresh.reduce((sum, row) => sum + row[1], 0),
    };
  }
}

function isDay(period: string): boolean {
  return period.length === 10;
}

function prepare({ sqlite }: Database) {
  type Triple = [number, number, number];
  const triples = (sql: string) => sqlite.prepare<[string], Triple>(sql).raw();
  return {
    dayProducts: triples(
      'SELECT product_id, quantity_milli, net_minor FROM rollup_day_product WHERE day = ?',
    ),
    monthProducts: triples(
      'SELECT product_id, quantity_milli, net_minor FROM rollup_month_product WHERE month = ?',
    ),
    dayCustomers: triples(
      'SELECT customer_id, transactions, net_minor FROM rollup_day_customer WHERE day = ?',
    ),
    monthCustomers: triples(
      'SELECT customer_id, transactions, net_minor FROM rollup_month_customer WHERE month = ?',
    ),
    newCustomers: sqlite
      .prepare<[string, string], [number, number]>(
        `SELECT c.customer_id, d.net_minor FROM rollup_customer c
         JOIN rollup_day_customer d ON d.day = c.first_day AND d.customer_id = c.customer_id
         WHERE c.first_day BETWEEN ? AND ?`,
      )
      .raw(),
  };
}
