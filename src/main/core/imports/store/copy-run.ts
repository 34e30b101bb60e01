/** Copies one staged import into the shop, from where it stopped, in short transactions. */
import type { Context } from '../../context.ts';
import type { Database } from '../../db/connection.ts';
import type { Write, WriteTx } from '../../db/write-tx.ts';
import { UserError } from '../../errors.ts';
import type { SalesService } from '../../features/sales/index.ts';
import type { KpiEngine } from '../../kpi/index.ts';
import type { ImportProgress } from '../import-progress.ts';
import { JobStopped } from '../worker/import-threads.ts';
import { stageTotals, withStage } from './attached-stage.ts';
import { withCheckpoints } from './checkpointer.ts';
import { breathe, ChunkSize } from './chunks.ts';
import { createCustomersCopy } from './customers-copy.ts';
import { createRefundLinks } from './details-copy.ts';
import { createExpensesCopy, stagedExpensesSummary } from './expenses-copy.ts';
import type { ImportBatches, StoredImport } from './import-batches.ts';
import { createProductsCopy } from './products-copy.ts';
import { writeRelaxed } from './relaxed-write.ts';
import { createSalesCopy, stagedSalesSummary } from './sales-copy.ts';
import { createStoredIds } from './stored-ids.ts';

export interface CopyOptions {
  database: Database;
  write: Write;
  kpis: KpiEngine;
  sales: Pick<SalesService, 'remove'>;
  batches: ImportBatches;
  progress: ImportProgress;
  /** With the import's own id and time. */
  ctx: Context;
  batch: StoredImport;
  stagePath: string;
  nativeBinding?: string | undefined;
  signal: AbortSignal;
}

/** What a finished copy adds to the record of the import. */
export interface CopySummary {
  imported_rows: number;
  tickets: number;
  new_products: number;
  new_customers: number;
  net_minor: number;
  first_date: string | null;
  last_date: string | null;
}

const LINKS_AT_ONCE = 200;
const PROBLEMS_AT_ONCE = 500;

export class CopyRun {
  readonly #options: CopyOptions;
  #afterWrite: () => Promise<void> = breathe;

  constructor(options: CopyOptions) {
    this.#options = options;
  }

  /** Copies what is wrong with the bad rows, all anew where a former run stopped; its headers come last. */
  async problems(): Promise<void> {
    const { database, batch, stagePath } = this.#options;
    await withStage(database, stagePath, async () => {
      for (const [table, key] of [
        ['import_error', 'id'],
        ['import_bad_row', 'row'],
      ]) {
        const forget = database.sqlite.prepare<{ batch: number }>(
          `DELETE FROM ${table} WHERE import_batch_id = @batch AND ${key} IN
             (SELECT ${key} FROM ${table} WHERE import_batch_id = @batch LIMIT ${PROBLEMS_AT_ONCE})`,
        );
        while ((await this.#short(() => forget.run({ batch: batch.id }))).changes > 0);
      }
      const copy = database.sqlite.prepare(
        `INSERT INTO import_error (import_batch_id, row, column, value, reason, suggestion)
         SELECT ?, row, column, value, reason, suggestion FROM stage.problem WHERE id > ? AND id <= ?`,
      );
      const copyRows = database.sqlite.prepare<[number, number], number>(
        `INSERT INTO import_bad_row (import_batch_id, row, cells)
         SELECT ?, row, cells FROM stage.bad_row WHERE row > ? ORDER BY row LIMIT ${PROBLEMS_AT_ONCE}
         RETURNING row`,
      );
      for (let after = 0; ; after += PROBLEMS_AT_ONCE) {
        const { changes } = await this.#short(() =>
          copy.run(batch.id, after, after + PROBLEMS_AT_ONCE),
        );
        if (changes === 0) break;
      }
      const rows = copyRows.pluck();
      for (let after = 0; ; ) {
        const copied = await this.#short(() => rows.all(batch.id, after));
        if (copied.length === 0) break;
        after = Math.max(...copied);
      }
      const headers = database.sqlite
        .prepare<[], string>('SELECT name FROM stage.header ORDER BY position')
        .pluck()
        .all();
      await this.#short(() =>
        this.#options.batches.change(batch.id, { headers: JSON.stringify(headers) }),
      );
    });
  }

