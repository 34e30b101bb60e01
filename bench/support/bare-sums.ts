/** The least that keeping the sums of sales can cost: their rows, each once a commit, no checks. */
import type Sqlite from 'better-sqlite3';
import { TICKET_MEASURES } from '../../src/main/core/kpi/definitions/ticket-sums.ts';
import { monthOf } from '../../src/main/core/kpi/period.ts';
import { addTo, Differences, ROLLUPS } from '../../src/main/core/kpi/rollup-tables.ts';

/** A sale of two lines, in minor units. */
export interface BareSale {
  day: string;
  hour: number;
  customer: number | null;
  lines: readonly { product: number; quantityMilli: number; netMinor: number; costMinor: number }[];
}

/** Gathers sales of one commit; what is known of each customer for all time is left out. */
export class BareSums {
  readonly #day: Differences;
  readonly #month: Differences;
  readonly #hour: Differences;
  readonly #dayProduct: Differences;
  readonly #monthProduct: Differences;
  readonly #product: Differences;
  readonly #dayCustomer: Differences;
  readonly #monthCustomer: Differences;

  constructor(sqlite: Sqlite.Database) {
    const table = (name: keyof typeof ROLLUPS) => new Differences({ sqlite }, ROLLUPS[name]);
    this.#day = table('day');
    this.#month = table('month');
    this.#hour = table('dayHour');
    this.#dayProduct = table('dayProduct');
    this.#monthProduct = table('monthProduct');
    this.#product = table('product');
    this.#dayCustomer = table('dayCustomer');
    this.#monthCustomer = table('monthCustomer');
  }

  add({ day, hour, customer, lines }: BareSale): void {
    const month = monthOf(day);
    let net = 0;
    for (const { product, quantityMilli, netMinor, costMinor } of lines) {
      net += netMinor;
      const measures = [1, quantityMilli, netMinor, costMinor, netMinor];
      addTo(this.#dayProduct.at(day, product), measures);
      addTo(this.#monthProduct.at(month, product), measures);
      addTo(this.#product.at(product), measures);
    }
    const ticket = TICKET_MEASURES.map((name) => (name === 'net_minor' ? net : 1));
    addTo(this.#day.at(day), ticket);
    addTo(this.#month.at(month), ticket);
    addTo(this.#hour.at(day, hour), ticket);
    if (customer === null) return;
    addTo(this.#dayCustomer.at(day, customer), [1, 1, net]);
    addTo(this.#monthCustomer.at(month, customer), [1, 1, net]);
  }

  /** Writes what was gathered; call inside the transaction of its sales. */
  flush(): void {
    for (const table of [
      this.#day,
      this.#month,
      this.#hour,
      this.#dayProduct,
      this.#monthProduct,
      this.#product,
      this.#dayCustomer,
      this.#monthCustomer,
    ])
      table.flush();
  }
}
