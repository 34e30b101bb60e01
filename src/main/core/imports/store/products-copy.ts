/**
 * Copies a staged list of products into the shop: matched by SKU, barcode, then name. A known one is
 * brought up to date with what the file says, and a deleted one is taken back. Empty cells change
 * nothing; what was sold keeps the cost and category it was sold with.
 */
import { nameKey } from '../../../../shared/lib/text.ts';
import type { Database } from '../../db/connection.ts';
import type { WriteTx } from '../../db/write-tx.ts';

interface StagedProduct {
  id: number;
  sku: string | null;
  barcode: string | null;
  name: string | null;
  name_key: string | null;
  /** Of the shop. */
  category_id: number | null;
  price_minor: number | null;
  cost_minor: number | null;
}

interface KnownProduct {
  id: number;
  sku: string | null;
  barcode: string | null;
  name: string;
  name_key: string;
  category_id: number | null;
  price_minor: number | null;
  cost_minor: number | null;
  updated_at: number;
  version: number;
  deleted_at: number | null;
  import_batch_id: number | null;
}

const DETAILS = ['sku', 'barcode', 'name', 'category_id', 'price_minor', 'cost_minor'] as const;

/** For the stage that is attached now, its categories mapped. */
export function createProductsCopy({ sqlite }: Database) {
  const next = sqlite.prepare<[number, number], StagedProduct>(
    `SELECT p.id, p.sku, p.barcode, p.name, p.name_key, c.id AS category_id, p.price_minor, p.cost_minor
     FROM stage.listed_product p LEFT JOIN temp.map_category c ON c.stage_id = p.category
     WHERE p.id > ? ORDER BY p.id LIMIT ?`,
  );
  const find = (where: string) =>
    sqlite.prepare<[string], KnownProduct>(
      `SELECT id, sku, barcode, name, name_key, category_id, price_minor, cost_minor, updated_at, version,
         deleted_at, import_batch_id FROM product WHERE ${where} LIMIT 1`,
    );
  // A SKU belongs to one product for good, also to a deleted one; names and barcodes do not.
  const bySku = find('sku = ?');
  const byBarcode = find('barcode = ? AND deleted_at IS NULL ORDER BY id');
  const byName = find('name_key = ? AND deleted_at IS NULL ORDER BY sku IS NOT NULL, id');
  const add = sqlite.prepare(
    `INSERT INTO product (sku, barcode, name, name_key, category_id, price_minor, cost_minor, source,
       import_batch_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const change = sqlite.prepare(
    `UPDATE product SET sku = ?, barcode = ?, name = ?, name_key = ?, category_id = ?, price_minor = ?,
       cost_minor = ?, deleted_at = NULL, updated_at = ?, version = version + ? WHERE id = ?`,
  );
  const remember = sqlite.prepare(
    `INSERT INTO import_change (import_batch_id, entity, entity_id, version, before)
     VALUES (?, 'product', ?, ?, ?)`,
  );

  return {
    /** @returns how many rows were taken, and how many made a new product */
    chunk(tx: WriteTx, after: number, most: number): { rows: number; made: number } {
      const rows = next.all(after, most);
      let made = 0;
      for (const row of rows) {
        const known = stored(row);
        if (known) update(tx, known, row);
        else {
          insert(tx, row);
          made++;
        }
      }
      return { rows: rows.length, made };
    },
  };

  function stored({ sku, barcode, name_key }: StagedProduct): KnownProduct | undefined {
    const named = sku === null ? undefined : bySku.get(sku);
    if (named) return named;
    // Another SKU is another product, whatever else they share.
    const fits = (known: KnownProduct | undefined) =>
      known && (sku === null || known.sku === null) ? known : undefined;
    return (
      fits(barcode === null ? undefined : byBarcode.get(barcode)) ??
      fits(name_key === null ? undefined : byName.get(name_key))
    );
  }

  function insert({ ctx }: WriteTx, row: StagedProduct): void {
    const name = row.name ?? row.sku ?? row.barcode ?? '';
    add.run(
      row.sku,
      row.barcode,
      name,
      nameKey(name),
      row.category_id,
      row.price_minor,
      row.cost_minor,
      ctx.source,
      ctx.importBatchId,
      ctx.now,
      ctx.now,
    );
  }

  function update({ ctx }: WriteTx, known: KnownProduct, row: StagedProduct): void {
    const same =
      known.deleted_at === null &&
      DETAILS.every((field) => row[field] === null || row[field] === known[field]);
    if (same) return;
    const { id, import_batch_id: batch, ...before } = known;
    // What this import made itself stays as new, so that undo takes it out.
    const own = batch === ctx.importBatchId;
    if (!own) remember.run(ctx.importBatchId, id, known.version + 1, JSON.stringify(before));
    const name = row.name ?? known.name;
    change.run(
      row.sku ?? known.sku,
      row.barcode ?? known.barcode,
      name,
      nameKey(name),
      row.category_id ?? known.category_id,
      row.price_minor ?? known.price_minor,
      row.cost_minor ?? known.cost_minor,
      ctx.now,
      own ? 0 : 1,
      id,
    );
  }
}
