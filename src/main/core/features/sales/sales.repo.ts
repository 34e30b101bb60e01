/** The tables of tickets, lines and tenders. Statements are prepared once: a till waits for them. */
import { lineDekad } from '../../db/by-dekad.ts';
import type { Database } from '../../db/connection.ts';
import { isPartOf, partId, partRange } from '../../db/part-ids.ts';
import type { RecordStore } from '../base-service.ts';
import type { NameLists, StoredName } from '../names.ts';
import type { SaleEntity, SaleLineEntity } from './sale.entity.ts';
import { type SaleDraft, type SaleSums, sumLines } from './sale-draft.ts';

export interface SalesRepo extends RecordStore<SaleEntity, SaleDraft> {
  /** The sales of those ids, in that order; deleted ones too. */
  findMany(ids: readonly number[]): SaleEntity[];
  /** The id of the sale that a sender knows under that id; a deleted one too. */
  findExternal(externalSource: string, externalId: string): number | undefined;
  /** The refunds of a sale that are not deleted. */
  refundsOf(saleId: number): SaleEntity[];
}

type SaleRow = Omit<SaleEntity, 'lines' | 'tenders' | 'time_known'> & { time_known: number };
type LineRow = SaleLineEntity & { sale_id: number };
interface TenderRow {
  sale_id: number;
  kind: string;
  amount_minor: number;
}

const SALE = `SELECT s.id, s.number, s.kind, s.sold_at, s.time_known, s.business_date, s.hour, s.customer_id,
  c.code AS customer_code, c.name AS customer_name, f.name AS staff, s.channel, s.note, s.source,
  s.external_source, s.external_id, s.refund_of_id, s.line_count, s.quantity_milli, s.gross_minor, s.discount_minor,
  s.returns_minor, s.net_minor, s.tax_minor, s.tip_minor, s.shipping_minor, s.created_at, s.updated_at,
  s.version, s.deleted_at
  FROM sale s LEFT JOIN customer c ON c.id = s.customer_id LEFT JOIN staff f ON f.id = s.staff_id`;

const LINE = `SELECT l.sale_id, l.id, l.position, l.product_id, p.name AS product_name, p.sku, l.category_id,
  g.name AS category, l.quantity_milli, l.gross_minor, l.discount_minor, l.net_minor, l.tax_minor, l.cost_minor,
  l.refund_of_line_id`;
const NAMES_OF_LINE =
  'CROSS JOIN product p ON p.id = l.product_id LEFT JOIN category g ON g.id = l.category_id';

const TENDER = 'SELECT t.sale_id, t.kind, t.amount_minor';

