import { and, asc, desc, eq, gte, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { nameKey } from '../../../../shared/lib/text.ts';
import { UNCATEGORIZED } from '../../../../shared/schemas/expense.ts';
import type { Database } from '../../db/connection.ts';
import { category, expense } from '../../db/schema/schema.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import { type RecordStore, written } from '../base-service.ts';
import { contains } from '../contains.ts';
import type { NameLists } from '../names.ts';
import { beyond, type Position } from '../paging.ts';
import type { ExpenseDraft, ExpenseEntity } from './expense.entity.ts';

type SortKey = 'date' | 'amount' | 'updated_at';

interface ExpenseQuery {
  limit: number;
  sort: SortKey | `-${SortKey}`;
  after?: Position | undefined;
  q?: string | undefined;
  start_date?: string | undefined;
  end_date?: string | undefined;
  category?: string | undefined;
  supplier?: string | undefined;
  /** UTC ms. */
  updated_since?: number | undefined;
}

export interface ExpensesRepo extends RecordStore<ExpenseEntity, ExpenseDraft> {
  /** One row more than the limit, so that the caller knows whether there is another page. */
  list(query: ExpenseQuery): ExpenseEntity[];
  count(query: ExpenseQuery): number;
  /** The value that a row has in the order of the list. */
  sortValue(query: Pick<ExpenseQuery, 'sort'>, row: ExpenseEntity): string | number;
}

const columns = {
  id: expense.id,
  business_date: expense.business_date,
  description: expense.description,
  amount_minor: expense.amount_minor,
  category_id: expense.category_id,
  category: category.name,
  supplier: expense.supplier,
  tender: expense.tender,
  created_at: expense.created_at,
  updated_at: expense.updated_at,
  version: expense.version,
  deleted_at: expense.deleted_at,
};

/** The expense table. */
export function createExpensesRepo({ orm }: Database, names: NameLists): ExpensesRepo {
  const findById = orm
    .select(columns)
    .from(expense)
    .leftJoin(category, eq(category.id, expense.category_id))
    .where(eq(expense.id, sql.placeholder('id')))
    .prepare();

  return {
    find: (id) => findById.get({ id }),

    insert(tx, draft) {
      const { id } = orm
        .insert(expense)
        .values({
          ...stored(tx, draft),
          source: tx.ctx.source,
          import_batch_id: tx.ctx.importBatchId ?? null,
          created_at: tx.ctx.now,
          updated_at: tx.ctx.now,
        })
        .returning({ id: expense.id })
        .get();
      return written(findById.get({ id }));
    },

    update(tx, id, draft) {
      orm
        .update(expense)
        .set({
          ...stored(tx, draft),
          updated_at: tx.ctx.now,
          version: sql`${expense.version} + 1`,
        })
        .where(eq(expense.id, id))
        .run();
    },

    setDeleted(tx, id, at) {
      orm
        .update(expense)
        .set({ deleted_at: at, updated_at: tx.ctx.now, version: sql`${expense.version} + 1` })
        .where(eq(expense.id, id))
        .run();
    },

    list(query) {
      const value = sortColumn(query.sort);
      const down = query.sort.startsWith('-');
      const direction = down ? desc : asc;
      return orm
        .select(columns)
        .from(expense)
        .leftJoin(category, eq(category.id, expense.category_id))
        .where(and(...filters(query), query.after && beyond(value, expense.id, query.after, down)))
        .orderBy(direction(value), direction(expense.id))
        .limit(query.limit + 1)
        .all();
    },

    count(query) {
      return (
        orm
          .select({ rows: sql<number>`count(*)` })
          .from(expense)
          .leftJoin(category, eq(category.id, expense.category_id))
          .where(and(...filters(query)))
          .get()?.rows ?? 0
      );
    },

    sortValue({ sort }, row) {
      if (sort.endsWith('amount')) return row.amount_minor;
      return sort.endsWith('updated_at') ? row.updated_at : row.business_date;
    },
  };

  function stored(tx: WriteTx, draft: ExpenseDraft) {
    const { category: categoryName, ...rest } = draft;
    return { ...rest, category_id: names.category(tx, 'expense', categoryName)?.id ?? null };
  }

  function filters(query: ExpenseQuery): (SQL | undefined)[] {
    const text = query.q?.trim();
    return [
      isNull(expense.deleted_at),
      query.start_date ? gte(expense.business_date, query.start_date) : undefined,
      query.end_date ? lte(expense.business_date, query.end_date) : undefined,
      query.updated_since === undefined ? undefined : gte(expense.updated_at, query.updated_since),
      query.supplier === undefined
        ? undefined
        : sql`${expense.supplier} = ${query.supplier} COLLATE NOCASE`,
      query.category === undefined ? undefined : inCategory(nameKey(query.category)),
      text
        ? or(
            contains(expense.description, text),
            contains(expense.supplier, text),
            contains(category.name, text),
          )
        : undefined,
    ];
  }
}

/** What somebody filed under the name for none has none. */
function inCategory(key: string): SQL | undefined {
  const named = eq(category.name_key, key);
  return key === nameKey(UNCATEGORIZED) ? or(isNull(expense.category_id), named) : named;
}

function sortColumn(sort: ExpenseQuery['sort']) {
  if (sort.endsWith('amount')) return expense.amount_minor;
  return sort.endsWith('updated_at') ? expense.updated_at : expense.business_date;
}
