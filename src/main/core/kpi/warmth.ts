/**
 * Loads the days and months that dashboards usually ask for before anybody asks: a year of a busy
 * shop takes a fifth of a second, which is too long for a till to wait behind.
 */
import { addDays } from '../../../shared/lib/business-day.ts';
import type { Database } from '../db/connection.ts';
import { datesOf, monthOf, monthsBetween } from './period.ts';
import type { RollupChunks } from './rollup-chunks.ts';

/** The start of the program comes first. */
const BEGIN_AFTER_MS = 500;
/** Between two loads, which take some milliseconds each. */
const PAUSE_MS = 5;
/** A year, and the year before to compare with. */
const DAYS_OF_MONTHS = 2 * 366;
/** A month, and the month before. */
const SINGLE_DAYS = 62;

export class Warmth {
  readonly #database: Database;
  readonly #chunks: RollupChunks;
  readonly #lastDay: () => string | null;
  #timer: NodeJS.Timeout | undefined;

  /** @param lastDay the newest business date with figures */
  constructor(database: Database, chunks: RollupChunks, lastDay: () => string | null) {
    this.#database = database;
    this.#chunks = chunks;
    this.#lastDay = lastDay;
  }

  start(): void {
    this.#wait(BEGIN_AFTER_MS, () => {
      const last = this.#lastDay();
      if (last !== null) this.#load(periodsBefore(last));
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #load(periods: readonly string[]): void {
    const [period, ...rest] = periods;
    if (period === undefined) return;
    this.#chunks.products.get(period);
    this.#chunks.customers.get(period);
    this.#wait(PAUSE_MS, () => this.#load(rest));
  }

  #wait(ms: number, work: () => void): void {
    this.#timer = setTimeout(() => {
      if (this.#database.sqlite.open) work();
    }, ms);
    this.#timer.unref();
  }
}

/** Days before months, newest first: in the order in which they are likely to be asked for. */
function periodsBefore(last: string): string[] {
  const days = datesOf({ start: addDays(last, 1 - SINGLE_DAYS), end: last });
  const months = monthsBetween(monthOf(addDays(last, -DAYS_OF_MONTHS)), monthOf(last));
  return [...days.reverse(), ...months.reverse()];
}
