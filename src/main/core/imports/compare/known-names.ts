/** Which products and customers of a file the shop knows already. */
import type Sqlite from 'better-sqlite3';

/**
 * A product is the stored one with the same SKU, else the same barcode, else what the owner once
 * said it is, else, when it has neither SKU nor barcode, the same name. A SKU belongs to one product
 * for good, also to a deleted one; barcodes and names do not.
 */
const KNOWN_PRODUCTS = `
INSERT INTO temp.known_product (stage_id, id)
SELECT stage_id, id FROM (
  SELECT p.id AS stage_id, COALESCE(
    (SELECT s.id FROM main.product s WHERE s.sku = p.sku),
    (SELECT s.id FROM main.product s WHERE s.barcode = p.barcode AND s.deleted_at IS NULL ORDER BY s.id LIMIT 1),
    (SELECT a.entity_id FROM main.import_alias a WHERE a.entity = 'product' AND a.key = p.key),
    CASE WHEN p.sku IS NULL AND p.barcode IS NULL THEN
      (SELECT s.id FROM main.product s WHERE s.name_key = p.name_key AND s.deleted_at IS NULL
       ORDER BY s.sku IS NOT NULL, s.id LIMIT 1) END
  ) AS id FROM stage.product p
) WHERE id IS NOT NULL;
`;

/** A customer is the stored one with the same code, else what the owner once said it is. */
const KNOWN_BUYERS = `
INSERT INTO temp.known_buyer (stage_id, id)
SELECT stage_id, id FROM (
  SELECT b.id AS stage_id, COALESCE(
    (SELECT c.id FROM main.customer c WHERE c.code = b.code),
    (SELECT a.entity_id FROM main.import_alias a WHERE a.entity = 'customer' AND a.key = b.code)
  ) AS id FROM stage.buyer b
) WHERE id IS NOT NULL;
`;

/** Fills temp.known_product and temp.known_buyer. */
export function findKnownNames(both: Sqlite.Database): void {
  both.exec(`
    CREATE TEMP TABLE known_product (stage_id INTEGER PRIMARY KEY, id INTEGER NOT NULL);
    CREATE TEMP TABLE known_buyer (stage_id INTEGER PRIMARY KEY, id INTEGER NOT NULL);
  `);
  both.exec(KNOWN_PRODUCTS);
  both.exec(KNOWN_BUYERS);
}
