/** Finds what staged names mean in the shop, and makes what is met for the first time. */
import type { Statement } from 'better-sqlite3';
import { cleanName, nameKey } from '../../../../shared/lib/text.ts';
import type { Database } from '../../db/connection.ts';
import type { WriteTx } from '../../db/write-tx.ts';

interface StagedProduct {
  id: number;
  key: string;
  sku: string | null;
  barcode: string | null;
  name: string;
  name_key: string;
  category: number | null;
  known_cost: number | null;
}

interface KnownProduct {
  id: number;
  category_id: number | null;
}

/** Staged rows looked at in one go. */
const NAMES_AT_ONCE = 250;

/**
 * Fills the map tables of an attached stage. Each call takes the next rows of one list and returns
 * the last of them: undefined means that the list is through.
 */
export interface StoredIds {
  categories(tx: WriteTx, kind: 'product' | 'expense', after: number): number | undefined;
  staff(tx: WriteTx, after: number): number | undefined;
  products(tx: WriteTx, after: number): { last: number | undefined; made: number };
  buyers(tx: WriteTx, after: number): { last: number | undefined; made: number };
}

/** For the stage that is attached now. */
export function createStoredIds({ sqlite }: Database): StoredIds {
  const next = <Row>(table: string, which = ''): Statement<[number], Row> =>
    sqlite.prepare(
      `SELECT * FROM stage.${table} WHERE id > ? ${which} ORDER BY id LIMIT ${NAMES_AT_ONCE}`,
    );
  const idOf = (sql: string) => sqlite.prepare<[string], number>(sql).pluck();
  const map = (table: string) =>
    sqlite.prepare(`INSERT INTO temp.${table} (stage_id, id) VALUES (?, ?)`);

  type Named = { id: number; name: string; name_key: string };
  const nextCategories = next<Named>('category');
  const nextStaff = next<Named>('staff');
  const nextProducts = next<StagedProduct>('product', 'AND used');
  const nextBuyers = next<{ id: number; code: string; name: string }>('buyer', 'AND used');
  const findCategory = sqlite
    .prepare<[string, string], number>('SELECT id FROM category WHERE kind = ? AND name_key = ?')
    .pluck();
  const addCategory = sqlite.prepare(
    'INSERT INTO category (kind, name, name_key, import_batch_id) VALUES (?, ?, ?, ?)',
  );
  const mapCategory = map('map_category');
  const findStaff = idOf('SELECT id FROM staff WHERE name_key = ?');
  const addStaff = sqlite.prepare(
    'INSERT INTO staff (name, name_key, import_batch_id) VALUES (?, ?, ?)',
  );
  const mapStaff = map('map_staff');
  const product = (where: string) =>
    sqlite.prepare<[string], KnownProduct>(
      `SELECT id, category_id FROM product WHERE ${where} LIMIT 1`,
    );
  // A SKU belongs to one product for good, also to a deleted one; names and barcodes do not. The + keeps
  // SQLite from planning anew for each value.
  const bySku = product('sku = +?');
  const byBarcode = product('barcode = +? AND deleted_at IS NULL ORDER BY id');
  const byName = product('name_key = +? AND deleted_at IS NULL ORDER BY sku IS NOT NULL, id');
  const byNameAlone = product(
    `name_key = +? AND deleted_at IS NULL AND sku IS NULL AND barcode IS NULL
     AND (SELECT COUNT(*) FROM stage.product o WHERE o.name_key = product.name_key
       AND (o.sku IS NOT NULL OR o.barcode IS NOT NULL)) = 1 ORDER BY id`,
  );
  const mappedCategory = sqlite
    .prepare<[number], number>('SELECT id FROM temp.map_category WHERE stage_id = ?')
    .pluck();
  const addProduct = sqlite.prepare(
    `INSERT INTO product (sku, barcode, name, name_key, category_id, source, import_batch_id, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const mapProduct = sqlite.prepare(
    'INSERT INTO temp.map_product (stage_id, id, known_cost, category_id) VALUES (?, ?, ?, ?)',
  );
  const findBuyer = idOf('SELECT id FROM customer WHERE code = ?');
  const addBuyer = sqlite.prepare(
    `INSERT INTO customer (code, name, name_key, source, import_batch_id, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const mapBuyer = map('map_buyer');
  // What the owner said is the same, now or at an earlier import.
  const chosenMatch = sqlite
    .prepare<[string, number], number>(
      'SELECT id FROM stage.chosen_match WHERE entity = ? AND stage_id = ?',
    )
    .pluck();
  const alias = sqlite
    .prepare<[string, string], number>(
      'SELECT entity_id FROM import_alias WHERE entity = ? AND key = ?',
    )
    .pluck();
  const remember = sqlite.prepare(
    'INSERT OR REPLACE INTO import_alias (entity, key, entity_id, import_batch_id) VALUES (?, ?, ?, ?)',
  );
  const productById = sqlite.prepare<[number], KnownProduct>(
    'SELECT id, category_id FROM product WHERE id = ? AND deleted_at IS NULL',
  );
  const customerById = sqlite
    .prepare<[number], number>('SELECT id FROM customer WHERE id = ? AND deleted_at IS NULL')
    .pluck();

  /** The stored record that the owner said a staged name is. */
  function sameAs({ ctx }: WriteTx, entity: 'product' | 'customer', stageId: number, key: string) {
    const chosen = chosenMatch.get(entity, stageId);
    if (chosen === undefined) return alias.get(entity, key);
    remember.run(entity, key, chosen, ctx.importBatchId);
    return chosen;
  }

  function knownAs(tx: WriteTx, row: StagedProduct): KnownProduct | undefined {
    const id = sameAs(tx, 'product', row.id, row.key);
    return id === undefined ? undefined : productById.get(id);
  }

  return {
    categories({ ctx }, kind, after) {
      const rows = nextCategories.all(after);
      for (const { id, name, name_key } of rows) {
        const stored =
          findCategory.get(kind, name_key) ??
          Number(addCategory.run(kind, name, name_key, ctx.importBatchId).lastInsertRowid);
        mapCategory.run(id, stored);
      }
      return rows.at(-1)?.id;
    },

    staff({ ctx }, after) {
      const rows = nextStaff.all(after);
      for (const { id, name, name_key } of rows) {
        const stored =
          findStaff.get(name_key) ??
          Number(addStaff.run(name, name_key, ctx.importBatchId).lastInsertRowid);
        mapStaff.run(id, stored);
      }
      return rows.at(-1)?.id;
    },

    products(tx, after) {
      const { ctx } = tx;
      const rows = nextProducts.all(after);
      let made = 0;
      for (const row of rows) {
        let known =
          (row.sku === null ? undefined : bySku.get(row.sku)) ??
          (row.barcode === null ? undefined : byBarcode.get(row.barcode)) ??
          knownAs(tx, row) ??
          (row.sku === null && row.barcode === null ? byName : byNameAlone).get(row.name_key);
        if (!known) {
          const category = row.category === null ? null : mappedCategory.get(row.category);
          const { lastInsertRowid } = addProduct.run(
            row.sku,
            row.barcode,
            row.name,
            row.name_key,
            category ?? null,
            ctx.source,
            ctx.importBatchId,
            ctx.now,
            ctx.now,
          );
          known = { id: Number(lastInsertRowid), category_id: category ?? null };
          made++;
        }
        mapProduct.run(row.id, known.id, row.known_cost, known.category_id);
      }
      return { last: rows.at(-1)?.id, made };
    },

    buyers(tx, after) {
      const { ctx } = tx;
      const rows = nextBuyers.all(after);
      let made = 0;
      for (const row of rows) {
        const same = sameAs(tx, 'customer', row.id, row.code);
        let stored =
          findBuyer.get(row.code) ?? (same === undefined ? undefined : customerById.get(same));
        if (stored === undefined) {
          const name = cleanName(row.name) || row.code;
          stored = Number(
            addBuyer.run(
              row.code,
              name,
              nameKey(name),
              ctx.source,
              ctx.importBatchId,
              ctx.now,
              ctx.now,
            ).lastInsertRowid,
          );
          made++;
        }
        mapBuyer.run(row.id, stored);
      }
      return { last: rows.at(-1)?.id, made };
    },
  };
}
