/**
 * Amounts that stand once on a ticket: shared over its lines when all of them are staged. What was
 * given back of an order becomes a refund ticket of its own.
 */
import type Sqlite from 'better-sqlite3';
import { proportion, shareInProportion } from '../../features/sales/exact-shares.ts';
import { shareDiscount } from '../../features/sales/share-discount.ts';
import type { TicketAmounts } from '../read/sale-values.ts';

interface Noted extends TicketAmounts {
  ticket: number;
}

interface Line {
  position: number;
  product: number;
  category: number | null;
  quantity_milli: number;
  gross_minor: number;
  discount_minor: number;
  tax_minor: number;
  cost_minor: number | null;
}

/** Behind the number of an order, for the ticket that gives its money back. */
const REFUND_NUMBER = '-R';
const AT_ONCE = 1000;

export class StagedTicketAmounts {
  readonly #note: Sqlite.Statement;
  readonly #next: Sqlite.Statement<[number], Noted>;
  readonly #lines: Sqlite.Statement<[number], Line>;
  readonly #change: Sqlite.Statement;
  readonly #insertLine: Sqlite.Statement;
  readonly #insertRefund: Sqlite.Statement;
  readonly #link: Sqlite.Statement;
  readonly #linkLine: Sqlite.Statement;
  readonly #noRows: Sqlite.Statement<[number]>;
  readonly #taxIncluded: boolean;

