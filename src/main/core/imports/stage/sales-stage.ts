/** Groups rows into tickets, wherever in the file they stand, and stages them. */
import type Sqlite from 'better-sqlite3';
import type { SaleRow } from '../read/sale-values.ts';
import { detached, StagedNames } from './names.ts';
import { RecentKeys } from './recent-keys.ts';
import { StagedBuyers } from './staged-buyers.ts';
import { StagedLines } from './staged-lines.ts';
import { StagedProducts } from './staged-products.ts';
import { StagedTicketAmounts } from './ticket-amounts.ts';
import { StagedTicketDetails } from './ticket-details.ts';
import { eachItem } from './unpack-items.ts';

interface SeenTicket {
  id: number;
  lines: number;
  buyerKnown: boolean;
}

interface StoredTicket {
  id: number;
  buyer: number | null;
  last_position: number;
}

/** A ticket is copied in one go; one with more lines than this is none. */
export const MOST_LINES = 5000;
const REMEMBERED = 30_000;

export class SalesStage {
  readonly #insertTicket: Sqlite.Statement;
  readonly #findTicket: Sqlite.Statement<[string, string], StoredTicket>;
  readonly #findById: Sqlite.Statement<[number], StoredTicket>;
  readonly #setBuyer: Sqlite.Statement;
  readonly #packed: boolean;
  /** Only where rows may be packed: elsewhere a row is a line. */
  readonly #countRow: Sqlite.Statement<[number]>;
  readonly #categories: StagedNames;
  readonly #staff: StagedNames;
  readonly #products: StagedProducts;
  readonly #buyers: StagedBuyers;
  readonly #lines: StagedLines;
  readonly #amounts: StagedTicketAmounts;
  readonly #details: StagedTicketDetails;
  readonly #recent = new RecentKeys<SeenTicket>(REMEMBERED);
  #lastNumber = '';
  #lastDay = '';
  #lastSeen: SeenTicket | undefined;
  #ticketCount = 0;

  /**
   * @param taxIncluded the amounts of the lines contain the tax of the ticket
   * @param packed a row may be several lines
   */
  constructor(stage: Sqlite.Database, taxIncluded: boolean, packed: boolean) {
    this.#packed = packed;
    this.#insertTicket = stage.prepare(
      'INSERT INTO seen_ticket (id, first_row, number, kind, sold_at, time_known, business_date, hour, buyer, staff, channel, tender) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#findTicket = stage.prepare(
      `SELECT id, buyer,
         (SELECT MAX(position) FROM line WHERE ticket = t.id) AS last_position
       FROM seen_ticket t WHERE number = ? AND business_date = ?`,
    );
    this.#findById = stage.prepare(
      `SELECT id, buyer,
         (SELECT MAX(position) FROM line WHERE ticket = t.id) AS last_position
       FROM seen_ticket t WHERE id = ?`,
    );
    this.#setBuyer = stage.prepare('UPDATE seen_ticket SET buyer = ? WHERE id = ?');
    this.#countRow = stage.prepare(
      'INSERT INTO ticket_rows (ticket, rows) VALUES (?, 1) ON CONFLICT (ticket) DO UPDATE SET rows = rows + 1',
    );
    this.#categories = new StagedNames(stage, 'category');
    this.#staff = new StagedNames(stage, 'staff');
    this.#products = new StagedProducts(stage);
    this.#buyers = new StagedBuyers(stage);
    this.#lines = new StagedLines(stage);
    this.#amounts = new StagedTicketAmounts(stage, taxIncluded);
    this.#details = new StagedTicketDetails(stage);
  }

  /**
   * @param line of the file
   * @returns false when the row's ticket is full
   */
  add(row: SaleRow, line: number): boolean {
    const ticket = this.#ticket(row, line);
    if (ticket.lines + (row.items?.length ?? 1) > MOST_LINES) return false;
    if (!ticket.buyerKnown && row.customerId !== '') {
      ticket.buyerKnown = true;
      this.#setBuyer.run(this.#buyers.id(row), ticket.id);
    }
    if (row.ofTicket) this.#amounts.note(ticket.id, row.ofTicket);
    if (this.#packed) this.#countRow.run(ticket.id);
    if (row.items) eachItem(row, row.items, () => this.#addLine(ticket, row));
    else this.#addLine(ticket, row);
    return true;
  }

  #addLine(ticket: SeenTicket, row: SaleRow): void {
    if (row.details) this.#details.addLine(ticket.id, ticket.lines, row.details);
    const category = this.#categories.id(row.category);
    this.#lines.add(
      ticket.id,
      ticket.lines,
      this.#products.id(row, category),
      category,
      row.quantityMilli,
      row.gross,
      row.discount,
      row.tax,
      row.cost,
    );
    ticket.lines++;
  }

  /** Writes what still waits, and what is only known of whole tickets. */
  finish(): void {
    this.#lines.flush();
    this.#amounts.settle();
  }

  /** A number names one ticket on one business day: tills start over, each morning or each year. */
  #ticket(row: SaleRow, line: number): SeenTicket {
    if (row.details?.record) return this.#recorded(row, row.details.record, line);
    if (row.ticket === '') return this.#newTicket(row, line);
    const day = row.placed.businessDate;
    if (this.#lastSeen && row.ticket === this.#lastNumber && day === this.#lastDay)
      return this.#lastSeen;
    const key = `${row.ticket}\n${day}`;
    let seen = this.#recent.get(key);
    if (!seen) {
      seen = this.#staged(row.ticket, day) ?? this.#newTicket(row, line);
      this.#recent.set(detached(key), seen);
    }
    this.#lastNumber = row.ticket;
    this.#lastDay = day;
    this.#lastSeen = seen;
    return seen;
  }

  /** An exported file says itself which rows are one ticket. */
  #recorded(row: SaleRow, record: string, line: number): SeenTicket {
    const key = `\r${record}`;
    let seen = this.#recent.get(key);
    if (!seen) {
      const staged = this.#details.ticketOf(record);
      seen = staged === undefined ? this.#newTicket(row, line) : this.#stagedWith(staged);
      this.#recent.set(detached(key), seen);
    }
    return seen;
  }

  #staged(number: string, day: string): SeenTicket | undefined {
    if (this.#recent.isComplete) return undefined;
    const stored = this.#findTicket.get(number, day);
    return stored && this.#known(stored);
  }

  #stagedWith(id: number): SeenTicket {
    const stored = this.#findById.get(id);
    if (!stored) throw new Error('a record points to no staged ticket');
    return this.#known(stored);
  }

  #known(stored: StoredTicket): SeenTicket {
    // It was forgotten long ago, so its lines are all written.
    return {
      id: stored.id,
      lines: stored.last_position + 1,
      buyerKnown: stored.buyer !== null,
    };
  }

  #newTicket(row: SaleRow, line: number): SeenTicket {
    const id = ++this.#ticketCount;
    const { placed } = row;
    this.#insertTicket.run(
      id,
      line,
      row.ticket || null,
      row.kind,
      placed.soldAt,
      placed.timeKnown ? 1 : 0,
      placed.businessDate,
      placed.hour,
      this.#buyers.id(row),
      this.#staff.id(row.staff),
      row.channel || null,
      row.tender || null,
    );
    if (row.details) this.#details.addTicket(id, row.details);
    return { id, lines: 0, buyerKnown: row.customerId !== '' };
  }
}
