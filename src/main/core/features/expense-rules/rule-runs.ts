/** The rules applied to what is there already: one step, one event, one way back. */
import { EventType } from '../../../../shared/events/catalogue.ts';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/connection.ts';
import type { Write, WriteTx } from '../../db/write-tx.ts';
import { conflict, notFound } from '../../errors.ts';
import type { ExpenseFacts, KpiEngine } from '../../kpi/index.ts';
import { written } from '../base-service.ts';
import type { NameLists } from '../names.ts';
import type { PlacedExpense } from './past-expenses.ts';

/** A run as stored; times in UTC ms. */
export interface RuleRunEntity {
  id: number;
  expenses: number;
  applied_at: number;
  undone_at: number | null;
}

/** Categories by name; null for none. */
interface CategoryChange {
  id: number;
  from: string | null;
  to: string | null;
}

interface StoredCategories {
  id: number;
  from: number | null;
  to: number | null;
  now: number;
}

export class RuleRuns {
  readonly #write: Write;
  readonly #kpis: Pick<KpiEngine, 'applyExpenses'>;
  readonly #names: NameLists;
  readonly #statements: ReturnType<typeof statements>;

  constructor(
    database: Database,
    write: Write,
    kpis: Pick<KpiEngine, 'applyExpenses'>,
    names: NameLists,
  ) {
    this.#write = write;
    this.#kpis = kpis;
    this.#names = names;
    this.#statements = statements(database);
  }

  /**
   * Gives expenses the category that the rules say; those changed in the meantime are left alone.
   * @throws UserError CONFLICT when there is nothing to change
   */
  apply(ctx: Context, placed: readonly PlacedExpense[]): RuleRunEntity {
    return this.#write<RuleRunEntity>(ctx, (tx) => {
      const { begin, note, finish } = this.#statements;
      const run = written(begin.get(ctx.now));
      const changed = this.#change(tx, placed);
      if (changed.length === 0)
        throw conflict('reach', 'The rules change none of the expenses that are there already.');
      for (const { id, from, to } of changed) note.run(run.id, id, from, to);
      finish.run(changed.length, run.id);
      const after = { ...run, expenses: changed.length };
      tx.emit({
        type: EventType.EXPENSE_RULES_APPLIED,
        entity: 'expense_rule',
        entityId: `run-${run.id}`,
        before: null,
        after,
      });
      return after;
    });
  }

  /**
   * Takes a run back. Expenses whose category was changed since keep it.
   * @returns how many got their former category again, and how many were left alone
   * @throws UserError when there is no such run, or it is taken back already
   */
  undo(ctx: Context, id: number): { restored: number; kept: number } {
    return this.#write<{ restored: number; kept: number }>(ctx, (tx) => {
      const { find, changesOf, takeBack } = this.#statements;
      const run = find.get(id);
      if (!run) throw notFound('run of the rules', id);
      if (run.undone_at !== null) throw conflict('id', 'This is taken back already.');
      const changes = changesOf.all(id);
      const restored = this.#change(
        tx,
        changes.map(({ id: expense, from, to }) => ({ id: expense, from: to, to: from })),
      ).length;
      takeBack.run(ctx.now, id);
      tx.emit({
        type: EventType.EXPENSE_RULES_UNDONE,
        entity: 'expense_rule',
        entityId: `run-${id}`,
        before: run,
        after: { ...run, expenses: restored, undone_at: ctx.now },
      });
      return { restored, kept: changes.length - restored };
    });
  }

  /** @returns those that were as they were said to be, and are changed now */
  #change(tx: WriteTx, changes: readonly CategoryChange[]): CategoryChange[] {
    const { setCategory } = this.#statements;
    const idOf = this.#categoryIds(tx);
    const changed: CategoryChange[] = [];
    const before: ExpenseFacts[] = [];
    const after: ExpenseFacts[] = [];
    for (const { id, from, to } of changes) {
      const ids = { from: idOf(from), to: idOf(to) };
      const facts = setCategory.get({ id, ...ids, now: tx.ctx.now });
      if (!facts) continue;
      changed.push({ id, from, to });
      before.push({ ...facts, category_id: ids.from });
      after.push({ ...facts, category_id: ids.to });
    }
    this.#kpis.applyExpenses(tx, before, -1);
    this.#kpis.applyExpenses(tx, after, 1);
    return changed;
  }

  /** Names to ids, each looked up once; a category that went is made again. */
  #categoryIds(tx: WriteTx): (name: string | null) => number | null {
    const ids = new Map<string | null, number | null>();
    return (name) => {
      let id = ids.get(name);
      if (id === undefined) {
        id = this.#names.category(tx, 'expense', name)?.id ?? null;
        ids.set(name, id);
      }
      return id;
    };
  }
}

function statements({ sqlite }: Database) {
  return {
    begin: sqlite.prepare<[number], RuleRunEntity>(
      'INSERT INTO expense_rule_run (expenses, applied_at) VALUES (0, ?) RETURNING *',
    ),
    note: sqlite.prepare(
      `INSERT INTO expense_rule_change (run_id, expense_id, category_before, category_after)
       VALUES (?, ?, ?, ?)`,
    ),
    finish: sqlite.prepare('UPDATE expense_rule_run SET expenses = ? WHERE id = ?'),
    find: sqlite.prepare<[number], RuleRunEntity>('SELECT * FROM expense_rule_run WHERE id = ?'),
    changesOf: sqlite.prepare<[number], CategoryChange>(
      `SELECT expense_id AS id, category_before AS "from", category_after AS "to"
       FROM expense_rule_change WHERE run_id = ?`,
    ),
    takeBack: sqlite.prepare('UPDATE expense_rule_run SET undone_at = ? WHERE id = ?'),
    setCategory: sqlite.prepare<StoredCategories, { business_date: string; amount_minor: number }>(
      `UPDATE expense SET category_id = @to, updated_at = @now, version = version + 1
       WHERE id = @id AND category_id IS @from AND deleted_at IS NULL
       RETURNING business_date, amount_minor`,
    ),
  };
}
