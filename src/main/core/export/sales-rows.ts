/**
 * Sales as rows of our own template, one row a line. What belongs to the whole ticket stands on its
 * first row; `record` says which rows belong together, and `refund_of` which ticket a refund takes back.
 */
import type Sqlite from 'better-sqlite3';
import { isPartOf } from '../db/part-ids.ts';
import { csvLine, decimalCell, quantityCell, textCell } from './csv-text.ts';
import type { ExportJob } from './export-job.ts';
import { createWallMinutes } from './wall-minutes.ts';

const COLUMNS = [
  'record',
  'date',
  'time',
  'ticket',
  'refund',
  'customer_id',
  'customer_name',
  'staff',
  'channel',
  'product_name',
  'sku',
  'barcode',
  'category',
  'quantity',
  'amount',
  'discount',
  'tax',
  'cost',
  'tip',
  'shipping',
  'tenders',
  'note',
  'external_id',
  'external_source',
  'sold_at',
  'refund_of',
  'refund_of_line',
];

interface Ticket {
  record: number;
  id: number;
  number: string;
  kind: 'sale' | 'refund';
  sold_at: number;
  time_known: number;
  business_date: string;
  hour: number | null;
  customer_code: string | null;
  customer_name: string | null;
  staff: string | null;
  channel: string | null;
  note: string | null;
  external_source: string | null;
  external_id: string | null;
  tip_minor: number;
  shipping_minor: number;
  refund_of: number | null;
}

interface Line {
  product_name: string;
  sku: string | null;
  barcode: string | null;
  category: string | null;
  quantity_milli: number;
  gross_minor: number;
  discount_minor: number;
  tax_minor: number;
  cost_minor: number | null;
  refund_of_line: number | null;
}

const AT_ONCE = 500;
/** How tenders are told apart in their cell, and what guards these signs inside a name. */
const BETWEEN_TENDERS = '; ';

export function* salesRows(sqlite: Sqlite.Database, job: ExportJob): Generator<string> {
  yield csvLine(COLUMNS);
  const { digits } = job;
  numberTickets(sqlite, job);
  const statements = prepare(sqlite);
  const minuteOf = createWallMinutes(job.timeZone);
  const amount = (minor: number) => decimalCell(minor, digits);
  /** Nearly always 0, and then not worth a figure. */
  const extra = (minor: number) => (minor === 0 ? '' : amount(minor));

  for (let after = 0; ; ) {
    const tickets = statements.tickets.all(after);
    for (const ticket of tickets) {
      const { record, id, kind } = ticket;
      const tenders = statements.tenders
        .all(id, id)
        .map(
          (tender) =>
            `${tender.kind.replace(/[\\;]/g, '\\$&')} ${decimalCell(tender.amount_minor, digits)}`,
        );
      const start = [
        String(record),
        ticket.business_date,
        ticket.hour === null ? '' : `${two(ticket.hour)}:${two(minuteOf(ticket.sold_at))}`,
        textCell(ticket.number),
        kind === 'refund' ? 'yes' : '',
        textCell(ticket.customer_code),
        textCell(ticket.customer_name),
        textCell(ticket.staff),
        textCell(ticket.channel),
      ];
      let ofTicket = [
        extra(ticket.tip_minor),
        extra(ticket.shipping_minor),
        textCell(tenders.join(BETWEEN_TENDERS)),
        textCell(ticket.note),
        textCell(ticket.external_id),
        textCell(ticket.external_source),
        ticket.time_known === 1 ? new Date(ticket.sold_at).toISOString() : '',
        ticket.refund_of === null ? '' : String(ticket.refund_of),
      ];
      for (const line of statements.lines.all(id, id)) {
        yield csvLine([
          ...start,
          textCell(line.product_name),
          textCell(line.sku),
          textCell(line.barcode),
          textCell(line.category),
          quantityCell(line.quantity_milli),
          amount(line.gross_minor),
          extra(line.discount_minor),
          extra(line.tax_minor),
          line.cost_minor === null ? '' : amount(line.cost_minor),
          ...ofTicket,
          line.refund_of_line === null ? '' : String(line.refund_of_line),
        ]);
        ofTicket = NOTHING;
      }
    }
    const last = tickets.at(-1);
    if (!last || tickets.length < AT_ONCE) return;
    after = last.record;
  }
}

const NOTHING: string[] = Array(8).fill('');

/** Numbers the tickets from 1 in the order of their time: the file does not know our ids. */
function numberTickets(sqlite: Sqlite.Database, { first, last }: ExportJob): void {
  sqlite.exec('CREATE TEMP TABLE exported (record INTEGER PRIMARY KEY, id INTEGER UNIQUE)');
  sqlite
    .prepare(
      `INSERT INTO temp.exported (id)
       SELECT id FROM sale WHERE deleted_at IS NULL AND business_date BETWEEN ? AND ?
       ORDER BY sold_at, id`,
    )
    .run(first ?? '', last ?? '9999');
}

function prepare(sqlite: Sqlite.Database) {
  return {
    // A deleted customer stays out of the file, and would come back by it.
    tickets: sqlite.prepare<[number], Ticket>(
      `SELECT x.record, s.id, s.number, s.kind, s.sold_at, s.time_known, s.business_date, s.hour,
         c.code AS customer_code, c.name AS customer_name, f.name AS staff, s.channel, s.note,
         s.external_source, s.external_id, s.tip_minor, s.shipping_minor, r.record AS refund_of
       FROM temp.exported x
       JOIN sale s ON s.id = x.id
       LEFT JOIN customer c ON c.id = s.customer_id AND c.deleted_at IS NULL
       LEFT JOIN staff f ON f.id = s.staff_id
       LEFT JOIN temp.exported r ON r.id = s.refund_of_id
       WHERE x.record > ? ORDER BY x.record LIMIT ${AT_ONCE}`,
    ),
    lines: sqlite.prepare<[number, number], Line>(
      `SELECT p.name AS product_name, p.sku, p.barcode, c.name AS category, l.quantity_milli,
         l.gross_minor, l.discount_minor, l.tax_minor, l.cost_minor,
         CASE WHEN l.refund_of_line_id IS NOT NULL THEN (
           SELECT COUNT(*) FROM sale_line o
           WHERE o.id BETWEEN (l.refund_of_line_id >> 20) << 20 AND l.refund_of_line_id
         ) END AS refund_of_line
       FROM sale_line l
       JOIN product p ON p.id = l.product_id
       LEFT JOIN category c ON c.id = l.category_id
       WHERE ${isPartOf('l.id', '?', '?')} ORDER BY l.id`,
    ),
    tenders: sqlite.prepare<[number, number], { kind: string; amount_minor: number }>(
      `SELECT kind, amount_minor FROM sale_tender WHERE ${isPartOf('id', '?', '?')} ORDER BY id`,
    ),
  };
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
