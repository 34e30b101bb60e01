/**
 * Which rows of a list of customers or products say nothing new. Only counted: the copy brings
 * records up to date, and a row that changes nothing changes nothing.
 */
import type Sqlite from 'better-sqlite3';
import { makeVerdicts } from './verdicts.ts';

const same = (fields: readonly string[]) =>
  fields.map((field) => `(r.${field} IS NULL OR r.${field} IS s.${field})`).join(' AND ');

const CUSTOMERS = `
INSERT INTO temp.verdict (seen, stored_id, deleted, verdict)
SELECT r.id, s.id, 0, 'same' FROM stage.customer r JOIN main.customer s ON s.code = r.code
WHERE s.deleted_at IS NULL AND ${same(['name', 'email', 'phone', 'address', 'notes', 'birthday'])};
`;

/** Another SKU is another product, whatever else they share. */
const SAME_GOODS = 'k.deleted_at IS NULL AND (k.sku IS NULL OR r.sku IS NULL)';

const KNOWN_PRODUCTS = `
CREATE TEMP TABLE known_listed (seen INTEGER PRIMARY KEY, id INTEGER NOT NULL);
INSERT INTO temp.known_listed (seen, id)
SELECT seen, id FROM (
  SELECT r.id AS seen, COALESCE(
    (SELECT k.id FROM main.product k WHERE k.sku = r.sku),
    (SELECT k.id FROM main.product k WHERE k.barcode = r.barcode AND ${SAME_GOODS} ORDER BY k.id LIMIT 1),
    (SELECT k.id FROM main.product k WHERE k.name_key = r.name_key AND ${SAME_GOODS}
     ORDER BY k.sku IS NOT NULL, k.id LIMIT 1)) AS id
  FROM stage.listed_product r
) WHERE id IS NOT NULL;
`;

const PRODUCTS = `
INSERT INTO temp.verdict (seen, stored_id, deleted, verdict)
SELECT r.id, s.id, 0, 'same' FROM stage.listed_product r
JOIN temp.known_listed k ON k.seen = r.id
JOIN main.product s ON s.id = k.id
LEFT JOIN stage.category c ON c.id = r.category
LEFT JOIN main.category g ON g.id = s.category_id
WHERE s.deleted_at IS NULL AND ${same(['sku', 'barcode', 'name', 'price_minor', 'cost_minor'])}
  AND (c.id IS NULL OR c.name_key IS g.name_key);
`;

/** Judges each staged customer in temp.verdict. */
export function compareCustomers(both: Sqlite.Database): void {
  makeVerdicts(both);
  both.exec(CUSTOMERS);
}

/** Judges each staged product of a list in temp.verdict, and fills temp.known_listed. */
export function compareProducts(both: Sqlite.Database): void {
  makeVerdicts(both);
  both.exec(KNOWN_PRODUCTS);
  both.exec(PRODUCTS);
}
