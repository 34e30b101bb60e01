/** What stored rows add to the sums, in SQL: for the check of everything and for bulk writers. */
import { isPartOf } from '../db/part-ids.ts';

const LINES_OF_TICKET = isPartOf('l.id', 's.id');

/** True for a line that takes something back, as in measures.ts; every other one sells. */
const RETURNED = '(l.gross_minor < 0 OR (l.gross_minor = 0 AND l.quantity_milli < 0))';

const sumSold = (column: string) =>
  `coalesce(sum(CASE WHEN ${RETURNED} THEN 0 ELSE l.${column} END), 0)`;

/** The measures of a ticket that come from its lines `l`, grouped by ticket. */
export const SUMS_OF_LINES = `${sumSold('quantity_milli')} AS sold_milli,
    ${sumSold('gross_minor')} AS gross_minor, ${sumSold('discount_minor')} AS discount_minor,
    coalesce(sum(CASE WHEN ${RETURNED} THEN -l.net_minor ELSE 0 END), 0) AS returns_minor,
    coalesce(sum(l.net_minor), 0) AS net_minor, coalesce(sum(l.tax_minor), 0) AS tax_minor,
    coalesce(sum(l.cost_minor), 0) AS cost_minor,
    coalesce(sum(CASE WHEN l.cost_minor IS NULL THEN 0 ELSE l.net_minor END), 0) AS costed_net_minor`;

/** The measures of one line `l` of a product. */
export const LINE_MEASURES = `1 AS lines, l.quantity_milli, l.net_minor,
    coalesce(l.cost_minor, 0) AS cost_minor,
    CASE WHEN l.cost_minor IS NULL THEN 0 ELSE l.net_minor END AS costed_net_minor`;

/** Tickets with their measures, from lines. @param of which sales, a condition on `s` */
export function ticketRows(of = 'TRUE'): string {
  return `
  SELECT s.id, s.business_date AS day, s.hour, s.customer_id, 1 AS tickets,
    s.kind = 'sale' AS transactions, s.tip_minor, s.shipping_minor, ${SUMS_OF_LINES}
  FROM sale s LEFT JOIN sale_line l ON ${LINES_OF_TICKET}
  WHERE s.deleted_at IS NULL AND ${of} GROUP BY s.id`;
}

/** Lines with their measures. @param of which sales, a condition on `s` */
export function lineRows(of = 'TRUE'): string {
  return `
  SELECT s.business_date AS day, l.product_id, ${LINE_MEASURES}
  FROM sale s CROSS JOIN sale_line l ON ${LINES_OF_TICKET} WHERE s.deleted_at IS NULL AND ${of}`;
}