  /**
   * Copies the rows.
   * @param done units that a former run already copied
   * @throws JobStopped when the signal aborts
   */
  async rows(done: number): Promise<CopySummary> {
    const { database, nativeBinding, stagePath } = this.#options;
    return await withStage(database, stagePath, () =>
      withCheckpoints(database.sqlite, nativeBinding, (afterWrite) => {
        this.#afterWrite = afterWrite;
        return this.#rows(done);
      }),
    );
  }

  async #rows(done: number): Promise<CopySummary> {
    const { database, batch } = this.#options;
    const totals = stageTotals(database);
    if (!totals)
      throw new UserError(
        'CONFLICT',
        'What was read of this file is damaged, so it cannot go on. Import the file again.',
      );
    const summary: CopySummary = {
      imported_rows:
        totals.rows -
        totals.badRows -
        totals.excludedRows -
        batch.already_there_rows -
        batch.changed_rows,
      tickets: 0,
      new_products: batch.new_products,
      new_customers: batch.new_customers,
      net_minor: 0,
      first_date: null,
      last_date: null,
    };
    if (batch.kind === 'sales') {
      await this.#names(summary);
      await this.#sales(done, totals.units);
      await this.#refunds();
      return { ...summary, ...stagedSalesSummary(database), tickets: totals.units };
    }
    if (batch.kind === 'products') {
      const ids = createStoredIds(database);
      await this.#list((tx, after) => ids.categories(tx, 'product', after));
      const copy = createProductsCopy(database);
      await this.#upserts(copy, 'new_products', summary, done, totals.units);
      return summary;
    }
    if (batch.kind === 'customers') {
      const copy = createCustomersCopy(database, this.#options.kpis);
      await this.#upserts(copy, 'new_customers', summary, done, totals.units);
      return summary;
    }
    await this.#expenses(done, totals.units);
    return { ...summary, ...stagedExpensesSummary(database) };
  }

