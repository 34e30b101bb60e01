/** Groups rows into tickets, wherever in the file they stand, and stages them. */
import type Sqlite from 'better-sqlite3';
import { cleanName, nameKey } from '../../../../shared/lib/text.ts';
import type { SaleRow } from '../read/sale-row.ts';
import { detached, StagedNames } from './names.ts';

interface StagedProduct {
  id: number;
  sku: string;
  barcode: string;
  /** '' until a row names it. */
  name: string;
  category: number | null;
}

interface SeenTicket {
  id: number;
  lines: number;
  buyerKnown: boolean;
}

export class SalesStage {
  readonly #insertTicket: Sqlite.Statement;
  readonly #insertLine: Sqlite.Statement;
  readonly #insertProduct: Sqlite.Statement;
  readonly #insertBuyer: Sqlite.Statement;
  readonly #setBuyer: Sqlite.Statement;
  readonly #categories: StagedNames;
  readonly #staff: StagedNames;
  readonly #products = new Map<string, StagedProduct>();
  readonly #buyers = new Map<string, { id: number; name: string }>();
  readonly #tickets = new Map<string, SeenTicket>();
  readonly #numberPrefix: string;
  #lastTicket = '';
  #lastDay = '';
  #lastSeen: SeenTicket | undefined;
  #ticketCount = 0;

  /** @param numberPrefix of the numbers that tickets without one get */
  constructor(stage: Sqlite.Database, numberPrefix: string) {
    this.#numberPrefix = numberPrefix;
    this.#insertTicket = stage.prepare(
      'INSERT INTO seen_ticket (id, number, kind, sold_at, time_known, business_date, hour, buyer, staff, channel, tender) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#insertLine = stage.prepare(
      'INSERT INTO line (ticket, position, product, category, quantity_milli, gross_minor, discount_minor, tax_minor, cost_minor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#insertProduct = stage.prepare(
      'INSERT INTO product (id, sku, barcode, name, name_key, category) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#insertBuyer = stage.prepare('INSERT INTO buyer (id, code, name) VALUES (?, ?, ?)');
    this.#setBuyer = stage.prepare('UPDATE seen_ticket SET buyer = ? WHERE id = ?');
    this.#categories = new StagedNames(stage, 'category');
    this.#staff = new StagedNames(stage, 'staff');
  }

  /** @param line of the file */
  add(row: SaleRow, line: number): void {
    const category = this.#categories.id(row.category);
    const product = this.#product(row, category);
    const ticket = this.#ticket(row, line);
    if (!ticket.buyerKnown && row.customerId !== '') {
      ticket.buyerKnown = true;
      this.#setBuyer.run(this.#buyer(row), ticket.id);
    }
    this.#insertLine.run(
      ticket.id,
      ticket.lines,
      product.id,
      category,
      row.quantityMilli,
      row.gross,
      row.discount,
      row.tax,
      row.cost,
    );
    ticket.lines++;
  }

  /** Writes what is only known at the end: products and customers with their names. */
  finish(): void {
    for (const product of this.#products.values()) {
      const name = cleanName(product.name || product.sku || product.barcode);
      this.#insertProduct.run(
        product.id,
        product.sku || null,
        product.barcode || null,
        name,
        nameKey(name),
        product.category,
      );
    }
    for (const [code, buyer] of this.#buyers) this.#insertBuyer.run(buyer.id, code, buyer.name);
  }

  /** A number names one ticket on one business day: tills start over, each morning or each year. */
  #ticket(row: SaleRow, line: number): SeenTicket {
    if (row.ticket === '') return this.#newTicket(row, `${this.#numberPrefix}${line}`);
    const day = row.placed.businessDate;
    if (this.#lastSeen && row.ticket === this.#lastTicket && day === this.#lastDay)
      return this.#lastSeen;
    const key = `${row.ticket}\n${day}`;
    let seen = this.#tickets.get(key);
    if (!seen) {
      seen = this.#newTicket(row, row.ticket);
      this.#tickets.set(detached(key), seen);
    }
    this.#lastTicket = row.ticket;
    this.#lastDay = day;
    this.#lastSeen = seen;
    return seen;
  }

  #newTicket(row: SaleRow, number: string): SeenTicket {
    const id = ++this.#ticketCount;
    const { placed } = row;
    this.#insertTicket.run(
      id,
      number,
      row.kind,
      placed.soldAt,
      placed.timeKnown ? 1 : 0,
      placed.businessDate,
      placed.hour,
      row.customerId === '' ? null : this.#buyer(row),
      this.#staff.id(row.staff),
      row.channel || null,
      row.tender || null,
    );
    return { id, lines: 0, buyerKnown: row.customerId !== '' };
  }

  #product(row: SaleRow, category: number | null): StagedProduct {
    // Each kind of key has its own first letter, so that a SKU never meets a name.
    const key = row.sku
      ? `s${row.sku}`
      : row.barcode
        ? `b${row.barcode}`
        : `n${nameKey(row.productName)}`;
    let product = this.#products.get(key);
    if (!product) {
      product = {
        id: this.#products.size + 1,
        sku: detached(row.sku),
        barcode: detached(row.barcode),
        name: detached(row.productName),
        category,
      };
      this.#products.set(detached(key), product);
      return product;
    }
    if (product.name === '' && row.productName !== '') product.name = detached(row.productName);
    if (product.barcode === '' && row.barcode !== '') product.barcode = detached(row.barcode);
    product.category ??= category;
    return product;
  }

  #buyer(row: SaleRow): number {
    let buyer = this.#buyers.get(row.customerId);
    if (!buyer) {
      buyer = { id: this.#buyers.size + 1, name: '' };
      this.#buyers.set(detached(row.customerId), buyer);
    }
    if (buyer.name === '' && row.customerName !== '') buyer.name = detached(row.customerName);
    return buyer.id;
  }
}
