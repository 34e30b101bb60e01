/**
 * Product sums of months and of all time. A single sale moves them at once. A bulk writer's chunks
 * touch the same few thousand products again and again, so their differences wait in memory and are
 * written once; until then the file says that it owes them. They are written before anything is
 * answered and when an import ends. After a crash they are computed anew from the days, which are
 * always exact.
 */
import type { Database } from '../db/connection.ts';
import { monthOf } from './period.ts';
import { addTo, Differences, type Key, ROLLUPS } from './rollup-tables.ts';

/** Month → product → measures. */
type Waiting = Map<string, Map<Key, number[]>>;

/** What one transaction did; it counts once that transaction is committed. */
interface Pending {
  transaction: object;
  generation: number;
  added: Waiting;
  written: [month: string, product: Key][];
}

/** Above this many waiting keys a chunk also writes some. */
const MANY_KEYS = 4000;
/** Keys written along with one chunk, a few milliseconds. */
const KEYS_PER_CHUNK = 1000;

export class CoarseProducts {
  readonly #database: Database;
  readonly #month: Differences;
  readonly #product: Differences;
  readonly #statements: ReturnType<typeof prepare>;
  /** Committed, not yet in the tables; the month touched last stands last. */
  readonly #waiting: Waiting = new Map();
  #keys = 0;
  #pending: Pending | undefined;
  #generation: number;

  constructor(database: Database) {
    this.#database = database;
    this.#month = new Differences(database, ROLLUPS.monthProduct);
    this.#product = new Differences(database, ROLLUPS.product);
    this.#statements = prepare(database);
    const stored = this.#statements.read.get();
    this.#generation = stored?.generation ?? 0;
    if (stored?.owed === 1) this.#rebuild();
  }

  /** Writes what was gathered by day and product into months and all time. */
  add(byDay: Differences): void {
    for (const day of byDay.firstKeys()) {
      for (const [product, measures] of byDay.under(day)) {
        this.#gather(monthOf(String(day)), product, measures);
      }
    }
    this.#flush(false);
  }

  /** As `add`, but later. */
  addLater(transaction: object, byDay: Differences): void {
    const pending = this.#begin(transaction);
    for (const day of byDay.firstKeys()) {
      const month = monthOf(String(day));
      for (const [product, measures] of byDay.under(day)) {
        addTo(at(pending.added, month, product), measures);
      }
    }
    if (this.#keys > MANY_KEYS) this.#writeWaiting(pending, KEYS_PER_CHUNK);
    this.#statements.mark.run(pending.generation, 1);
  }

  /** True while the tables lag behind. */
  owes(): boolean {
    this.#resolve(undefined);
    return this.#keys > 0 || this.#pending !== undefined;
  }

  /** Writes everything that waits, in the caller's transaction. */
  settle(transaction: object): void {
    const pending = this.#begin(transaction);
    this.#writeWaiting(pending, Number.POSITIVE_INFINITY);
    for (const [month, products] of pending.added) {
      for (const [product, measures] of products) this.#gather(month, product, measures);
    }
    pending.added = new Map();
    this.#flush(true);
    this.#statements.mark.run(pending.generation, 0);
  }

  clear(): void {
    this.#month.clear();
    this.#product.clear();
  }

  #begin(transaction: object): Pending {
    this.#resolve(transaction);
    this.#pending ??= {
      transaction,
      generation: ++this.#generation,
      added: new Map(),
      written: [],
    };
    return this.#pending;
  }

  /** Was the last transaction committed? The generation it marked the file with says so. */
  #resolve(current: object | undefined): void {
    const pending = this.#pending;
    if (!pending || pending.transaction === current) return;
    if (current === undefined && this.#database.sqlite.inTransaction) return;
    this.#pending = undefined;
    if (this.#statements.read.get()?.generation !== pending.generation) return;
    for (const [month, product] of pending.written) {
      const products = this.#waiting.get(month);
      if (products?.delete(product)) this.#keys--;
      if (products?.size === 0) this.#waiting.delete(month);
    }
    for (const [month, products] of pending.added) {
      const known = this.#waiting.get(month) ?? new Map<Key, number[]>();
      this.#keys -= known.size;
      for (const [product, measures] of products) {
        const sums = known.get(product);
        if (sums) addTo(sums, measures);
        else known.set(product, measures);
      }
      this.#keys += known.size;
      this.#waiting.delete(month);
      this.#waiting.set(month, known);
    }
  }

  /** Months touched longest ago first: they are likely to be finished. */
  #writeWaiting(pending: Pending, limit: number): void {
    const already = new Set(pending.written.map(([month, product]) => `${month} ${product}`));
    let left = limit;
    for (const [month, products] of this.#waiting) {
      for (const [product, measures] of products) {
        if (left-- <= 0) break;
        if (already.has(`${month} ${product}`)) continue;
        this.#gather(month, product, measures);
        pending.written.push([month, product]);
      }
    }
    this.#flush(true);
  }

  #gather(month: string, product: Key, measures: readonly number[]): void {
    addTo(this.#month.at(month, product), measures);
    addTo(this.#product.at(product), measures);
  }

  #flush(mayCancel: boolean): void {
    this.#month.flush(mayCancel);
    this.#product.flush(mayCancel);
  }

  #rebuild(): void {
    this.#database.sqlite
      .transaction(() => {
        for (const statement of this.#statements.rebuild) statement.run();
        this.#statements.mark.run(++this.#generation, 0);
      })
      .immediate();
  }
}

function at(waiting: Waiting, month: string, product: Key): number[] {
  let products = waiting.get(month);
  if (!products) {
    products = new Map();
    waiting.set(month, products);
  }
  let measures = products.get(product);
  if (!measures) {
    measures = [0, 0, 0, 0, 0];
    products.set(product, measures);
  }
  return measures;
}

function prepare({ sqlite }: Database) {
  const sums = ROLLUPS.dayProduct.measures.map((measure) => `sum(${measure})`).join(', ');
  return {
    read: sqlite.prepare<[], { generation: number; owed: number }>(
      'SELECT generation, owed FROM rollup_debt WHERE id = 1',
    ),
    mark: sqlite.prepare<[number, 0 | 1]>(
      'INSERT OR REPLACE INTO rollup_debt (id, generation, owed) VALUES (1, ?, ?)',
    ),
    rebuild: [
      sqlite.prepare('DELETE FROM rollup_month_product'),
      sqlite.prepare(
        `INSERT INTO rollup_month_product SELECT substr(day, 1, 7), product_id, ${sums}
         FROM rollup_day_product GROUP BY 1, 2`,
      ),
      sqlite.prepare('DELETE FROM rollup_product'),
      sqlite.prepare(
        `INSERT INTO rollup_product SELECT product_id, ${sums} FROM rollup_month_product GROUP BY 1`,
      ),
    ],
  };
}
