/** Takes out exactly what an import put in, in short transactions, rollups with it. */
import type { Context } from '../../context.ts';
import type { Database } from '../../db/connection.ts';
import { isPartOf } from '../../db/part-ids.ts';
import type { Write, WriteTx } from '../../db/write-tx.ts';
import { conflict } from '../../errors.ts';
import type { NewEvent } from '../../events/event.ts';
import type { SalesService } from '../../features/sales/index.ts';
import type { ExpenseFacts, KpiEngine, StoredTickets } from '../../kpi/index.ts';
import { withCheckpoints } from './checkpointer.ts';
import { breathe, ChunkSize } from './chunks.ts';
import { type CustomerBefore, customerBefore } from './customer-before.ts';
import { productBefore } from './product-before.ts';
import { writeRelaxed } from './relaxed-write.ts';

const THESE = 'id BETWEEN @first AND @last';

/**
 * Names that an import made, in the order in which they can go; those used elsewhere or changed by
 * the owner stay. What is used is in a rollup, or on a ticket that was deleted.
 */
const NAMES = [
  `DELETE FROM product WHERE id IN (SELECT id FROM product p WHERE import_batch_id = @batch AND version = 1
     AND id > @after AND NOT EXISTS (SELECT 1 FROM rollup_product WHERE product_id = p.id)
     AND id NOT IN (SELECT l.product_id FROM sale s CROSS JOIN sale_line l ON ${isPartOf('l.id', 's.id')}
       WHERE s.deleted_at IS NOT NULL) ORDER BY id LIMIT 200)
   RETURNING id`,
  `DELETE FROM customer WHERE id IN (SELECT id FROM customer c WHERE import_batch_id = @batch AND version = 1
     AND id > @after AND NOT EXISTS (SELECT 1 FROM rollup_customer WHERE customer_id = c.id)
     AND id NOT IN (SELECT customer_id FROM sale WHERE deleted_at IS NOT NULL AND customer_id IS NOT NULL)
     ORDER BY id LIMIT 200)
   RETURNING id`,
  `DELETE FROM category WHERE id IN (SELECT id FROM category c WHERE import_batch_id = @batch AND id > @after
     AND NOT EXISTS (SELECT 1 FROM product WHERE category_id = c.id)
     AND NOT EXISTS (SELECT 1 FROM sale_line WHERE category_id = c.id)
     AND NOT EXISTS (SELECT 1 FROM expense WHERE category_id = c.id) ORDER BY id LIMIT 50)
   RETURNING id`,
  `DELETE FROM staff WHERE id IN (SELECT id FROM staff s WHERE import_batch_id = @batch AND id > @after
     AND NOT EXISTS (SELECT 1 FROM sale WHERE staff_id = s.id) ORDER BY id LIMIT 50)
   RETURNING id`,
] as const;