/** The sales of one file. */
export function createSalesRepo({ sqlite }: Database, names: NameLists): SalesRepo {
  // The + keeps SQLite from planning anew for each id.
  const saleById = sqlite.prepare<[number], SaleRow>(`${SALE} WHERE s.id = +?`);
  const linesOf = sqlite.prepare<[number, number], LineRow>(
    `${LINE} FROM sale_line l ${NAMES_OF_LINE} WHERE l.id BETWEEN ? AND ? ORDER BY l.id`,
  );
  const tendersOf = sqlite.prepare<[number, number], TenderRow>(
    `${TENDER} FROM sale_tender t WHERE t.id BETWEEN ? AND ? ORDER BY t.id`,
  );
  const salesByIds = sqlite.prepare<[string], SaleRow>(
    `${SALE} WHERE s.id IN (SELECT value FROM json_each(?))`,
  );
  const linesOfMany = sqlite.prepare<[string], LineRow>(
    `${LINE} FROM json_each(?) w CROSS JOIN sale_line l ON ${isPartOf('l.id', 'w.value')}
       ${NAMES_OF_LINE} ORDER BY l.id`,
  );
  const tendersOfMany = sqlite.prepare<[string], TenderRow>(
    `${TENDER} FROM json_each(?) w CROSS JOIN sale_tender t ON ${isPartOf('t.id', 'w.value')} ORDER BY t.id`,
  );
  const externalId = sqlite
    .prepare<[string, string], number>(
      'SELECT id FROM sale WHERE external_source = ? AND external_id = ?',
    )
    .pluck();
  const refundIds = sqlite
    .prepare<[number], number>(
      'SELECT id FROM sale WHERE refund_of_id = ? AND deleted_at IS NULL ORDER BY id',
    )
    .pluck();

  // Counts on over sales that are gone: an id never comes to mean another sale.
  const lastId = sqlite
    .prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'sale'")
    .pluck();
  const addSale = sqlite.prepare(
    `INSERT INTO sale (id, number, kind, sold_at, time_known, business_date, hour, customer_id, staff_id,
       channel, note, external_source, external_id, refund_of_id, tip_minor, shipping_minor, line_count, quantity_milli,
       gross_minor, discount_minor, returns_minor, net_minor, tax_minor, source, import_batch_id, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const changeSale = sqlite.prepare(
    `UPDATE sale SET number = ?, kind = ?, sold_at = ?, time_known = ?, business_date = ?, hour = ?,
       customer_id = ?, staff_id = ?, channel = ?, note = ?, external_source = ?, external_id = ?, refund_of_id = ?, tip_minor = ?,
       shipping_minor = ?, line_count = ?, quantity_milli = ?, gross_minor = ?, discount_minor = ?,
       returns_minor = ?, net_minor = ?, tax_minor = ?, updated_at = ?, version = version + 1 WHERE id = ?`,
  );
  const addLine = sqlite.prepare(
    `INSERT INTO sale_line (id, sold_dekad, product_id, category_id, quantity_milli, gross_minor,
       discount_minor, net_minor, tax_minor, cost_minor, refund_of_line_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const addTender = sqlite.prepare(
    'INSERT INTO sale_tender (id, kind, amount_minor) VALUES (?, ?, ?)',
  );
  const dropLines = sqlite.prepare('DELETE FROM sale_line WHERE id BETWEEN ? AND ?');
  const dropTenders = sqlite.prepare('DELETE FROM sale_tender WHERE id BETWEEN ? AND ?');
  const markDeleted = sqlite.prepare(
    'UPDATE sale SET deleted_at = ?, updated_at = ?, version = version + 1 WHERE id = ?',
  );

  return {
    find(id) {
      const row = saleById.get(id);
      if (!row) return undefined;
      const parts = partRange(id);
      return entityOf(row, linesOf.all(...parts), tendersOf.all(...parts));
    },
    findMany,
    findExternal: (source, id) => externalId.get(source, id),
    refundsOf: (saleId) => findMany(refundIds.all(saleId)),

    insert(tx, draft) {
      const { ctx } = tx;
      // The id is known before the row, so that a sale without a number gets it as its number.
      const id = (lastId.get() ?? 0) + 1;
      const number = draft.number ?? String(id);
      const staff = names.staff(tx, draft.staff);
      const sums = sumLines(draft.lines);
      addSale.run(
        id,
        ...stored(draft, number, staff, sums),
        ctx.source,
        ctx.importBatchId ?? null,
        ctx.now,
        ctx.now,
      );
      addParts(id, draft);
      // Not read again: a till waits for it.
      return {
        id,
        ...draft,
        number,
        staff: staff?.name ?? null,
        ...sums,
        source: ctx.source,
        created_at: ctx.now,
        updated_at: ctx.now,
        version: 1,
        deleted_at: null,
        lines: draft.lines.map((line, position) => ({
          id: partId(id, position),
          position,
          ...line,
        })),
      };
    },
    update(tx, id, draft) {
      changeSale.run(
        ...stored(
          draft,
          draft.number ?? String(id),
          names.staff(tx, draft.staff),
          sumLines(draft.lines),
        ),
        tx.ctx.now,
        id,
      );
      // A line has the same id again at its place: refunds point to it.
      const parts = partRange(id);
      dropLines.run(...parts);
      dropTenders.run(...parts);
      addParts(id, draft);
    },
    setDeleted(tx, id, at) {
      markDeleted.run(at, tx.ctx.now, id);
    },
  };

  function findMany(ids: readonly number[]): SaleEntity[] {
    if (ids.length === 0) return [];
    const wanted = JSON.stringify(ids);
    const lines = groupBySale(linesOfMany.all(wanted));
    const tenders = groupBySale(tendersOfMany.all(wanted));
    const found = new Map(
      salesByIds
        .all(wanted)
        .map((row) => [row.id, entityOf(row, lines.get(row.id) ?? [], tenders.get(row.id) ?? [])]),
    );
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  function stored(draft: SaleDraft, number: string, staff: StoredName | null, sums: SaleSums) {
    return [
      number,
      draft.kind,
      draft.sold_at,
      draft.time_known ? 1 : 0,
      draft.business_date,
      draft.hour,
      draft.customer_id,
      staff?.id ?? null,
      draft.channel,
      draft.note,
      draft.external_source,
      draft.external_id,
      draft.refund_of_id,
      draft.tip_minor,
      draft.shipping_minor,
      sums.line_count,
      sums.quantity_milli,
      sums.gross_minor,
      sums.discount_minor,
      sums.returns_minor,
      sums.net_minor,
      sums.tax_minor,
    ] as const;
  }

  function addParts(id: number, { business_date, lines, tenders }: SaleDraft): void {
    tenders.forEach(({ kind, amount_minor }, place) => {
      addTender.run(partId(id, place), kind, amount_minor);
    });
    const dekad = lineDekad(business_date);
    lines.forEach((line, position) => {
      addLine.run(
        partId(id, position),
        dekad,
        line.product_id,
        line.category_id,
        line.quantity_milli,
        line.gross_minor,
        line.discount_minor,
        line.net_minor,
        line.tax_minor,
        line.cost_minor,
        line.refund_of_line_id,
      );
    });
  }
}

function entityOf(
  row: SaleRow,
  lines: readonly LineRow[],
  tenders: readonly TenderRow[],
): SaleEntity {
  return {
    ...row,
    time_known: row.time_known === 1,
    lines: lines.map(({ sale_id: _, ...line }) => line),
    tenders: tenders.map(({ kind, amount_minor }) => ({ kind, amount_minor })),
  };
}

function groupBySale<Row extends { sale_id: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.sale_id);
    if (group) group.push(row);
    else groups.set(row.sale_id, [row]);
  }
  return groups;
}
