/** Copies staged expenses into the shop, rollups with them. */
import type { Database } from '../../db/connection.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import type { ExpenseFacts, KpiEngine } from '../../kpi/index.ts';

/** For the stage that is attached now. */
export function createExpensesCopy({ sqlite }: Database, kpis: KpiEngine) {
  const insert = sqlite.prepare<
    { after: number; most: number; source: string; batch: number | undefined; now: number },
    ExpenseFacts
  >(
    `INSERT INTO expense (business_date, description, amount_minor, category_id, supplier, tender, source,
       import_batch_id, created_at, updated_at)
     SELECT e.business_date, e.description, e.amount_minor, c.id, e.supplier, e.tender, @source, @batch, @now, @now
     FROM stage.expense e LEFT JOIN temp.map_category c ON c.stage_id = e.category
     WHERE e.rowid > @after AND e.rowid <= @after + @most
     RETURNING business_date, amount_minor, category_id`,
  );
  return {
    /** @returns how many expenses were copied; 0 when there are no more */
    chunk(tx: WriteTx, after: number, most: number): number {
      const expenses = insert.all({
        after,
        most,
        source: tx.ctx.source,
        batch: tx.ctx.importBatchId,
        now: tx.ctx.now,
      });
      kpis.applyExpenses(tx, expenses, 1);
      return expenses.length;
    },
  };
}

/** The days that the expenses of an import lie on. */
export function stagedExpensesSummary({ sqlite }: Database): {
  first_date: string | null;
  last_date: string | null;
} {
  return (
    sqlite
      .prepare<[], { first_date: string | null; last_date: string | null }>(
        'SELECT first_date, last_date FROM stage.expense_summary',
      )
      .get() ?? { first_date: null, last_date: null }
  );
}
