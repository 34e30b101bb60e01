/** Keeps every rollup in step with the rows, in the transaction of their write. */
import type { Statement } from 'better-sqlite3';
import type { Database } from '../db/connection.ts';
import type { WriteTx } from '../db/write-tx.ts';
import { CustomerRollups, type VipRule } from './customer-rollups.ts';
import { TICKET_MEASURES, type TicketSums } from './definitions/ticket-sums.ts';
import type { ExpenseFacts, SaleFacts } from './facts.ts';
import { ticketMeasures } from './measures.ts';
import { monthOf } from './period.ts';
import {
  type AddedUp,
  ProductRollups,
  prepareProducts,
  STORED_TICKETS,
  type StoredTickets,
} from './product-rollups.ts';
import { addTo, Differences, ROLLUPS } from './rollup-tables.ts';
import { ticketRows } from './row-measures.ts';

/** A stored ticket with its measures. */
interface StoredTicket extends TicketSums {
  day: string;
  hour: number | null;
  customer_id: number | null;
}

/** A record that starts (1) or stops (-1) counting. */
export interface Change<Facts> {
  facts: Facts;
  sign: 1 | -1;
}

export class RollupWriter {
  readonly #day: Differences;
  readonly #month: Differences;
  readonly #hour: Differences;
  readonly #dayProduct: Differences;
  readonly #monthProduct: Differences;
  readonly #product: Differences;
  readonly #dayExpense: Differences;
  readonly #monthExpense: Differences;
  readonly #customers: CustomerRollups;
  readonly #products: ProductRollups;
  readonly #storedTickets: Statement<[StoredTickets], StoredTicket>;

  constructor(database: Database, vip: VipRule) {
    this.#day = new Differences(database, ROLLUPS.day);
    this.#month = new Differences(database, ROLLUPS.month);
    this.#hour = new Differences(database, ROLLUPS.dayHour);
    this.#dayProduct = new Differences(database, ROLLUPS.dayProduct);
    this.#monthProduct = new Differences(database, ROLLUPS.monthProduct);
    this.#product = new Differences(database, ROLLUPS.product);
    this.#dayExpense = new Differences(database, ROLLUPS.dayExpense);
    this.#monthExpense = new Differences(database, ROLLUPS.monthExpense);
    this.#customers = new CustomerRollups(database, vip);
    this.#products = new ProductRollups(database);
    this.#storedTickets = database.sqlite.prepare(ticketRows(STORED_TICKETS));
  }

  /**
   * Applies changes of tickets, each key once: the more tickets at once, the less each costs.
   * @returns the business dates whose sums changed
   */
  sales(tx: WriteTx, changes: Iterable<Change<SaleFacts>>): Set<string> {
    const days = new Set<string>();
    this.#gathering(() => {
      for (const { facts, sign } of changes) {
        days.add(facts.business_date);
        this.#gatherTicket(facts, sign);
      }
      for (const day of days) {
        const month = monthOf(day);
        addTo(this.#month.at(month), this.#day.at(day));
        for (const [product, measures] of this.#dayProduct.under(day)) {
          addTo(this.#monthProduct.at(month, product), measures);
          addTo(this.#product.at(product), measures);
        }
      }
      for (const table of this.#ticketTables()) table.flush();
      for (const day of this.#customers.flush(tx)) days.add(day);
    });
    return days;
  }

  /**
   * Counts stored tickets out, before they go.
   * @returns the business dates whose sums changed
   */
  countOut(tx: WriteTx, tickets: StoredTickets): Set<string> {
    return this.#bulk(tx, this.#storedTickets.all(tickets), -1, () =>
      this.#products.countOut(tickets),
    );
  }

  /**
   * Prepares to count in stored tickets whose measures stand somewhere else already.
   * @returns what counts some of them, and tells the business dates whose sums changed
   */
  prepareAddedUp<Which>(
    { sqlite }: Database,
    source: AddedUp,
  ): (tx: WriteTx, which: Which) => Set<string> {
    const tickets = sqlite.prepare<[Which], StoredTicket>(source.tickets);
    const addProducts = prepareProducts<Which>(sqlite, source.products);
    return (tx, which) => this.#bulk(tx, tickets.all(which), 1, () => addProducts(which));
  }

  #bulk(
    tx: WriteTx,
    tickets: readonly StoredTicket[],
    sign: 1 | -1,
    countProducts: () => void,
  ): Set<string> {
    const days = new Set<string>();
    this.#gathering(() => {
      for (const ticket of tickets) {
        days.add(ticket.day);
        this.#gatherSums(ticket.day, ticket.hour, ticket, sign);
        if (ticket.customer_id !== null)
          this.#customers.gather(ticket.customer_id, ticket.day, ticket, sign);
      }
      countProducts();
      for (const day of days) addTo(this.#month.at(monthOf(day)), this.#day.at(day));
      for (const table of this.#ticketTables()) table.flush();
      for (const day of this.#customers.flush(tx)) days.add(day);
    });
    return days;
  }

  /** Applies changes of expenses. */
  expenses(_tx: WriteTx, changes: Iterable<Change<ExpenseFacts>>): void {
    this.#gathering(() => {
      for (const { facts, sign } of changes) {
        const category = facts.category_id ?? 0;
        const measures = [sign, sign * facts.amount_minor];
        addTo(this.#dayExpense.at(facts.business_date, category), measures);
        addTo(this.#monthExpense.at(monthOf(facts.business_date), category), measures);
      }
      this.#dayExpense.flush();
      this.#monthExpense.flush();
    });
  }

  /** Counts a customer's tickets anew from the rows: a deleted customer counts nowhere. */
  recountCustomer(tx: WriteTx, customerId: number): Set<string> {
    return this.#customers.recount(tx, customerId);
  }

  #gatherTicket(sale: SaleFacts, sign: 1 | -1): void {
    const sums = ticketMeasures(sale);
    this.#gatherSums(sale.business_date, sale.hour, sums, sign);
    for (const line of sale.lines) {
      const known = line.cost_minor !== null;
      addTo(this.#dayProduct.at(sale.business_date, line.product_id), [
        sign,
        sign * line.quantity_milli,
        sign * line.net_minor,
        sign * (line.cost_minor ?? 0),
        known ? sign * line.net_minor : 0,
      ]);
    }
    if (sale.customer_id !== null)
      this.#customers.gather(sale.customer_id, sale.business_date, sums, sign);
  }

  #gatherSums(day: string, hour: number | null, sums: TicketSums, sign: 1 | -1): void {
    const measures = TICKET_MEASURES.map((measure) => sign * sums[measure]);
    addTo(this.#day.at(day), measures);
    if (hour !== null) addTo(this.#hour.at(day, hour), measures);
  }

  /** A failed write must not leave anything gathered for the next one. */
  #gathering(work: () => void): void {
    try {
      work();
    } catch (error) {
      for (const table of this.#ticketTables()) table.clear();
      this.#dayExpense.clear();
      this.#monthExpense.clear();
      this.#customers.clear();
      throw error;
    }
  }

  #ticketTables(): Differences[] {
    return [
      this.#day,
      this.#month,
      this.#hour,
      this.#dayProduct,
      this.#monthProduct,
      this.#product,
    ];
  }
}
