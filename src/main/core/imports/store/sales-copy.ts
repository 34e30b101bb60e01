/** Copies staged tickets into the shop, a few hundred lines at a time, rollups with them. */

import type { Database } from '../../db/connection.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import type { SalesService } from '../../features/sales/index.ts';
import type { AddedUp, KpiEngine } from '../../kpi/index.ts';
import { LINE_COST } from '../stage/line-cost.ts';
import { type CopiedSpan, createDetailsCopy } from './details-copy.ts';
import { prepareUnchecked } from './unchecked-statement.ts';

/** What one transaction copied. */
export interface Copied {
  /** The last ticket copied; where the next transaction goes on. */
  upTo: number;
  lines: number;
  /** Stored tickets that these replaced. */
  replaced: number;
}

/** Neighbouring blocks of staged tickets: the rows of their first and last ticket. */
interface Blocks {
  first: number;
  last: number;
}

/** What a chunk of tickets is stored with. */
interface Stored extends CopiedSpan {
  source: string;
  batch: number | undefined;
  now: number;
}

/** The sums that were made of the tickets before, with the ids that products and customers have here. */
const ADDED_UP: AddedUp = {
  tickets: `
    SELECT t.business_date AS day, t.hour, b.id AS customer_id, 1 AS tickets,
      t.kind = 'sale' AS transactions, t.tip_minor, t.shipping_minor, t.sold_milli, t.gross_minor,
      t.discount_minor, t.returns_minor, t.net_minor, t.tax_minor,
      t.cost_minor + COALESCE(k.cost_minor, 0) AS cost_minor,
      t.costed_net_minor + COALESCE(k.costed_net_minor, 0) AS costed_net_minor
    FROM stage.ticket t LEFT JOIN stage.known_cost k ON k.ticket = t.rowid
    LEFT JOIN temp.map_buyer b ON b.stage_id = t.buyer
    WHERE t.rowid BETWEEN @first AND @last`,
  products: `
    SELECT k.day, p.id AS product_id, s.lines, s.quantity_milli, s.net_minor, s.cost_minor,
      s.costed_net_minor
    FROM stage.block k CROSS JOIN stage.block_product s ON s.block = k.first
    CROSS JOIN temp.map_product p ON p.stage_id = s.product
    WHERE k.first BETWEEN @first AND @last`,
};

