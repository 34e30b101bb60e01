import { and, asc, desc, eq, gte, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { nameKey } from '../../../../shared/lib/text.ts';
import type { Database } from '../../db/connection.ts';
import { category, product, rollupProduct } from '../../db/schema/schema.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import { type RecordStore, written } from '../base-service.ts';
import { contains } from '../contains.ts';
import type { NameLists } from '../names.ts';
import { beyond, type Position } from '../paging.ts';
import type {
  ProductDraft,
  ProductEntity,
  ProductWithFigures,
  SoldProduct,
} from './product.entity.ts';

type SortKey = 'name' | 'net_sales' | 'units_sold' | 'updated_at';

interface ProductQuery {
  limit: number;
  sort: SortKey | `-${SortKey}`;
  after?: Position | undefined;
  q?: string | undefined;
  category?: string | undefined;
  sku?: string | undefined;
  barcode?: string | undefined;
  /** UTC ms. */
  updated_since?: number | undefined;
}

export interface ProductsRepo extends RecordStore<ProductEntity, ProductDraft> {
  /** Also a deleted one: a SKU belongs to one product for good. */
  findBySku(sku: string): ProductEntity | undefined;
  soldById(id: number): SoldProduct | undefined;
  soldBySku(sku: string): SoldProduct | undefined;
  /** Of several of that name: one not deleted, then one without a SKU, then the oldest. */
  soldByName(name: string): SoldProduct | undefined;
  withFigures(entity: ProductEntity): ProductWithFigures;
  /** One row more than the limit, so that the caller knows whether there is another page. */
  list(query: ProductQuery): ProductWithFigures[];
  count(query: ProductQuery): number;
  /** The value that a row has in the order of the list. */
  sortValue(query: Pick<ProductQuery, 'sort'>, row: ProductWithFigures): string | number;
}

const SELECT = `SELECT p.id, p.name, p.sku, p.barcode, p.category_id, c.name AS category, p.price_minor,
  p.cost_minor, p.created_at, p.updated_at, p.version, p.deleted_at
  FROM product p LEFT JOIN category c ON c.id = p.category_id`;

const columns = {
  id: product.id,
  name: product.name,
  sku: product.sku,
  barcode: product.barcode,
  category_id: product.category_id,
  category: category.name,
  price_minor: product.price_minor,
  cost_minor: product.cost_minor,
  created_at: product.created_at,
  updated_at: product.updated_at,
  version: product.version,
  deleted_at: product.deleted_at,
  sold_milli: sql<number>`coalesce(${rollupProduct.quantity_milli}, 0)`,
  net_minor: sql<number>`coalesce(${rollupProduct.net_minor}, 0)`,
};

/** The product table. */
export function createProductsRepo({ sqlite, orm }: Database, names: NameLists): ProductsRepo {
  // The + keeps SQLite from planning anew for each id.
  const byId = sqlite.prepare<[number], ProductEntity>(`${SELECT} WHERE p.id = +?`);
  const bySku = sqlite.prepare<[string], ProductEntity>(`${SELECT} WHERE p.sku = ?`);
  // A till waits for these: no join, no sorting.
  const sold = (where: string) =>
    sqlite.prepare<[string | number], SoldProduct>(
      `SELECT id, name, sku, category_id, cost_minor, deleted_at FROM product WHERE ${where}`,
    );
  const soldById = sold('id = ?');
  const soldBySku = sold('sku = ?');
  const soldByName = sold('name_key = ?');
  const add = sqlite.prepare(
    `INSERT INTO product (name, name_key, sku, barcode, category_id, price_minor, cost_minor, source, import_batch_id, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const change = sqlite.prepare(
    `UPDATE product SET name = ?, name_key = ?, sku = ?, barcode = ?, category_id = ?, price_minor = ?,
       cost_minor = ?, updated_at = ?, version = version + 1 WHERE id = ?`,
  );
  const markDeleted = sqlite.prepare(
    'UPDATE product SET deleted_at = ?, updated_at = ?, version = version + 1 WHERE id = ?',
  );
  const figures = sqlite.prepare<[number], { sold_milli: number; net_minor: number }>(
    'SELECT quantity_milli AS sold_milli, net_minor FROM rollup_product WHERE product_id = ?',
  );

  return {
    find: (id) => byId.get(id),
    findBySku: (sku) => bySku.get(sku),
    soldById: (id) => soldById.get(id),
    soldBySku: (sku) => soldBySku.get(sku),
    soldByName: (name) => soldByName.all(nameKey(name)).sort(likelier)[0],

    insert(tx, draft) {
      const { ctx } = tx;
      const { lastInsertRowid } = add.run(
        ...stored(tx, draft),
        ctx.source,
        ctx.importBatchId ?? null,
        ctx.now,
        ctx.now,
      );
      return written(byId.get(Number(lastInsertRowid)));
    },
    update(tx, id, draft) {
      change.run(...stored(tx, draft), tx.ctx.now, id);
    },
    setDeleted(tx, id, at) {
      markDeleted.run(at, tx.ctx.now, id);
    },

    withFigures: (entity) => ({
      ...entity,
      ...(figures.get(entity.id) ?? { sold_milli: 0, net_minor: 0 }),
    }),

    list(query) {
      const value = sortColumn(query.sort);
      const down = query.sort.startsWith('-');
      const direction = down ? desc : asc;
      return orm
        .select(columns)
        .from(product)
        .leftJoin(category, eq(category.id, product.category_id))
        .leftJoin(rollupProduct, eq(rollupProduct.product_id, product.id))
        .where(and(...filters(query), query.after && beyond(value, product.id, query.after, down)))
        .orderBy(direction(value), direction(product.id))
        .limit(query.limit + 1)
        .all();
    },

    count: (query) =>
      orm
        .select({ rows: sql<number>`count(*)` })
        .from(product)
        .where(and(...filters(query)))
        .get()?.rows ?? 0,

    sortValue({ sort }, row) {
      if (sort.endsWith('net_sales')) return row.net_minor;
      if (sort.endsWith('units_sold')) return row.sold_milli;
      if (sort.endsWith('updated_at')) return row.updated_at;
      return nameKey(row.name);
    },
  };

  function stored(tx: WriteTx, draft: ProductDraft) {
    return [
      draft.name,
      nameKey(draft.name),
      draft.sku,
      draft.barcode,
      names.category(tx, 'product', draft.category)?.id ?? null,
      draft.price_minor,
      draft.cost_minor,
    ] as const;
  }
}

function likelier(a: SoldProduct, b: SoldProduct): number {
  return (
    Number(a.deleted_at !== null) - Number(b.deleted_at !== null) ||
    Number(a.sku !== null) - Number(b.sku !== null) ||
    a.id - b.id
  );
}

function sortColumn(sort: ProductQuery['sort']) {
  if (sort.endsWith('net_sales')) return columns.net_minor;
  if (sort.endsWith('units_sold')) return columns.sold_milli;
  if (sort.endsWith('updated_at')) return product.updated_at;
  return product.name_key;
}

function filters(query: Omit<ProductQuery, 'limit' | 'sort' | 'after'>): (SQL | undefined)[] {
  const text = query.q?.trim();
  return [
    isNull(product.deleted_at),
    query.updated_since === undefined ? undefined : gte(product.updated_at, query.updated_since),
    query.sku === undefined ? undefined : eq(product.sku, query.sku),
    query.barcode === undefined ? undefined : eq(product.barcode, query.barcode),
    query.category === undefined
      ? undefined
      : inArray(
          product.category_id,
          sql`(SELECT id FROM category WHERE kind = 'product' AND name_key = ${nameKey(query.category)})`,
        ),
    text
      ? or(
          sql`instr(${product.name_key}, ${nameKey(text)}) > 0`,
          contains(product.sku, text),
          contains(product.barcode, text),
        )
      : undefined,
  ];
}
