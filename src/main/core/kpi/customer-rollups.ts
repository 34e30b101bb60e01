/** The sums of each customer: days, months, first and last sale, and who crosses the VIP threshold. */
import { EventType } from '../../../shared/events/catalogue.ts';
import type { Database } from '../db/connection.ts';
import type { WriteTx } from '../db/write-tx.ts';
import {
  type CustomerRow,
  type CustomerStatements,
  prepareCustomers,
} from './customer-statements.ts';
import type { TicketSums } from './definitions/ticket-sums.ts';
import { monthOf } from './period.ts';
import { addTo, Differences, ROLLUPS } from './rollup-tables.ts';

export interface VipRule {
  /** Lifetime net sales above which a customer is a VIP, minor units. */
  thresholdMinor(): number;
  /** Called when a customer may have crossed it, either way. */
  crossed(): void;
}

interface Gathered {
  cost_minor: number;
  /** Day → tickets, transactions, net. */
  days: Map<string, number[]>;
}

export class CustomerRollups {
  readonly #vip: VipRule;
  readonly #day: Differences;
  readonly #month: Differences;
  readonly #visits: Differences;
  readonly #gathered = new Map<number, Gathered>();
  /** The customer who is about to be counted anew. */
  #recounted: number | undefined;
  readonly #statements: CustomerStatements;

  constructor(database: Database, vip: VipRule) {
    this.#vip = vip;
    this.#day = new Differences(database, ROLLUPS.dayCustomer);
    this.#month = new Differences(database, ROLLUPS.monthCustomer);
    this.#visits = new Differences(database, ROLLUPS.visits);
    this.#statements = prepareCustomers(database);
  }

  /** Remembers a ticket of a customer until `flush`. */
  gather(customerId: number, date: string, sums: TicketSums, sign: 1 | -1): void {
    let customer = this.#gathered.get(customerId);
    if (!customer) {
      customer = { cost_minor: 0, days: new Map() };
      this.#gathered.set(customerId, customer);
    }
    customer.cost_minor += sign * sums.cost_minor;
    let day = customer.days.get(date);
    if (!day) {
      day = [0, 0, 0];
      customer.days.set(date, day);
    }
    addTo(day, [sign, sign * sums.transactions, sign * sums.net_minor]);
  }