  /** @param taxIncluded the amounts of the lines contain the tax of the ticket */
  constructor(stage: Sqlite.Database, taxIncluded: boolean) {
    this.#taxIncluded = taxIncluded;
    this.#note = stage.prepare(
      `INSERT INTO ticket_amounts (ticket, discount, tax, shipping, tip, refunded) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (ticket) DO UPDATE SET discount = COALESCE(discount, excluded.discount),
         tax = COALESCE(tax, excluded.tax), shipping = COALESCE(shipping, excluded.shipping),
         tip = COALESCE(tip, excluded.tip), refunded = COALESCE(refunded, excluded.refunded)`,
    );
    this.#next = stage.prepare(
      `SELECT * FROM ticket_amounts WHERE ticket > ? AND (discount > 0 OR tax > 0 OR refunded > 0)
       ORDER BY ticket LIMIT ${AT_ONCE}`,
    );
    this.#lines = stage.prepare(
      `SELECT position, product, category, quantity_milli, gross_minor, discount_minor, tax_minor, cost_minor
       FROM line WHERE ticket = ? ORDER BY position`,
    );
    this.#change = stage.prepare(
      'UPDATE line SET gross_minor = ?, discount_minor = ?, tax_minor = ? WHERE ticket = ? AND position = ?',
    );
    this.#insertLine = stage.prepare(
      `INSERT INTO line (ticket, position, product, category, quantity_milli, gross_minor, discount_minor, tax_minor, cost_minor)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#link = stage.prepare('INSERT INTO given_back (refund, original) VALUES (?, ?)');
    this.#linkLine = stage.prepare(
      'INSERT INTO refunded_line (ticket, position, place) VALUES (?, ?, ?)',
    );
    this.#noRows = stage.prepare('INSERT INTO ticket_rows (ticket, rows) VALUES (?, 0)');
    this.#insertRefund = stage.prepare(
      `INSERT INTO seen_ticket (first_row, number, kind, sold_at, time_known, business_date, hour, buyer, staff, channel, tender)
       SELECT first_row, number || '${REFUND_NUMBER}', 'refund', sold_at, time_known, business_date, hour, buyer, staff, channel, tender
       FROM seen_ticket WHERE id = ?`,
    );
  }

  /** Keeps what a row says of its ticket; what an earlier row said stays. */
  note(ticket: number, { discount, tax, shipping, tip, refunded }: TicketAmounts): void {
    if (discount === null && tax === null && shipping === null && tip === null && refunded === null)
      return;
    this.#note.run(ticket, discount, tax, shipping, tip, refunded);
  }

  /** Shares the amounts over the lines, which are all written by now. */
  settle(): void {
    for (let after = 0; ; ) {
      const noted = this.#next.all(after);
      if (noted.length === 0) return;
      for (const amounts of noted) {
        this.#settle(amounts);
        after = amounts.ticket;
      }
    }
  }

  #settle(amounts: Noted): void {
    const lines = this.#lines.all(amounts.ticket);
    if (lines.length === 0) return;
    if (amounts.discount) takeOff(lines, amounts.discount);
    if (amounts.tax) addTax(lines, amounts.tax, this.#taxIncluded);
    for (const line of lines)
      this.#change.run(
        line.gross_minor,
        line.discount_minor,
        line.tax_minor,
        amounts.ticket,
        line.position,
      );
    if (amounts.refunded && signOf(lines) > 0) this.#refund(amounts, lines, amounts.refunded);
  }

  #refund(amounts: Noted, lines: readonly Line[], refunded: number): void {
    const ticket = Number(this.#insertRefund.run(amounts.ticket).lastInsertRowid);
    this.#noRows.run(ticket);
    this.#link.run(ticket, amounts.ticket);
    const given = refundOf(lines, amounts, refunded);
    this.#note.run(ticket, null, null, given.shipping, given.tip, null);
    for (const line of given.lines) {
      // The place of a line is counted from 1. What came back of a part refund nobody knows.
      if (given.isWhole) this.#linkLine.run(ticket, line.position, line.position + 1);
      this.#insertLine.run(
        ticket,
        line.position,
        line.product,
        line.category,
        line.quantity_milli,
        line.gross_minor,
        line.discount_minor,
        line.tax_minor,
        line.cost_minor,
      );
    }
  }
}

/** Shares a discount over the lines that sold something; never more than they add up to. */
function takeOff(lines: Line[], discount: number): void {
  const sign = signOf(lines);
  const open = lines.map((line) => Math.max(sign * netOf(line), 0));
  const shares = shareDiscount(Math.min(discount, sum(open)), open);
  lines.forEach((line, index) => {
    line.discount_minor += sign * (shares[index] ?? 0);
  });
}

/** Shares a tax over the lines; when the amounts contain it, they fall by it. */
function addTax(lines: Line[], tax: number, included: boolean): void {
  const sign = signOf(lines);
  const nets = lines.map((line) => Math.max(sign * netOf(line), 0));
  const whole = sum(nets);
  const due = included ? Math.min(tax, whole) : tax;
  const shares = whole > 0 ? shareInProportion(due, nets) : lines.map((_, at) => (at ? 0 : due));
  lines.forEach((line, index) => {
    const share = sign * (shares[index] ?? 0);
    line.tax_minor += share;
    const paid = netOf(line);
    if (!included || share === 0 || paid === 0) return;
    line.discount_minor -= proportion(line.discount_minor, share, paid);
    line.gross_minor = paid - share + line.discount_minor;
  });
}

/**
 * What an order gives back. All of it: its lines with every sign turned. A part: in proportion over
 * lines, tax and shipping, with no quantity, for the file does not say what came back.
 */
function refundOf(
  lines: readonly Line[],
  amounts: TicketAmounts,
  refunded: number,
): { lines: Line[]; shipping: number; tip: number; isWhole: boolean } {
  const tax = sum(lines.map((line) => line.tax_minor));
  const nets = lines.map((line) => Math.max(netOf(line), 0));
  const shipping = amounts.shipping ?? 0;
  const collected = sum(lines.map(netOf)) + tax + shipping;
  const tip = Math.max(0, Math.min(refunded - collected, amounts.tip ?? 0));
  const goods = refunded - tip;
  if (goods === collected) return { lines: lines.map(turned), shipping, tip, isWhole: true };
  const part = (amount: number) => (collected > 0 ? proportion(amount, goods, collected) : 0);
  const shippingBack = Math.min(part(shipping), shipping);
  const taxBack = Math.min(part(tax), tax);
  const netBack = goods - shippingBack - taxBack;
  const weights = sum(nets) > 0 ? nets : lines.map((_, at) => (at ? 0 : 1));
  const netShares = shareInProportion(netBack, weights);
  const taxShares = shareInProportion(taxBack, weights);
  const back = lines.map((line, index) => ({
    ...line,
    quantity_milli: 0,
    gross_minor: 0 - (netShares[index] ?? 0),
    discount_minor: 0,
    tax_minor: 0 - (taxShares[index] ?? 0),
    cost_minor: null,
  }));
  const telling = back.filter((line) => line.gross_minor !== 0 || line.tax_minor !== 0);
  return {
    shipping: shippingBack,
    tip,
    lines: telling.length > 0 ? telling : back.slice(0, 1),
    isWhole: false,
  };
}

function turned(line: Line): Line {
  return {
    ...line,
    quantity_milli: 0 - line.quantity_milli,
    gross_minor: 0 - line.gross_minor,
    discount_minor: 0 - line.discount_minor,
    tax_minor: 0 - line.tax_minor,
    cost_minor: line.cost_minor === null ? null : 0 - line.cost_minor,
  };
}

function netOf(line: Line): number {
  return line.gross_minor - line.discount_minor;
}

/** −1 for a ticket that takes back. */
function signOf(lines: readonly Line[]): 1 | -1 {
  return sum(lines.map(netOf)) < 0 ? -1 : 1;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
