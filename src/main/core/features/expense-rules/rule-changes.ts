/** What a run of the rules changes, a piece at a time: expenses, notes of what was there, rollups. */
import type { Database } from '../../db/connection.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import type { ExpenseFacts, KpiEngine } from '../../kpi/index.ts';
import { written } from '../base-service.ts';
import type { NameLists } from '../names.ts';
import type { PlacedExpense } from './past-expenses.ts';
import type { RuleRunEntity } from './rule-run.entity.ts';

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

export class RuleChanges {
  readonly #kpis: Pick<KpiEngine, 'applyExpenses'>;
  readonly #names: NameLists;
  readonly #statements: ReturnType<typeof statements>;

  constructor(database: Database, kpis: Pick<KpiEngine, 'applyExpenses'>, names: NameLists) {
    this.#kpis = kpis;
    this.#names = names;
    this.#statements = statements(database);
  }

  begin(tx: WriteTx, reach: RuleRunEntity['reach']): RuleRunEntity {
    return written(this.#statements.begin.get(tx.ctx.now, reach));
  }

  find(id: number): RuleRunEntity | undefined {
    return this.#statements.find.get(id);
  }

  /** The one that is under way, or was interrupted. */
  unfinished(): RuleRunEntity | undefined {
    return this.#statements.unfinished.get();
  }

  setState(_tx: WriteTx, id: number, state: RuleRunEntity['state']): void {
    this.#statements.setState.run(state, id);
  }

  /** Forgets a run that changed nothing. */
  forget(_tx: WriteTx, id: number): void {
    this.#statements.forget.run(id);
  }

  /** Gives expenses their category; those changed in the meantime are left alone. */
  place(tx: WriteTx, run: number, placed: readonly PlacedExpense[]): void {
    const changed = this.#change(tx, placed);
    let noted = 0;
    for (const { id, from, to } of changed)
      noted += this.#statements.note.run(run, id, from, to).changes;
    this.#statements.addExpenses.run(noted, run);
  }

  /**
   * Gives some expenses their former category; those changed since keep theirs.
   * @returns false when there are no more
   */
  takeBack(tx: WriteTx, run: number, most: number): boolean {
    const { undone_to } = written(this.find(run));
    const changes = this.#statements.changesAfter.all(run, undone_to, most);
    const restored = this.#change(
      tx,
      changes.map(({ id, from, to }) => ({ id, from: to, to: from })),
    ).length;
    this.#statements.addRestored.run(restored, changes.at(-1)?.id ?? undone_to, run);
    return changes.length === most;
  }

  /** A run that was taken back. */
  close(tx: WriteTx, id: number, state: 'cancelled' | 'undone'): void {
    this.#statements.close.run(state, tx.ctx.now, id);
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
    begin: sqlite.prepare<[number, string], RuleRunEntity>(
      `INSERT INTO expense_rule_run (expenses, applied_at, state, reach)
       VALUES (0, ?, 'applying', ?) RETURNING *`,
    ),
    find: sqlite.prepare<[number], RuleRunEntity>('SELECT * FROM expense_rule_run WHERE id = ?'),
    unfinished: sqlite.prepare<[], RuleRunEntity>(
      `SELECT * FROM expense_rule_run WHERE state IN ('applying', 'cancelling', 'undoing')
       ORDER BY id DESC LIMIT 1`,
    ),
    setState: sqlite.prepare('UPDATE expense_rule_run SET state = ? WHERE id = ?'),
    forget: sqlite.prepare('DELETE FROM expense_rule_run WHERE id = ? AND expenses = 0'),
    note: sqlite.prepare(
      `INSERT INTO expense_rule_change (run_id, expense_id, category_before, category_after)
       VALUES (?, ?, ?, ?)
       -- A run that goes on may meet one that was changed by hand meanwhile: the first note counts.
       ON CONFLICT DO NOTHING`,
    ),
    addExpenses: sqlite.prepare('UPDATE expense_rule_run SET expenses = expenses + ? WHERE id = ?'),
    changesAfter: sqlite.prepare<[number, number, number], CategoryChange>(
      `SELECT expense_id AS id, category_before AS "from", category_after AS "to"
       FROM expense_rule_change WHERE run_id = ? AND expense_id > ? ORDER BY expense_id LIMIT ?`,
    ),
    addRestored: sqlite.prepare(
      'UPDATE expense_rule_run SET restored = restored + ?, undone_to = ? WHERE id = ?',
    ),
    close: sqlite.prepare('UPDATE expense_rule_run SET state = ?, undone_at = ? WHERE id = ?'),
    setCategory: sqlite.prepare<StoredCategories, { business_date: string; amount_minor: number }>(
      `UPDATE expense SET category_id = @to, updated_at = @now, version = version + 1
       WHERE id = @id AND category_id IS @from AND deleted_at IS NULL
       RETURNING business_date, amount_minor`,
    ),
  };
}
