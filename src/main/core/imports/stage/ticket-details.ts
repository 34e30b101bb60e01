/** Stages what an exported file says of its tickets beyond what tills write. */
import type Sqlite from 'better-sqlite3';
import type { SaleDetails } from '../read/sale-details.ts';

/** Of stage-file.ts. `record` is the file's own name of a ticket. */
export const DETAIL_TABLES = `
CREATE TABLE ticket_detail (
  ticket INTEGER PRIMARY KEY, record TEXT, note TEXT, external_id TEXT, external_source TEXT,
  refund_of TEXT
);
CREATE INDEX ticket_detail_record ON ticket_detail (record) WHERE record IS NOT NULL;
CREATE TABLE ticket_tender (
  ticket INTEGER, place INTEGER, kind TEXT, amount_minor INTEGER, PRIMARY KEY (ticket, place)
) WITHOUT ROWID;
CREATE TABLE given_back (refund INTEGER PRIMARY KEY, original INTEGER NOT NULL);
CREATE TABLE refunded_line (
  ticket INTEGER, position INTEGER, place INTEGER, PRIMARY KEY (ticket, position)
) WITHOUT ROWID;
`;

const UNFIT = `SELECT p.ticket FROM ticket_tender p JOIN summed_ticket t ON t.seen = p.ticket
  GROUP BY p.ticket
  HAVING SUM(p.amount_minor) <> t.net_minor + t.tax_minor + t.tip_minor + t.shipping_minor`;

/** Payments that do not come to what their ticket cost only say how it was paid. Needs the sums. */
export function nameUnfitTenders(stage: Sqlite.Database): void {
  const any = stage.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM ticket_tender)').pluck();
  if (any.get() !== 1) return;
  stage.exec(`
    CREATE TABLE unfit AS ${UNFIT};
    UPDATE summed_ticket SET tender = (
      SELECT group_concat(kind, ' + ' ORDER BY place) FROM ticket_tender WHERE ticket = seen)
    WHERE seen IN (SELECT ticket FROM unfit);
    DELETE FROM ticket_tender WHERE ticket IN (SELECT ticket FROM unfit);
    DROP TABLE unfit;
  `);
}

export class StagedTicketDetails {
  readonly #insert: Sqlite.Statement;
  readonly #insertTender: Sqlite.Statement;
  readonly #insertLine: Sqlite.Statement;
  readonly #find: Sqlite.Statement<[string], number>;

  constructor(stage: Sqlite.Database) {
    this.#insert = stage.prepare(
      `INSERT INTO ticket_detail (ticket, record, note, external_id, external_source, refund_of)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#insertTender = stage.prepare(
      'INSERT INTO ticket_tender (ticket, place, kind, amount_minor) VALUES (?, ?, ?, ?)',
    );
    this.#insertLine = stage.prepare(
      'INSERT INTO refunded_line (ticket, position, place) VALUES (?, ?, ?)',
    );
    this.#find = stage
      .prepare<[string], number>('SELECT ticket FROM ticket_detail WHERE record = ?')
      .pluck();
  }

  /** The staged ticket of a record; undefined when no row named it yet. */
  ticketOf(record: string): number | undefined {
    return this.#find.get(record);
  }

  /** What the first row of a ticket says. */
  addTicket(ticket: number, details: SaleDetails): void {
    this.#insert.run(
      ticket,
      details.record || null,
      details.note || null,
      details.externalId || null,
      details.externalId === '' ? null : details.externalSource || null,
      details.refundOf || null,
    );
    details.tenders.forEach(({ kind, amount }, place) => {
      this.#insertTender.run(ticket, place, kind, amount);
    });
  }

  addLine(ticket: number, position: number, { refundOfLine }: SaleDetails): void {
    if (refundOfLine !== null) this.#insertLine.run(ticket, position, refundOfLine);
  }
}
