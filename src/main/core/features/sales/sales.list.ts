/**
 * Lists and finds sales without reading sale lines from end to end: names are matched in the small
 * tables of products and customers, and their sales are reached by index.
 */
import { type SQL, sql } from 'drizzle-orm';
import { nameKey } from '../../../../shared/lib/text.ts';
import type { AwayReader } from '../../db/away-reader.ts';
import type { Database } from '../../db/connection.ts';
import { beyond, COUNTED_AT_MOST, type Count, type Position } from '../paging.ts';
import type { SaleEntity } from './sale.entity.ts';
import {
  type Days,
  hasLineOf,
  salesByAmount,
  salesOfCustomers,
  salesOfProducts,
} from './sale-dekads.ts';
import { createSaleTextSearch, matches, matching, type NamedText } from './sale-text.ts';
import type { SalesRepo } from './sales.repo.ts';

interface SaleFilter extends Days {
  q?: string | undefined;
  customer_id?: string | undefined;
  product_id?: number | undefined;
  kind?: 'sale' | 'refund' | undefined;
  staff?: string | undefined;
  channel?: string | undefined;
  number?: string | undefined;
  external_id?: string | undefined;
  refund_of?: number | undefined;
  source?: string | undefined;
  /** UTC ms. */
  updated_since?: number | undefined;
}

type SortKey = 'date' | 'amount' | 'updated_at';

interface SaleQuery extends SaleFilter {
  limit: number;
  sort: SortKey | `-${SortKey}`;
  after?: Position | undefined;
}

export interface SalesList {
  /** One row more than the limit, so that the caller knows whether there is another page. */
  list(query: SaleQuery): Promise<SaleEntity[]>;
  count(filter: SaleFilter): Promise<Count>;
  /** The value that a row has in the order of the list. */
  sortValue(query: Pick<SaleQuery, 'sort'>, row: SaleEntity): string | number;
}

/**
 * A page of sales is found by collecting all that match, or, when so many match that the page is
 * soon full, by walking down the list. Counting always collects, and stops when it is enough.
 */
const FEW = 20_000;

/** Somebody may change sales all the time. */
const MOST_TRIES = 3;

/** More sales than this are not collected while everything else waits: 2,000 take some 10 ms. */
const FEW_AT_ONCE = 2_000;

/** What the rollups can count by. */
const COUNTED_BY = new Set(['kind', 'customer_id', 'start_date', 'end_date']);

/** What has an index of its own: what it finds is sorted. Else the largest are found dekad by dekad. */
const NARROWING = [
  'q',
  'customer_id',
  'product_id',
  'staff',
  'number',
  'external_id',
  'refund_of',
  'updated_since',
] as const satisfies (keyof SaleFilter)[];

/** What many sales have in common, each: two of them may have few in common, and all are tried. */
const COMMON = [
  'q',
  'customer_id',
  'product_id',
  'updated_since',
] as const satisfies (keyof SaleFilter)[];

/**
 * True where no index leads to the page, or to many sales of which it is one: reading may take half a
 * second of a million sales.
 * @param reached so many sales the indexes lead to
 */
function mayTakeLong(filter: SaleFilter, reached: number, sort = ''): boolean {
  const { kind, channel, source, staff } = filter;
  const common = COMMON.filter((name) => filter[name]).length;
  return (
    reached > FEW_AT_ONCE ||
    kind === 'refund' ||
    Boolean(channel || source || staff) ||
    common > 1 ||
    (common === 1 && sort.endsWith('amount'))
  );
}