export class TakeOut {
  readonly #database: Database;
  readonly #nativeBinding: string | undefined;
  readonly #write: Write;
  readonly #kpis: KpiEngine;
  readonly #sales: Pick<SalesService, 'restore'>;
  readonly #vipThresholdMinor: () => number;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(
    database: Database,
    write: Write,
    kpis: KpiEngine,
    sales: Pick<SalesService, 'restore'>,
    vipThresholdMinor: () => number,
    nativeBinding: string | undefined,
  ) {
    this.#database = database;
    this.#nativeBinding = nativeBinding;
    this.#write = write;
    this.#kpis = kpis;
    this.#sales = sales;
    this.#vipThresholdMinor = vipThresholdMinor;
    this.#statements = prepare(database);
  }

  /** @throws UserError when a later record hangs on what would go */
  check(batch: number): void {
    const later = this.#statements.refundFromElsewhere.get(batch, batch);
    if (later !== undefined)
      throw conflict(
        'id',
        `The refund ${later} takes back a sale of this import. Delete that refund first, then undo the import.`,
      );
  }

  /**
   * What is going may have no new edit or refund: it would be lost without a word.
   * @throws UserError when the record, or the sale that it refunds, is of an import on its way out
   */
  refuseChange({ entity, entityId }: Pick<NewEvent, 'entity' | 'entityId'>): void {
    const id = Number(entityId);
    const file =
      entity === 'sale'
        ? this.#statements.goingWithTicket.get(id)
        : this.#statements.goingWithExpense.get(id);
    if (file !== undefined)
      throw conflict(
        'id',
        entity === 'sale'
          ? `The tickets of ${file} are being taken out at the moment; they can no longer be changed or refunded.`
          : `The expenses of ${file} are being taken out at the moment; they can no longer be changed.`,
      );
  }

  /**
   * @param ctx of the one who asked, with the time the import had
   * @param onProgress how many tickets or expenses have gone
   */
  async run(ctx: Context, batch: number, onProgress: (done: number) => void): Promise<void> {
    await withCheckpoints(this.#database.sqlite, this.#nativeBinding, async (afterWrite) => {
      let done = 0;
      for (const step of [this.#tickets, this.#expenses, this.#changes, this.#errors]) {
        const size = new ChunkSize();
        for (;;) {
          const started = performance.now();
          const units = this.#short(ctx, (tx) => step.call(this, tx, batch, size.next));
          size.took(units, performance.now() - started);
          if (units === 0) break;
          done += units;
          onProgress(done);
          await afterWrite();
          await breathe();
        }
      }
    });
    for (const remove of this.#statements.names) {
      let after = 0;
      for (;;) {
        const gone = this.#short(ctx, () => remove.all({ batch, after }));
        if (gone.length === 0) break;
        after = Math.max(...gone);
        await breathe();
      }
    }
  }

  #short<Value>(ctx: Context, work: (tx: WriteTx) => Value): Value {
    return withoutLookingForChildren(this.#database, () =>
      writeRelaxed(this.#database, this.#write, ctx, work),
    );
  }

  /** Takes out the next tickets that lie side by side. @returns lines taken out */
  #tickets(tx: WriteTx, importBatch: number, aboutLines: number): number {
    let first: number | undefined;
    let last = 0;
    let lines = 0;
    for (const { id, line_count } of this.#statements.nextTickets.iterate(importBatch)) {
      if (first !== undefined && (lines + line_count > aboutLines || id !== last + 1)) break;
      first ??= id;
      last = id;
      lines += line_count;
    }
    if (first === undefined) return 0;
    const tickets = { first, last };
    this.#kpis.countOut(tx, tickets);
    const customers = this.#statements.customers.all(tickets);
    // Only deleted refunds and those that go as well: check() and refuseChange() see to the others.
    this.#statements.forgetRefunds.run(tickets);
    let gone = 0;
    for (const remove of this.#statements.removeTickets) gone = remove.run(tickets).changes;
    for (const customer of customers)
      this.#statements.loseVip.run(customer, tx.ctx.now, customer, this.#vipThresholdMinor());
    return Math.max(lines, gone);
  }

  #expenses(tx: WriteTx, batch: number, most: number): number {
    const gone = this.#statements.removeExpenses.all({ batch, most });
    const counted = gone.filter((expense) => expense.deleted_at === null);
    this.#kpis.applyExpenses(tx, counted, -1);
    return gone.length;
  }

  /** Puts back what was changed or replaced; what was changed again since stays as it is. */
  #changes(tx: WriteTx, batch: number, most: number): number {
    const changes = this.#statements.nextChanges.all(batch, most);
    for (const { id, entity, entity_id, version, before } of changes) {
      this.#statements.removeChange.run(id);
      if (entity === 'sale') {
        if (this.#statements.replacedThen.get(entity_id, version) === 1)
          this.#sales.restore(tx.ctx, entity_id);
        continue;
      }
      if (entity === 'product') {
        this.#statements.putBackProduct.run({
          ...productBefore.parse(JSON.parse(before)),
          id: entity_id,
          now_version: version,
        });
        continue;
      }
      const was: CustomerBefore = customerBefore.parse(JSON.parse(before));
      const { changes: put } = this.#statements.putBack.run({
        ...was,
        id: entity_id,
        now_version: version,
      });
      if (put > 0 && was.deleted_at !== null) this.#kpis.recountCustomer(tx, entity_id);
    }
    return changes.length;
  }

  /** Bad rows of an import that left nothing are of no use to anybody. */
  #errors(_tx: WriteTx, batch: number, most: number): number {
    this.#statements.forgetAliases.run(batch);
    return (
      this.#statements.removeErrors.run(batch, most).changes +
      this.#statements.removeBadRows.run(batch, batch, most).changes
    );
  }
}

/**
 * For each ticket or product that goes, SQLite would read all lines to see that none points to it.
 * The statements here take the lines first and spare what is used, so it need not look. Not once for
 * all as in unchecked-statement.ts: with statistics SQLite compiles them again, and would look.
 */
function withoutLookingForChildren<Value>({ sqlite }: Database, work: () => Value): Value {
  sqlite.pragma('foreign_keys = OFF');
  try {
    return work();
  } finally {
    sqlite.pragma('foreign_keys = ON');
  }
}

/** Statuses of an import whose rows are going. */
const GOING = "status IN ('cancelling', 'undoing')";

