/** Best products and the customers of any span, summed over chunks. */
import { datesOf, monthsBetween, partsOf, type Span } from './period.ts';
import type { RollupChunks } from './rollup-chunks.ts';

export interface ProductTotal {
  product_id: number;
  quantity_milli: number;
  net_minor: number;
}

export interface VisitorTotals {
  /** Customers with a sale in the span. */
  active: number;
  /** Of them, first sale in the span. */
  new: number;
  /** Had bought before one of their sales in the span. */
  returning: number;
  /** Net sales of known customers, minor units. */
  known_net_minor: number;
  /** Of that, what new customers brought on their first day. */
  new_net_minor: number;
}

export class SpanQueries {
  readonly #chunks: RollupChunks;
  // By row id, as large as the largest id met; used by one call at a time.
  #seen = new Uint8Array(1024);
  #first = new Float64Array(1024);
  #second = new Float64Array(1024);

  constructor(chunks: RollupChunks) {
    this.#chunks = chunks;
  }

  /** The `limit` products with the highest net sales, best first; equal ones by id. */
  bestProducts(span: Span, limit: number, dataEnd: string | null): ProductTotal[] {
    this.#reset();
    let largest = 0;
    for (const period of periodsOf(span, dataEnd)) {
      const { ids, quantity_milli, net_minor } = this.#chunks.products.get(period);
      for (let row = 0; row < ids.length; row++) {
        const id = ids[row] ?? 0;
        if (id >= this.#seen.length) this.#grow(id);
        if (id > largest) largest = id;
        this.#seen[id] = 1;
        this.#first[id] = (this.#first[id] ?? 0) + (net_minor[row] ?? 0);
        this.#second[id] = (this.#second[id] ?? 0) + (quantity_milli[row] ?? 0);
      }
    }
    const best: ProductTotal[] = [];
    for (let id = 1; id <= largest; id++) {
      if (this.#seen[id] === 0) continue;
      const net_minor = this.#first[id] ?? 0;
      const last = best.at(-1);
      if (best.length === limit && last && net_minor <= last.net_minor) continue;
      let place = best.length;
      while (place > 0 && net_minor > (best[place - 1]?.net_minor ?? 0)) place--;
      best.splice(place, 0, { product_id: id, quantity_milli: this.#second[id] ?? 0, net_minor });
      if (best.length > limit) best.pop();
    }
    return best;
  }

  visitors(span: Span, dataEnd: string | null): VisitorTotals {
    this.#reset();
    const totals: VisitorTotals = {
      active: 0,
      new: 0,
      returning: 0,
      known_net_minor: 0,
      new_net_minor: 0,
    };
    const periods = periodsOf(span, dataEnd);
    for (const period of periods) {
      const { ids, transactions, net_minor } = this.#chunks.customers.get(period);
      totals.known_net_minor += net_minor;
      for (let row = 0; row < ids.length; row++) {
        const id = ids[row] ?? 0;
        if (id >= this.#seen.length) this.#grow(id);
        if (this.#seen[id] === 0) {
          this.#seen[id] = 1;
          totals.active++;
        }
        this.#first[id] = (this.#first[id] ?? 0) + (transactions[row] ?? 0);
      }
    }
    let cameOnce = 0;
    for (const period of periods) {
      const { newIds, new_net_minor } = this.#chunks.customers.get(period);
      totals.new += newIds.length;
      totals.new_net_minor += new_net_minor;
      for (const id of newIds) if (this.#first[id] === 1) cameOnce++;
    }
    // Whoever was new and came once had not bought before; everybody else had.
    totals.returning = totals.active - cameOnce;
    return totals;
  }

  /** Customers with a sale, for one point of a trend. */
  activeCustomers(span: Span, dataEnd: string | null): number {
    const periods = periodsOf(span, dataEnd);
    const [only] = periods;
    if (periods.length <= 1) return only ? this.#chunks.customers.get(only).ids.length : 0;
    return this.visitors(span, dataEnd).active;
  }

  #reset(): void {
    this.#seen.fill(0);
    this.#first.fill(0);
    this.#second.fill(0);
  }

  #grow(id: number): void {
    const size = Math.max(id + 1, this.#seen.length * 2);
    this.#seen = enlarged(new Uint8Array(size), this.#seen);
    this.#first = enlarged(new Float64Array(size), this.#first);
    this.#second = enlarged(new Float64Array(size), this.#second);
  }
}

function enlarged<Column extends Uint8Array | Float64Array>(
  larger: Column,
  column: Column,
): Column {
  larger.set(column);
  return larger;
}

/**
 * The days and whole months of a span. It ends with the data: so the running month is read by its
 * days, and a sale of today makes only today's chunk load anew.
 * @param dataEnd last business date with a ticket
 */
function periodsOf(span: Span, dataEnd: string | null): string[] {
  if (dataEnd === null || dataEnd < span.start) return [];
  const { days, months } = partsOf(dataEnd < span.end ? { start: span.start, end: dataEnd } : span);
  return [
    ...(months ? monthsBetween(months.first, months.last) : []),
    ...days.flatMap((part) => datesOf(part)),
  ];
}