/** The sales list of one file. */
export function createSalesList(
  { sqlite, orm }: Database,
  repo: SalesRepo,
  away: AwayReader,
): SalesList {
  const customerByCode = sqlite
    .prepare<[string], number>('SELECT id FROM customer WHERE code = ?')
    .pluck();
  const textSearch = createSaleTextSearch(sqlite);
  const linesOfProduct = sqlite
    .prepare<[number], number>('SELECT lines FROM rollup_product WHERE product_id = ?')
    .pluck();
  const ticketsOfCustomer = sqlite
    .prepare<[number], number>('SELECT tickets FROM rollup_customer WHERE customer_id = ?')
    .pluck();

  const updatedSince = sqlite
    .prepare<[number], number>(
      `SELECT count(*) FROM (SELECT 1 FROM sale WHERE updated_at >= ? LIMIT ${FEW + 1})`,
    )
    .pluck();

  const newestUpdate = sqlite.prepare<[], number>('SELECT max(updated_at) FROM sale').pluck();

  return {
    async list(query) {
      const value = sortColumn(query.sort);
      const down = query.sort.startsWith('-');
      const direction = down ? sql`DESC` : sql`ASC`;
      const text = textSearch(query.q);
      const where = conditions(query, text, FEW);
      if (query.after) where.push(beyond(value, sql`s.id`, query.after, down));
      const all = sql.join(where, sql` AND `);
      const statement =
        query.sort.endsWith('amount') && NARROWING.every((name) => !query[name])
          ? salesByAmount(all, query, direction, query.limit + 1)
          : sql`SELECT s.id FROM sale s WHERE ${all}
              ORDER BY ${value} ${direction}, s.id ${direction} LIMIT ${query.limit + 1}`;
      return mayTakeLong(query, reached(query, text), query.sort)
        ? lookedFor(statement)
        : repo.findMany(orm.all<{ id: number }>(statement).map(({ id }) => id));
    },

    async count(filter) {
      const inRollups =
        isCounted(filter.customer_id) &&
        Object.entries(filter).every(
          ([name, value]) => value === undefined || value === '' || COUNTED_BY.has(name),
        );
      const text = textSearch(filter.q);
      const statement = inRollups ? countInRollups(filter) : countRows(filter, text);
      const [rows = 0] =
        !inRollups && mayTakeLong(filter, reached(filter, text))
          ? await away.numbers(statement)
          : [orm.get<{ rows: number }>(statement).rows];
      return inRollups || rows <= COUNTED_AT_MOST
        ? { rows, more: false }
        : { rows: COUNTED_AT_MOST, more: true };
    },

    sortValue({ sort }, row) {
      if (sort.endsWith('amount')) return row.net_minor;
      return sort.endsWith('updated_at') ? row.updated_at : row.business_date;
    },
  };

  /**
   * What was changed while the thread looked has another place in the list by now. Whoever went on
   * from there would miss what lies between, so the thread is asked again.
   */
  async function lookedFor(statement: SQL): Promise<SaleEntity[]> {
    for (let tries = 1; ; tries++) {
      const asOf = newestUpdate.get() ?? 0;
      const found = repo.findMany(await away.numbers(statement));
      const isAsAsked = found.every((sale) => sale.updated_at <= asOf && sale.deleted_at === null);
      if (isAsAsked || tries === MOST_TRIES) return found;
    }
  }

  /** Each sale that matches once, up to one more than is counted. */
  function countRows(filter: SaleFilter, text: NamedText | undefined): SQL {
    const found = text
      ? matches(text, filter)
      : filter.product_id === undefined
        ? undefined
        : salesOfProducts(sql`= ${filter.product_id}`, filter);
    const where = conditions(filter, undefined, Number.POSITIVE_INFINITY);
    return found
      ? sql`SELECT count(*) AS rows FROM (SELECT DISTINCT s.id FROM (${found}) m CROSS JOIN sale s ON s.id = m.id
          WHERE ${sql.join(where, sql` AND `)} LIMIT ${COUNTED_AT_MOST + 1})`
      : sql`SELECT count(*) AS rows FROM (SELECT 1 FROM sale s WHERE ${sql.join(where, sql` AND `)}
          LIMIT ${COUNTED_AT_MOST + 1})`;
  }

  /** So many sales the indexes of names lead to. */
  function reached(filter: SaleFilter, text: NamedText | undefined): number {
    const { product_id, customer_id } = filter;
    return Math.max(
      text?.rows ?? 0,
      product_id === undefined ? 0 : (linesOfProduct.get(product_id) ?? 0),
      customer_id ? (ticketsOfCustomer.get(rowOf(customer_id)) ?? 0) : 0,
    );
  }

  /** @param collectUpTo so many matches are collected, more are met on the way */
  function conditions(
    filter: SaleFilter & { sort?: string },
    text: NamedText | undefined,
    collectUpTo: number,
  ): SQL[] {
    const where = [sql`s.deleted_at IS NULL`];
    if (filter.start_date) where.push(sql`s.business_date >= ${filter.start_date}`);
    if (filter.end_date) where.push(sql`s.business_date <= ${filter.end_date}`);
    if (filter.kind) where.push(sql`s.kind = ${filter.kind}`);
    if (filter.customer_id) where.push(ofCustomer(filter.customer_id, filter, collectUpTo));
    if (filter.staff)
      where.push(
        sql`s.staff_id = (SELECT id FROM staff WHERE name_key = ${nameKey(filter.staff)})`,
      );
    if (filter.channel) where.push(sql`s.channel = ${filter.channel}`);
    if (filter.number) where.push(sql`s.number = ${filter.number}`);
    if (filter.external_id) where.push(sql`s.external_id = ${filter.external_id}`);
    if (filter.refund_of !== undefined) where.push(sql`s.refund_of_id = ${filter.refund_of}`);
    if (filter.source) where.push(sql`s.source = ${filter.source}`);
    if (filter.updated_since !== undefined)
      where.push(changedSince(filter.updated_since, filter.sort, collectUpTo));
    if (filter.product_id !== undefined)
      where.push(withProduct(filter.product_id, filter, collectUpTo));
    if (text) where.push(matching(text, filter, collectUpTo));
    return where;
  }

  function changedSince(since: number, sort: string | undefined, collectUpTo: number): SQL {
    if (sort === undefined || sort.endsWith('updated_at')) return sql`s.updated_at >= ${since}`;
    return (updatedSince.get(since) ?? 0) <= collectUpTo
      ? sql`s.id IN (SELECT id FROM sale WHERE updated_at >= ${since})`
      : sql`+s.updated_at >= ${since}`;
  }

  /** No customer has the row 0, so an unknown code finds nothing. */
  function rowOf(code: string): number {
    return customerByCode.get(code) ?? 0;
  }

  /** Rollups know nothing of a customer who was deleted; the sales are there all the same. */
  function isCounted(customerCode: string | undefined): boolean {
    return !customerCode || ticketsOfCustomer.get(rowOf(customerCode)) !== undefined;
  }

  function withProduct(id: number, filter: SaleFilter, collectUpTo: number): SQL {
    return (linesOfProduct.get(id) ?? 0) <= collectUpTo
      ? sql`s.id IN (${salesOfProducts(sql`= ${id}`, filter)})`
      : hasLineOf(sql`= ${id}`);
  }

  function ofCustomer(code: string, filter: SaleFilter, collectUpTo: number): SQL {
    const id = rowOf(code);
    return (ticketsOfCustomer.get(id) ?? 0) <= collectUpTo
      ? sql`s.id IN (${salesOfCustomers(sql`= ${id}`, filter)})`
      : sql`s.customer_id = ${id}`;
  }

  /** Rollups count the tickets that are not deleted. */
  function countInRollups(filter: SaleFilter): SQL {
    const { kind, customer_id, start_date, end_date } = filter;
    const figure =
      kind === 'sale'
        ? sql`transactions`
        : kind === 'refund'
          ? sql`tickets - transactions`
          : sql`tickets`;
    const where = [sql`1`];
    if (start_date) where.push(sql`day >= ${start_date}`);
    if (end_date) where.push(sql`day <= ${end_date}`);
    const days = sql`rollup_day WHERE ${sql.join(where, sql` AND `)}`;
    // Day by day: a customer's own days have no index, and there are few days.
    return customer_id
      ? sql`SELECT coalesce(sum(${figure}), 0) AS rows FROM rollup_day_customer
          WHERE day IN (SELECT day FROM ${days}) AND customer_id = ${rowOf(customer_id)}`
      : sql`SELECT coalesce(sum(${figure}), 0) AS rows FROM ${days}`;
  }
}

function sortColumn(sort: SaleQuery['sort']): SQL {
  if (sort.endsWith('amount')) return sql`s.net_minor`;
  return sort.endsWith('updated_at') ? sql`s.updated_at` : sql`s.business_date`;
}