function prepare({ sqlite }: Database) {
  return {
    goingWithTicket: sqlite
      .prepare<[number], string>(
        `SELECT b.file_name FROM sale r CROSS JOIN sale s ON s.id IN (r.id, r.refund_of_id)
           CROSS JOIN import_batch b ON b.id = s.import_batch_id WHERE r.id = +? AND b.${GOING}`,
      )
      .pluck(),
    goingWithExpense: sqlite
      .prepare<[number], string>(
        `SELECT b.file_name FROM expense e CROSS JOIN import_batch b ON b.id = e.import_batch_id
         WHERE e.id = +? AND b.${GOING}`,
      )
      .pluck(),
    refundFromElsewhere: sqlite
      .prepare<[number, number], string>(
        `SELECT r.number FROM sale r CROSS JOIN sale s ON s.id = r.refund_of_id
         WHERE r.refund_of_id IS NOT NULL AND r.deleted_at IS NULL
           AND s.import_batch_id = ? AND r.import_batch_id IS NOT ? LIMIT 1`,
      )
      .pluck(),
    nextTickets: sqlite.prepare<[number], { id: number; line_count: number }>(
      'SELECT id, line_count FROM sale WHERE import_batch_id = ? ORDER BY id',
    ),
    customers: sqlite
      .prepare<[StoredTickets], number>(
        `SELECT DISTINCT customer_id FROM sale WHERE ${THESE} AND customer_id IS NOT NULL`,
      )
      .pluck(),
    forgetRefunds: sqlite.prepare<[StoredTickets]>(
      `UPDATE sale SET refund_of_id = NULL
       WHERE refund_of_id IS NOT NULL AND refund_of_id BETWEEN @first AND @last`,
    ),
    removeTickets: [
      `sale_line WHERE ${isPartOf('id', '@first', '@last')}`,
      `sale_tender WHERE ${isPartOf('id', '@first', '@last')}`,
      `sale WHERE ${THESE}`,
    ].map((rows) => sqlite.prepare<[StoredTickets]>(`DELETE FROM ${rows}`)),
    // Only who became one through this import: its rows and its VIPs bear the same time.
    loseVip: sqlite.prepare(
      `UPDATE customer SET vip_since = NULL WHERE id = ? AND vip_since = ?
         AND COALESCE((SELECT net_minor FROM rollup_customer WHERE customer_id = ?), 0) <= ?`,
    ),
    removeExpenses: sqlite.prepare<
      { batch: number; most: number },
      ExpenseFacts & { deleted_at: number | null }
    >(
      `DELETE FROM expense WHERE id IN (SELECT id FROM expense WHERE import_batch_id = @batch LIMIT @most)
       RETURNING business_date, amount_minor, category_id, deleted_at`,
    ),
    nextChanges: sqlite.prepare<
      [number, number],
      { id: number; entity: string; entity_id: number; version: number; before: string }
    >(
      `SELECT id, entity, entity_id, version, before FROM import_change
       WHERE import_batch_id = ? ORDER BY id DESC LIMIT ?`,
    ),
    // Only one that nobody touched since the import replaced it.
    replacedThen: sqlite
      .prepare<[number, number], number>(
        'SELECT 1 FROM sale WHERE id = ? AND version = ? AND deleted_at IS NOT NULL',
      )
      .pluck(),
    putBack: sqlite.prepare(
      `UPDATE customer SET name = @name, name_key = @name_key, email = @email, phone = @phone,
         address = @address, notes = @notes, birthday = @birthday, updated_at = @updated_at,
         version = @version, deleted_at = @deleted_at
       WHERE id = @id AND version = @now_version`,
    ),
    putBackProduct: sqlite.prepare(
      `UPDATE product SET sku = @sku, barcode = @barcode, name = @name, name_key = @name_key,
         category_id = @category_id, price_minor = @price_minor, cost_minor = @cost_minor,
         updated_at = @updated_at, version = @version, deleted_at = @deleted_at
       WHERE id = @id AND version = @now_version`,
    ),
    removeChange: sqlite.prepare('DELETE FROM import_change WHERE id = ?'),
    removeErrors: sqlite.prepare(
      `DELETE FROM import_error WHERE id IN
         (SELECT id FROM import_error WHERE import_batch_id = ? LIMIT ?)`,
    ),
    removeBadRows: sqlite.prepare(
      `DELETE FROM import_bad_row WHERE import_batch_id = ? AND row IN
         (SELECT row FROM import_bad_row WHERE import_batch_id = ? LIMIT ?)`,
    ),
    forgetAliases: sqlite.prepare('DELETE FROM import_alias WHERE import_batch_id = ?'),
    names: NAMES.map((sql) =>
      sqlite.prepare<{ batch: number; after: number }, number>(sql).pluck(),
    ),
  };
}
