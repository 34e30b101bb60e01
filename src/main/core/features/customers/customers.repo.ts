import { and, asc, desc, eq, gte, isNull, or, type SQL, sql } from 'drizzle-orm';
import { nameKey } from '../../../../shared/lib/text.ts';
import type { Database } from '../../db/connection.ts';
import { customer, rollupCustomer } from '../../db/schema/schema.ts';
import { type RecordStore, written } from '../base-service.ts';
import { contains } from '../contains.ts';
import { beyond, type Position } from '../paging.ts';
import type { CustomerDraft, CustomerEntity, CustomerWithFigures } from './customer.entity.ts';

type SortKey = 'name' | 'net_sales' | 'last_sale' | 'transactions' | 'updated_at';

interface CustomerQuery {
  limit: number;
  sort: SortKey | `-${SortKey}`;
  after?: Position | undefined;
  q?: string | undefined;
  /** UTC ms. */
  updated_since?: number | undefined;
}

export interface CustomersRepo extends RecordStore<CustomerEntity, CustomerDraft> {
  /** Also a deleted one: a code belongs to one customer for good. */
  findByCode(code: string): CustomerEntity | undefined;
  withFigures(entity: CustomerEntity): CustomerWithFigures;
  /** One row more than the limit, so that the caller knows whether there is another page. */
  list(query: CustomerQuery): CustomerWithFigures[];
  count(query: CustomerQuery): number;
  /** The value that a row has in the order of the list. */
  sortValue(query: Pick<CustomerQuery, 'sort'>, row: CustomerWithFigures): string | number;
}

const SELECT = `SELECT id, code, name, email, phone, address, notes, birthday, vip_since, created_at,
  updated_at, version, deleted_at FROM customer`;

const columns = {
  id: customer.id,
  code: customer.code,
  name: customer.name,
  email: customer.email,
  phone: customer.phone,
  address: customer.address,
  notes: customer.notes,
  birthday: customer.birthday,
  vip_since: customer.vip_since,
  created_at: customer.created_at,
  updated_at: customer.updated_at,
  version: customer.version,
  deleted_at: customer.deleted_at,
  transactions: sql<number>`coalesce(${rollupCustomer.transactions}, 0)`,
  net_minor: sql<number>`coalesce(${rollupCustomer.net_minor}, 0)`,
  first_day: rollupCustomer.first_day,
  last_day: rollupCustomer.last_day,
};

const NO_FIGURES = { transactions: 0, net_minor: 0, first_day: null, last_day: null };

/** The customer table. */
export function createCustomersRepo({ sqlite, orm }: Database): CustomersRepo {
  const byId = sqlite.prepare<[number], CustomerEntity>(`${SELECT} WHERE id = ?`);
  const byCode = sqlite.prepare<[string], CustomerEntity>(`${SELECT} WHERE code = ?`);
  const add = sqlite.prepare(
    `INSERT INTO customer (code, name, name_key, email, phone, address, notes, birthday, source, import_batch_id, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const change = sqlite.prepare(
    `UPDATE customer SET code = ?, name = ?, name_key = ?, email = ?, phone = ?, address = ?, notes = ?,
       birthday = ?, updated_at = ?, version = version + 1 WHERE id = ?`,
  );
  const markDeleted = sqlite.prepare(
    'UPDATE customer SET deleted_at = ?, updated_at = ?, version = version + 1 WHERE id = ?',
  );
  const figures = sqlite.prepare<
    [number],
    Pick<CustomerWithFigures, 'transactions' | 'net_minor' | 'first_day' | 'last_day'>
  >(
    'SELECT transactions, net_minor, first_day, last_day FROM rollup_customer WHERE customer_id = ?',
  );

  return {
    find: (id) => byId.get(id),
    findByCode: (code) => byCode.get(code),

    insert({ ctx }, draft) {
      const { lastInsertRowid } = add.run(
        ...stored(draft),
        ctx.source,
        ctx.importBatchId ?? null,
        ctx.now,
        ctx.now,
      );
      return written(byId.get(Number(lastInsertRowid)));
    },
    update({ ctx }, id, draft) {
      change.run(...stored(draft), ctx.now, id);
    },
    setDeleted({ ctx }, id, at) {
      markDeleted.run(at, ctx.now, id);
    },

    withFigures: (entity) => ({ ...entity, ...(figures.get(entity.id) ?? NO_FIGURES) }),

    list(query) {
      const value = sortColumn(query.sort);
      const down = query.sort.startsWith('-');
      const direction = down ? desc : asc;
      return orm
        .select(columns)
        .from(customer)
        .leftJoin(rollupCustomer, eq(rollupCustomer.customer_id, customer.id))
        .where(and(...filters(query), query.after && beyond(value, customer.id, query.after, down)))
        .orderBy(direction(value), direction(customer.id))
        .limit(query.limit + 1)
        .all();
    },

    count: (query) =>
      orm
        .select({ rows: sql<number>`count(*)` })
        .from(customer)
        .where(and(...filters(query)))
        .get()?.rows ?? 0,

    sortValue({ sort }, row) {
      if (sort.endsWith('net_sales')) return row.net_minor;
      if (sort.endsWith('transactions')) return row.transactions;
      if (sort.endsWith('last_sale')) return row.last_day ?? '';
      if (sort.endsWith('updated_at')) return row.updated_at;
      return nameKey(row.name);
    },
  };
}

function stored(draft: CustomerDraft) {
  return [
    draft.code,
    draft.name,
    nameKey(draft.name),
    draft.email,
    draft.phone,
    draft.address,
    draft.notes,
    draft.birthday,
  ] as const;
}

function sortColumn(sort: CustomerQuery['sort']) {
  if (sort.endsWith('net_sales')) return columns.net_minor;
  if (sort.endsWith('transactions')) return columns.transactions;
  if (sort.endsWith('last_sale')) return sql`coalesce(${rollupCustomer.last_day}, '')`;
  if (sort.endsWith('updated_at')) return customer.updated_at;
  return customer.name_key;
}

function filters(query: Pick<CustomerQuery, 'q' | 'updated_since'>): (SQL | undefined)[] {
  const text = query.q?.trim();
  return [
    isNull(customer.deleted_at),
    query.updated_since === undefined ? undefined : gte(customer.updated_at, query.updated_since),
    text
      ? or(
          sql`instr(${customer.name_key}, ${nameKey(text)}) > 0`,
          contains(customer.code, text),
          contains(customer.email, text),
          contains(customer.phone, text),
        )
      : undefined,
  ];
}
