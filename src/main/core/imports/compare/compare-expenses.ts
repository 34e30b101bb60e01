/**
 * Which expenses of a file the shop has already: counted, as tickets without a number are. What the owner
 * typed may be another payment of the same, but not in a file that Tillwise exported.
 */
import type Sqlite from 'better-sqlite3';
import { makeVerdicts } from './verdicts.ts';

const COMPARE = `
CREATE TEMP TABLE stored_expense AS
SELECT business_date, amount_minor, description, id, deleted_at IS NOT NULL AS deleted,
  ROW_NUMBER() OVER (PARTITION BY business_date, amount_minor, description
    ORDER BY deleted_at IS NOT NULL, id) AS place
FROM main.expense
WHERE (import_batch_id IS NOT NULL OR EXISTS (SELECT 1 FROM stage.meta WHERE key = 'exported'))
  AND business_date BETWEEN
  (SELECT MIN(business_date) FROM stage.seen_expense) AND (SELECT MAX(business_date) FROM stage.seen_expense);
CREATE INDEX temp.stored_expense_content ON stored_expense (business_date, amount_minor, place);
INSERT INTO temp.verdict (seen, stored_id, deleted, verdict)
SELECT f.id, r.id, r.deleted, 'same' FROM (
  SELECT id, business_date, amount_minor, description,
    ROW_NUMBER() OVER (PARTITION BY business_date, amount_minor, description ORDER BY id) AS place
  FROM stage.seen_expense
) f
JOIN temp.stored_expense r ON r.business_date = f.business_date AND r.amount_minor = f.amount_minor
  AND r.description = f.description AND r.place = f.place;
DROP TABLE temp.stored_expense;
`;

/** Judges each staged expense in temp.verdict. */
export function compareExpenses(both: Sqlite.Database): void {
  makeVerdicts(both);
  both.exec(COMPARE);
}