  async #names(summary: CopySummary): Promise<void> {
    const { database, batches, batch } = this.#options;
    const ids = createStoredIds(database);
    await this.#list((tx, after) => ids.categories(tx, 'product', after));
    await this.#list((tx, after) => ids.staff(tx, after));
    await this.#list((tx, after) => {
      const { last, made } = ids.products(tx, after);
      summary.new_products += made;
      if (made > 0) batches.change(batch.id, { new_products: summary.new_products });
      return last;
    });
    await this.#list((tx, after) => {
      const { last, made } = ids.buyers(tx, after);
      summary.new_customers += made;
      if (made > 0) batches.change(batch.id, { new_customers: summary.new_customers });
      return last;
    });
  }

  /** Goes through a staged list. @param take returns the last id it took; undefined at the end */
  async #list(take: (tx: WriteTx, after: number) => number | undefined): Promise<void> {
    for (let after: number | undefined = 0; after !== undefined; ) {
      const from: number = after;
      after = await this.#short((tx) => take(tx, from));
    }
  }

  async #sales(done: number, units: number): Promise<void> {
    const { database, kpis, sales, batches, batch } = this.#options;
    const copy = createSalesCopy(database, kpis, sales);
    await breathe();
    const size = new ChunkSize();
    let after = done;
    let { imported_rows: lines, replaced_tickets: replaced } = batches.get(batch.id);
    for (;;) {
      const copied = await this.#sized(size, (tx) => {
        const chunk = copy.chunk(tx, after, size.next);
        if (chunk)
          batches.change(batch.id, {
            tickets: chunk.upTo,
            imported_rows: lines + chunk.lines,
            replaced_tickets: replaced + chunk.replaced,
          });
        return { value: chunk, units: chunk?.lines ?? 0 };
      });
      if (!copied) break;
      after = copied.upTo;
      lines += copied.lines;
      replaced += copied.replaced;
      this.#note(after, units, lines);
    }
  }

  /** Points the refunds of an exported file to what they take back. */
  async #refunds(): Promise<void> {
    const { database, batch } = this.#options;
    const links = createRefundLinks(database, batch.id);
    const found = links.all();
    if (found.length === 0) return;
    const rows = new Set(found.flatMap(({ refund, original }) => [refund, original]));
    const ids = new Map<number, number>();
    let row = 0;
    for (let after = 0; ; ) {
      const sales = links.sales(after);
      for (const id of sales) if (rows.has(++row)) ids.set(row, id);
      after = sales.at(-1) ?? after;
      if (sales.length === 0) break;
      await breathe();
    }
    for (let from = 0; from < found.length; from += LINKS_AT_ONCE) {
      await this.#short(() => {
        for (const { refund, original } of found.slice(from, from + LINKS_AT_ONCE)) {
          const [id, takenBack] = [ids.get(refund), ids.get(original)];
          if (id !== undefined && takenBack !== undefined) links.link(refund, id, takenBack);
        }
      });
    }
  }

  /** Copies records of which some are new and others are brought up to date. */
  async #upserts(
    copy: { chunk(tx: WriteTx, after: number, most: number): { rows: number; made: number } },
    made: 'new_customers' | 'new_products',
    summary: CopySummary,
    done: number,
    units: number,
  ): Promise<void> {
    const { batches, batch } = this.#options;
    const size = new ChunkSize();
    for (let after = done; ; ) {
      const rows = await this.#sized(size, (tx) => {
        const chunk = copy.chunk(tx, after, size.next);
        summary[made] += chunk.made;
        batches.change(batch.id, {
          tickets: after + chunk.rows,
          imported_rows: after + chunk.rows,
          [made]: summary[made],
        });
        return { value: chunk.rows, units: chunk.rows };
      });
      if (rows === 0) break;
      after += rows;
      this.#note(after, units, after);
    }
  }

  async #expenses(done: number, units: number): Promise<void> {
    const { database, kpis, batches, batch } = this.#options;
    const ids = createStoredIds(database);
    await this.#list((tx, after) => ids.categories(tx, 'expense', after));
    const copy = createExpensesCopy(database, kpis);
    const size = new ChunkSize();
    for (let after = done; ; ) {
      const rows = await this.#sized(size, (tx) => {
        const copied = copy.chunk(tx, after, size.next);
        batches.change(batch.id, { tickets: after + copied, imported_rows: after + copied });
        return { value: copied, units: copied };
      });
      if (rows === 0) break;
      after += rows;
      this.#note(after, units, after);
    }
  }

  /** One transaction whose commit counts into the size of the next one. */
  async #sized<Value>(
    size: ChunkSize,
    work: (tx: WriteTx) => { value: Value; units: number },
  ): Promise<Value> {
    const { database, write, ctx, signal } = this.#options;
    if (signal.aborted) throw new JobStopped();
    const started = performance.now();
    const { value, units } = writeRelaxed(database, write, ctx, work);
    size.took(units, performance.now() - started);
    await this.#afterWrite();
    // After it: woken by the other thread's answer, two steps would run before anybody else's turn.
    await breathe();
    return value;
  }

  /** One transaction, then everybody else's turn. */
  async #short<Value>(work: (tx: WriteTx) => Value): Promise<Value> {
    return await this.#sized(new ChunkSize(), (tx) => ({ value: work(tx), units: 0 }));
  }

  #note(done: number, units: number, rows: number): void {
    const { progress, batch } = this.#options;
    progress.note(batch.id, {
      share: units === 0 ? 1 : done / units,
      tickets: done,
      imported_rows: rows,
      rows,
    });
  }
}
