/**
 * Which tickets of a file the shop has already. Counted, never guessed: two equal rows in one file
 * are two sales; the same two rows in another file are the same two sales.
 */
import type Sqlite from 'better-sqlite3';
import { isPartOf } from '../../db/part-ids.ts';
import { makeVerdicts } from './verdicts.ts';

/** The stored sale that a numbered ticket stands for: the most alike first, a living one before a deleted one. */
const NUMBERED = `
INSERT INTO temp.verdict (seen, stored_id, deleted, verdict)
SELECT seen, sale_id, deleted, 'changed' FROM (
  SELECT t.seen, s.id AS sale_id, s.deleted_at IS NOT NULL AS deleted,
    ROW_NUMBER() OVER (PARTITION BY t.seen ORDER BY
      s.net_minor = t.net_minor AND s.line_count = t.line_count DESC, s.deleted_at IS NOT NULL, s.id) AS place
  FROM stage.summed_ticket t
  CROSS JOIN main.sale s ON s.number = t.number AND s.business_date = t.business_date
  WHERE t.number IS NOT NULL
) WHERE place = 1;
`;

/** Same kind, sums, customer (where the file names one) and lines, in whatever order. */
const SAME = `
UPDATE temp.verdict SET verdict = 'same' WHERE seen IN (
  SELECT v.seen FROM temp.verdict v
  JOIN stage.summed_ticket t ON t.seen = v.seen
  JOIN main.sale s ON s.id = v.stored_id
  WHERE s.kind = t.kind AND s.line_count = t.line_count AND s.quantity_milli = t.quantity_milli
    AND s.gross_minor = t.gross_minor AND s.discount_minor = t.discount_minor
    AND s.returns_minor = t.returns_minor AND s.net_minor = t.net_minor AND s.tax_minor = t.tax_minor
    AND (t.buyer IS NULL OR s.customer_id = (SELECT id FROM temp.known_buyer WHERE stage_id = t.buyer))
    AND NOT EXISTS (
      SELECT product_id, quantity_milli, gross_minor, discount_minor, COUNT(*) FROM main.sale_line
      WHERE ${isPartOf('id', 'v.stored_id')} GROUP BY 1, 2, 3, 4
      EXCEPT
      SELECT k.id, l.quantity_milli, l.gross_minor, l.discount_minor, COUNT(*)
      FROM stage.line l LEFT JOIN temp.known_product k ON k.stage_id = l.product
      WHERE l.ticket = v.seen GROUP BY 1, 2, 3, 4
    )
);
`;

/** A sale that was refunded here cannot be replaced: its refund hangs on it. */
const REFUNDED = `
UPDATE temp.verdict SET refunded = 1 WHERE stored_id IN (
  SELECT refund_of_id FROM main.sale WHERE refund_of_id IS NOT NULL AND deleted_at IS NULL);
`;

/**
 * Rows without a ticket number. Only sales that came from files count: what the owner typed may be
 * another sale of the same thing. A deleted one counts, so that it does not come back by itself.
 */
const WITHOUT_NUMBER = `
CREATE TEMP TABLE stored_row AS
SELECT s.business_date, CASE WHEN s.time_known THEN s.sold_at END AS sold_at, l.product_id,
  l.quantity_milli, l.gross_minor, l.discount_minor, l.tax_minor, s.customer_id, s.id AS sale_id,
  s.deleted_at IS NOT NULL AS deleted,
  ROW_NUMBER() OVER (PARTITION BY s.business_date, CASE WHEN s.time_known THEN s.sold_at END, l.product_id,
    l.quantity_milli, l.gross_minor, l.discount_minor, l.tax_minor, s.customer_id
    ORDER BY s.deleted_at IS NOT NULL, s.id) AS place
FROM main.sale s JOIN main.sale_line l ON ${isPartOf('l.id', 's.id')}
WHERE s.business_date BETWEEN @first AND @last AND s.line_count = 1 AND s.import_batch_id IS NOT NULL;
`;
const FIND_ROWS = `
CREATE INDEX temp.stored_row_content ON stored_row (business_date, product_id, gross_minor, place);
INSERT INTO temp.verdict (seen, stored_id, deleted, verdict)
SELECT f.seen, r.sale_id, r.deleted, 'same' FROM (
  SELECT t.seen, t.business_date, CASE WHEN t.time_known THEN t.sold_at END AS sold_at, k.id AS product_id,
    l.quantity_milli, l.gross_minor, l.discount_minor, l.tax_minor, b.id AS customer_id,
    ROW_NUMBER() OVER (PARTITION BY t.business_date, CASE WHEN t.time_known THEN t.sold_at END, k.id,
      l.quantity_milli, l.gross_minor, l.discount_minor, l.tax_minor, b.id ORDER BY t.seen) AS place
  FROM stage.summed_ticket t JOIN stage.line l ON l.ticket = t.seen
  JOIN temp.known_product k ON k.stage_id = l.product
  LEFT JOIN temp.known_buyer b ON b.stage_id = t.buyer
  WHERE t.number IS NULL AND (t.buyer IS NULL OR b.id IS NOT NULL)
) f
JOIN temp.stored_row r ON r.business_date = f.business_date AND r.product_id = f.product_id
  AND r.gross_minor = f.gross_minor AND r.place = f.place AND r.sold_at IS f.sold_at
  AND r.quantity_milli = f.quantity_milli AND r.discount_minor = f.discount_minor
  AND r.tax_minor = f.tax_minor AND r.customer_id IS f.customer_id;
DROP TABLE temp.stored_row;
`;

/** Judges each staged ticket in temp.verdict. Needs the known names. */
export function compareTickets(both: Sqlite.Database): void {
  makeVerdicts(both);
  const span = both
    .prepare<[], { first: string | null; last: string | null }>(
      'SELECT MIN(business_date) AS first, MAX(business_date) AS last FROM stage.summed_ticket',
    )
    .get();
  if (!span?.first || !span.last) return;
  const { first, last } = span;
  const soldThen = both
    .prepare<[string, string], number>(
      'SELECT EXISTS (SELECT 1 FROM main.sale WHERE business_date BETWEEN ? AND ?)',
    )
    .pluck()
    .get(first, last);
  if (soldThen !== 1) return;
  both.exec(NUMBERED);
  both.exec(SAME);
  both.exec(REFUNDED);
  const unnumbered = both
    .prepare<[], number>('SELECT EXISTS (SELECT 1 FROM stage.summed_ticket WHERE number IS NULL)')
    .pluck()
    .get();
  if (unnumbered !== 1) return;
  both.prepare(WITHOUT_NUMBER).run({ first, last });
  both.exec(FIND_ROWS);
}
