/** Copies what an exported file says beyond what tills write, onto tickets that were just copied. */
import type { Database } from '../../db/connection.ts';
import { MAX_PARTS } from '../../db/part-ids.ts';

/** Stored id = base + row of the staged ticket, for the rows from first to last. */
export interface CopiedSpan {
  base: number;
  first: number;
  last: number;
}

const AT_ONCE = 2000;

/** For the stage that is attached now; undefined when its file has no such columns. */
export function createDetailsCopy({ sqlite }: Database) {
  const any = sqlite
    .prepare<[], number>('SELECT EXISTS (SELECT 1 FROM stage.ticket_detail)')
    .pluck();
  if (any.get() !== 1) return undefined;
  const setDetails = sqlite.prepare(
    // An external id that another sale of the shop has stays with that one.
    `UPDATE sale SET note = d.note,
       external_id = CASE WHEN EXISTS (SELECT 1 FROM sale o WHERE o.external_id = d.external_id
         AND o.external_source IS d.external_source) THEN NULL ELSE d.external_id END,
       external_source = d.external_source
     FROM stage.ticket t JOIN stage.ticket_detail d ON d.ticket = t.seen
     WHERE t.rowid BETWEEN @first AND @last AND (d.note IS NOT NULL OR d.external_id IS NOT NULL)
       AND sale.id = @base + t.rowid`,
  );
  const addTenders = sqlite.prepare(
    `INSERT INTO sale_tender (id, kind, amount_minor)
     SELECT (@base + t.rowid) * ${MAX_PARTS} + p.place, p.kind, p.amount_minor
     FROM stage.ticket t JOIN stage.ticket_tender p ON p.ticket = t.seen
     WHERE t.rowid BETWEEN @first AND @last`,
  );
  return {
    chunk(span: CopiedSpan): void {
      setDetails.run(span);
      addTenders.run(span);
    },
  };
}

interface Refund {
  /** Rows of the staged tickets. */
  refund: number;
  original: number;
}

/**
 * Points refunds to the tickets that they take back, when all of them are stored: the n-th sale of an
 * import is its n-th staged ticket.
 */
export function createRefundLinks({ sqlite }: Database, batch: number) {
  const links = sqlite.prepare<[], Refund>(
    'SELECT refund, original FROM stage.refund_link ORDER BY refund',
  );
  const nextSales = sqlite
    .prepare<[number, number], number>(
      `SELECT id FROM sale WHERE import_batch_id = ? AND id > ? ORDER BY id LIMIT ${AT_ONCE}`,
    )
    .pluck();
  const setSale = sqlite.prepare('UPDATE sale SET refund_of_id = ? WHERE id = ?');
  const setLines = sqlite.prepare(
    `UPDATE sale_line SET refund_of_line_id = (
       SELECT o.id FROM sale_line o WHERE o.id = @original * ${MAX_PARTS} + f.place - 1)
     FROM stage.ticket t JOIN stage.refunded_line f ON f.ticket = t.seen
     WHERE t.rowid = @row AND sale_line.id = @refund * ${MAX_PARTS} + f.position`,
  );
  return {
    /** The staged rows to link; empty for most files. */
    all: () => links.all(),
    /** Stored ids behind one, in the order of the staged rows. */
    sales: (after: number): number[] => nextSales.all(batch, after),
    link(row: number, refund: number, original: number): void {
      setSale.run(original, refund);
      setLines.run({ row, refund, original });
    },
  };
}