/** For the stage that is attached now. */
export function createSalesCopy(
  database: Database,
  kpis: KpiEngine,
  sales: Pick<SalesService, 'remove'>,
) {
  const { sqlite } = database;
  const blocks = sqlite.prepare<[number], { last: number; lines: number }>(
    'SELECT last, lines FROM stage.block WHERE first > ? ORDER BY first',
  );
  const countIn = kpis.countAddedUp<Blocks>(ADDED_UP);
  // Also of sales that are gone: an id never comes to mean another sale.
  const newestSale = sqlite
    .prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'sale'")
    .pluck();
  // The ids are given here: the rows of a chunk have to find their tickets. OR FAIL: SQLite need not
  // keep the pages as they were, for a failure takes back the whole transaction anyway.
  const insertTickets = prepareUnchecked<[Stored]>(
    sqlite,
    `INSERT OR FAIL INTO sale (id, number, kind, sold_at, time_known, business_date, hour, customer_id, staff_id,
       channel, line_count, quantity_milli, gross_minor, discount_minor, returns_minor, net_minor,
       tax_minor, tip_minor, shipping_minor, source, import_batch_id, created_at, updated_at)
     SELECT @base + t.rowid, COALESCE(t.number, @batch || '-' || t.first_row), t.kind, t.sold_at, t.time_known, t.business_date, t.hour, b.id, s.id,
       t.channel, t.line_count, t.quantity_milli, t.gross_minor, t.discount_minor, t.returns_minor,
       t.net_minor, t.tax_minor, t.tip_minor, t.shipping_minor, @source, @batch, @now, @now
     FROM stage.ticket t
     LEFT JOIN temp.map_buyer b ON b.stage_id = t.buyer
     LEFT JOIN temp.map_staff s ON s.stage_id = t.staff
     WHERE t.rowid BETWEEN @first AND @last`,
  );
  // Its products and categories come out of the maps, its tickets were written just before.
  const insertLines = prepareUnchecked<[CopiedSpan]>(
    sqlite,
    `INSERT OR FAIL INTO sale_line (id, sold_dekad, product_id, category_id, quantity_milli, gross_minor,
         discount_minor, net_minor, tax_minor, cost_minor)
       SELECT ((@base + t.rowid) << 20) + l.position, t.dekad, p.id,
         COALESCE(c.id, CASE WHEN t.says_all THEN NULL ELSE p.category_id END), l.quantity_milli,
         l.gross_minor, l.discount_minor, l.gross_minor - l.discount_minor, l.tax_minor, ${LINE_COST}
       FROM stage.ticket t
       CROSS JOIN stage.line l ON l.ticket = t.seen
       CROSS JOIN temp.map_product p ON p.stage_id = l.product
       LEFT JOIN temp.map_category c ON c.stage_id = l.category
       WHERE t.rowid BETWEEN @first AND @last`,
  );
  const insertTenders = sqlite.prepare(
    `INSERT INTO sale_tender (id, kind, amount_minor)
     SELECT (@base + rowid) << 20, tender, net_minor + tax_minor + tip_minor + shipping_minor FROM stage.ticket
     WHERE rowid BETWEEN @first AND @last AND tender IS NOT NULL`,
  );
  const replacedSales = sqlite
    .prepare<[number, number], number>(
      `SELECT s.id FROM stage.ticket t JOIN sale s ON s.id = t.replaces
       WHERE t.rowid BETWEEN ? AND ? AND t.replaces IS NOT NULL AND s.deleted_at IS NULL`,
    )
    .pluck();
  const remember = sqlite.prepare(
    `INSERT INTO import_change (import_batch_id, entity, entity_id, version, before)
     VALUES (?, 'sale', ?, (SELECT version FROM sale WHERE id = ?), '{}')`,
  );
  const details = createDetailsCopy(database);
  return {
    /**
     * Copies the tickets behind `after`, about as many lines as asked and never part of a block.
     * @returns undefined when there are no more
     */
    chunk(tx: WriteTx, after: number, aboutLines: number): Copied | undefined {
      const part = nextBlocks(after, aboutLines);
      if (part === undefined) return undefined;
      const { first, last } = part;
      const base = (newestSale.get() ?? 0) - after;
      const span = { base, first, last };
      insertTickets.run({
        ...span,
        source: tx.ctx.source,
        batch: tx.ctx.importBatchId,
        now: tx.ctx.now,
      });
      const { changes: lines } = insertLines.run(span);
      insertTenders.run(span);
      details?.chunk(span);
      countIn(tx, part);
      const replaced = replacedSales.all(first, last);
      for (const id of replaced) {
        sales.remove(tx.ctx, id);
        remember.run(tx.ctx.importBatchId, id, id);
      }
      return { upTo: last, lines, replaced: replaced.length };
    },
  };

  function nextBlocks(after: number, aboutLines: number): Blocks | undefined {
    let lines = 0;
    let part: Blocks | undefined;
    for (const block of blocks.iterate(after)) {
      if (part && lines + block.lines / 2 > aboutLines) break;
      part ??= { first: after + 1, last: block.last };
      part.last = block.last;
      lines += block.lines;
    }
    return part;
  }
}

/** What the sales of an import add up to. */
export function stagedSalesSummary({ sqlite }: Database): {
  net_minor: number;
  first_date: string | null;
  last_date: string | null;
} {
  return (
    sqlite
      .prepare<[], { net_minor: number; first_date: string | null; last_date: string | null }>(
        'SELECT net_minor, first_date, last_date FROM stage.ticket_summary',
      )
      .get() ?? { net_minor: 0, first_date: null, last_date: null }
  );
}
