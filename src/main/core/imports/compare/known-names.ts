/** Which products and customers of a file the shop knows already. */
import type Sqlite from 'better-sqlite3';
import type { ImportChoices } from '../../../../shared/schemas/import-check.ts';

/**
 * A product is the stored one with the same SKU, else the same barcode, else what the owner once
 * said it is, else the same name: any of that name when it has neither SKU nor barcode itself; with
 * one, a stored one that has none, unless the file has several such ones. A SKU belongs to one
 * product for good, also to a deleted one; barcodes and names do not. `store/stored-ids.ts` says the same.
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
       ORDER BY s.sku IS NOT NULL, s.id LIMIT 1)
    ELSE
      (SELECT s.id FROM main.product s WHERE s.name_key = p.name_key AND s.deleted_at IS NULL
         AND s.sku IS NULL AND s.barcode IS NULL
         AND (SELECT COUNT(*) FROM stage.product o WHERE o.name_key = p.name_key
           AND (o.sku IS NOT NULL OR o.barcode IS NOT NULL)) = 1
       ORDER BY s.id LIMIT 1) END
  ) AS id FROM stage.product p
) WHERE id IS NOT NULL;
`;

/**
 * A customer is the stored one with the same code, else what the owner once said it is, else, where
 * the code is an e-mail address, the only one with that address: two people may share theirs. A file
 * that has nothing but the name means the only one who is called so.
 */
const KNOWN_BUYERS = `
INSERT INTO temp.known_buyer (stage_id, id)
SELECT stage_id, id FROM (
  SELECT b.id AS stage_id, COALESCE(
    (SELECT c.id FROM main.customer c WHERE c.code = b.code),
    (SELECT a.entity_id FROM main.import_alias a WHERE a.entity = 'customer' AND a.key = b.code),
    (SELECT m.id FROM temp.mailbox m WHERE m.address = lower(b.code)),
    CASE WHEN b.code = b.name THEN (SELECT n.id FROM temp.namesake n WHERE n.name = lower(b.name)) END
  ) AS id FROM stage.buyer b
) WHERE id IS NOT NULL;
`;

/** Addresses that one customer has, and no other. */
const MAILBOXES = `
INSERT INTO temp.mailbox (address, id)
SELECT lower(email), MIN(id) FROM main.customer
WHERE deleted_at IS NULL AND email <> '' AND EXISTS (SELECT 1 FROM stage.buyer WHERE code LIKE '%@%')
GROUP BY 1 HAVING COUNT(*) = 1;
`;

/** Names that one customer has, and no other. */
const NAMESAKES = `
INSERT INTO temp.namesake (name, id)
SELECT lower(name), MIN(id) FROM main.customer
WHERE deleted_at IS NULL AND EXISTS (SELECT 1 FROM stage.buyer WHERE code = name)
GROUP BY 1 HAVING COUNT(*) = 1;
`;

/** A customer of the file that the shop knows by another code. */
export interface KnownOtherwise {
  stage_id: number;
  id: number;
}

/** Needs the known names. */
export function buyersKnownOtherwise(both: Sqlite.Database): KnownOtherwise[] {
  return both
    .prepare<[], KnownOtherwise>(
      `SELECT k.stage_id, k.id FROM temp.known_buyer k JOIN stage.buyer b ON b.id = k.stage_id
       LEFT JOIN temp.mailbox m ON m.id = k.id AND m.address = lower(b.code)
       LEFT JOIN temp.namesake n ON n.id = k.id AND n.name = lower(b.name) AND b.code = b.name
       JOIN main.customer c ON c.id = k.id
       WHERE c.code <> b.code AND (m.id IS NOT NULL OR n.id IS NOT NULL)`,
    )
    .all();
}

/** A staged product that costs the shop something, minor units. */
export interface KnownCost {
  stage_id: number;
  cost_minor: number;
}

/** Needs the known names. */
export function knownCosts(both: Sqlite.Database, matches: ImportChoices['matches']): KnownCost[] {
  const costs = both
    .prepare<[], KnownCost>(
      `SELECT k.stage_id, s.cost_minor FROM temp.known_product k JOIN main.product s ON s.id = k.id
       WHERE s.cost_minor IS NOT NULL`,
    )
    .all();
  const costOf = both
    .prepare<[number], number>('SELECT cost_minor FROM main.product WHERE id = ?')
    .pluck();
  for (const { kind, in_file, stored_id } of matches) {
    const cost_minor = kind === 'product' ? costOf.get(stored_id) : undefined;
    if (typeof cost_minor === 'number') costs.push({ stage_id: in_file, cost_minor });
  }
  return costs;
}

/** Fills temp.known_product and temp.known_buyer. */
export function findKnownNames(both: Sqlite.Database): void {
  both.exec(`
    CREATE TEMP TABLE known_product (stage_id INTEGER PRIMARY KEY, id INTEGER NOT NULL);
    CREATE TEMP TABLE known_buyer (stage_id INTEGER PRIMARY KEY, id INTEGER NOT NULL);
    CREATE TEMP TABLE mailbox (address TEXT PRIMARY KEY, id INTEGER NOT NULL);
    CREATE TEMP TABLE namesake (name TEXT PRIMARY KEY, id INTEGER NOT NULL);
  `);
  both.exec(KNOWN_PRODUCTS);
  both.exec(MAILBOXES);
  both.exec(NAMESAKES);
  both.exec(KNOWN_BUYERS);
}
