/**
 * How many customers are VIPs now. Counted from all customers, but only again after one of them has
 * crossed the threshold: an index of their sales would cost every sale.
 */
import type { Statement } from 'better-sqlite3';
import type { Database } from '../db/connection.ts';

export class VipCount {
  readonly #database: Database;
  readonly #count: Statement<[number], number>;
  #kept: { thresholdMinor: number; vips: number } | undefined;

  constructor(database: Database) {
    this.#database = database;
    this.#count = database.sqlite
      .prepare<[number], number>('SELECT count(*) FROM rollup_customer WHERE net_minor > ?')
      .pluck();
  }

  /** @param thresholdMinor lifetime net sales above which a customer is a VIP, minor units */
  above(thresholdMinor: number): number {
    if (this.#kept?.thresholdMinor === thresholdMinor) return this.#kept.vips;
    const vips = this.#count.get(thresholdMinor) ?? 0;
    // What an open transaction sees may still be rolled back.
    if (!this.#database.sqlite.inTransaction) this.#kept = { thresholdMinor, vips };
    return vips;
  }

  /** Somebody became a VIP or is none any more. */
  forget(): void {
    this.#kept = undefined;
  }
}
