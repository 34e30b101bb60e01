import { and, asc, eq, getTableColumns, isNull, max, sql } from 'drizzle-orm';
import { nameKey } from '../../../../shared/lib/text.ts';
import type { Database } from '../../db/connection.ts';
import { expenseRule } from '../../db/schema/schema.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import { type RecordStore, written } from '../base-service.ts';
import type { ExpenseRuleDraft, ExpenseRuleEntity } from './expense-rule.entity.ts';

export interface ExpenseRulesRepo extends RecordStore<ExpenseRuleEntity, ExpenseRuleDraft> {
  /** All that are not deleted, in the order in which they are tried. */
  list(): ExpenseRuleEntity[];
  /** The rule with that text that is not deleted; spelling apart. */
  findByText(text: string): ExpenseRuleEntity | undefined;
  setPosition(tx: WriteTx, id: number, position: number): void;
}

/** The table of rules. */
export function createExpenseRulesRepo({ orm }: Database): ExpenseRulesRepo {
  const alive = isNull(expenseRule.deleted_at);
  const { text_key: _textKey, ...columns } = getTableColumns(expenseRule);
  const find = (id: number) =>
    orm.select(columns).from(expenseRule).where(eq(expenseRule.id, id)).get();
  const stored = (draft: ExpenseRuleDraft) => ({ ...draft, text_key: nameKey(draft.text) });

  return {
    find,
    insert({ ctx }, draft) {
      const last = orm
        .select({ position: max(expenseRule.position) })
        .from(expenseRule)
        .get();
      const { id } = orm
        .insert(expenseRule)
        .values({
          ...stored(draft),
          position: (last?.position ?? 0) + 1,
          created_at: ctx.now,
          updated_at: ctx.now,
        })
        .returning({ id: expenseRule.id })
        .get();
      return written(find(id));
    },
    update({ ctx }, id, draft) {
      orm
        .update(expenseRule)
        .set({ ...stored(draft), updated_at: ctx.now, version: sql`${expenseRule.version} + 1` })
        .where(eq(expenseRule.id, id))
        .run();
    },
    setDeleted({ ctx }, id, at) {
      orm
        .update(expenseRule)
        .set({ deleted_at: at, updated_at: ctx.now, version: sql`${expenseRule.version} + 1` })
        .where(eq(expenseRule.id, id))
        .run();
    },
    list: () =>
      orm
        .select(columns)
        .from(expenseRule)
        .where(alive)
        .orderBy(asc(expenseRule.position), asc(expenseRule.id))
        .all(),
    findByText: (text) =>
      orm
        .select(columns)
        .from(expenseRule)
        .where(and(eq(expenseRule.text_key, nameKey(text)), alive))
        .get(),
    setPosition(_tx, id, position) {
      orm.update(expenseRule).set({ position }).where(eq(expenseRule.id, id)).run();
    },
  };
}