  /**
   * Writes what was gathered; customers who cross the threshold become VIPs, each with its event.
   * @returns the business dates that are, or no longer are, somebody's first
   */
  flush(tx: WriteTx): Set<string> {
    const firstDays = new Set<string>();
    const crossed: { id: number; row: CustomerRow; net_minor: number }[] = [];
    const counted: { id: number; row: CustomerRow | undefined; gathered: Gathered }[] = [];
    for (const [id, gathered] of [...this.#gathered].sort(([a], [b]) => a - b)) {
      const row = this.#statements.find.get(id);
      if ((row && row.deleted_at !== null) || id === this.#recounted) continue;
      counted.push({ id, row, gathered });
      for (const [day, measures] of gathered.days) {
        addTo(this.#day.at(day, id), measures);
        addTo(this.#month.at(monthOf(day), id), measures);
      }
    }
    // Days first: the first and the last day of a customer are looked up there.
    this.#day.flush();
    this.#month.flush();
    const threshold = this.#vip.thresholdMinor();
    for (const { id, row, gathered } of counted) {
      const net = this.#flushTotals(id, row, gathered, firstDays);
      const isVip = net > threshold;
      if (isVip !== (row?.net_minor ?? 0) > threshold) this.#vip.crossed();
      if (row && row.vip_since === null && isVip) {
        crossed.push({ id, row, net_minor: net });
      }
    }
    this.#visits.flush();
    this.#gathered.clear();
    for (const { id, row, net_minor } of crossed)
      this.#becomeVip(tx, id, row, net_minor, threshold);
    return firstDays;
  }

  clear(): void {
    this.#gathered.clear();
    this.#day.clear();
    this.#month.clear();
    this.#visits.clear();
  }

  /**
   * Counts one customer anew from the tickets: nothing while deleted. One who is above the threshold by
   * what changed meanwhile becomes a VIP.
   * @returns the business dates on which the customer counted or counts
   */
  recount(tx: WriteTx, id: number): Set<string> {
    this.#recounted = id;
    try {
      // The rows hold what the open write did so far: it must not be counted later, and for this
      // customer not at all.
      tx.settle();
    } finally {
      this.#recounted = undefined;
    }
    this.#vip.crossed();
    const days = new Set(this.#statements.daysOf.all(id));
    const row = this.#statements.find.get(id);
    this.#moveVisits(row?.transactions ?? 0, 0);
    for (const remove of this.#statements.removeAll) remove.run(id);
    if (row?.deleted_at !== null) {
      this.#visits.flush();
      return days;
    }
    for (const fill of this.#statements.fillAll) fill.run(id);
    const { transactions, net_minor } = this.#statements.find.get(id) ?? row;
    this.#moveVisits(0, transactions ?? 0);
    this.#visits.flush();
    for (const day of this.#statements.daysOf.all(id)) days.add(day);
    const threshold = this.#vip.thresholdMinor();
    if (row.vip_since === null && (net_minor ?? 0) > threshold)
      this.#becomeVip(tx, id, row, net_minor ?? 0, threshold);
    return days;
  }

  #becomeVip(
    tx: WriteTx,
    id: number,
    { code, name }: CustomerRow,
    net_minor: number,
    threshold_minor: number,
  ): void {
    this.#statements.becomeVip.run(tx.ctx.now, tx.ctx.now, id);
    tx.emit({
      type: EventType.VIP_THRESHOLD_REACHED,
      entity: 'customer',
      entityId: code,
      before: null,
      after: { code, name, net_minor, threshold_minor },
    });
  }

  /** @returns the customer's net sales of all time, minor units */
  #flushTotals(
    id: number,
    row: CustomerRow | undefined,
    gathered: Gathered,
    firstDays: Set<string>,
  ): number {
    const [tickets, transactions, net] = [...gathered.days.values()].reduce(
      ([a = 0, b = 0, c = 0], [x = 0, y = 0, z = 0]) => [a + x, b + y, c + z],
      [row?.tickets ?? 0, row?.transactions ?? 0, row?.net_minor ?? 0],
    );
    this.#moveVisits(row?.transactions ?? 0, transactions ?? 0);
    if (tickets === 0) {
      if (row?.first_day) firstDays.add(row.first_day);
      this.#statements.remove.run(id);
      return 0;
    }
    const [first, last] = this.#firstAndLast(id, row, gathered);
    const before = row?.first_day ?? null;
    if (first !== before) for (const day of [first, before]) if (day !== null) firstDays.add(day);
    const sums = [
      last,
      (row?.cost_minor ?? 0) + gathered.cost_minor,
      tickets ?? 0,
      transactions ?? 0,
      net ?? 0,
    ];
    // The first day is indexed and seldom moves: leave it alone where it stays.
    if (row?.tickets && first === before) this.#statements.change.run(...sums, id);
    else this.#statements.save.run(id, first, ...sums);
    return net ?? 0;
  }

  #moveVisits(from: number, to: number): void {
    if (from === to) return;
    if (from > 0) addTo(this.#visits.at(from), [-1]);
    if (to > 0) addTo(this.#visits.at(to), [1]);
  }

  #firstAndLast(
    id: number,
    row: CustomerRow | undefined,
    { days }: Gathered,
  ): [string | null, string | null] {
    let first = row?.first_day ?? null;
    let last = row?.last_day ?? null;
    let lost = false;
    for (const [day, [, transactions = 0]] of days) {
      if (transactions < 0) lost = true;
      if (transactions <= 0) continue;
      if (first === null || day < first) first = day;
      if (last === null || day > last) last = day;
    }
    if (!lost || first === null || last === null) return [first, last];
    const { boughtOn, firstFrom, lastUpTo } = this.#statements;
    return [
      boughtOn.get(first, id) ? first : (firstFrom.get({ id, day: first }) ?? null),
      boughtOn.get(last, id) ? last : (lastUpTo.get({ id, day: last }) ?? null),
    ];
  }
}
