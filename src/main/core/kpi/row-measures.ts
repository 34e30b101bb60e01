/** What stored rows add to the sums, in SQL: for the check of everything and for bulk writers. */

/**
 * Tickets with their measures, from lines. Every line is a return or sells something.
 * @param of which sales, a condition on `s`
 * @param linesOf which lines, a condition on `sale_line`
 */
export function ticketRows(of = 'TRUE', linesOf = 'TRUE'): string {
  return `
  SELECT s.id, s.business_date AS day, s.hour, s.customer_id, 1 AS tickets,
    s.kind = 'sale' AS transactions, coalesce(l.sold_milli, 0) AS sold_milli,
    coalesce(l.gross_minor, 0) AS gross_minor, coalesce(l.discount_minor, 0) AS discount_minor,
    coalesce(l.returns_minor, 0) AS returns_minor, coalesce(l.net_minor, 0) AS net_minor,
    coalesce(l.tax_minor, 0) AS tax_minor, s.tip_minor, s.shipping_minor,
    coalesce(l.cost_minor, 0) AS cost_minor, coalesce(l.costed_net_minor, 0) AS costed_net_minor
  FROM sale s LEFT JOIN (
    SELECT sale_id,
      sum(CASE WHEN returned THEN 0 ELSE quantity_milli END) AS sold_milli,
      sum(CASE WHEN returned THEN 0 ELSE gross_minor END) AS gross_minor,
      sum(CASE WHEN returned THEN 0 ELSE discount_minor END) AS discount_minor,
      sum(CASE WHEN returned THEN -net_minor ELSE 0 END) AS returns_minor,
      sum(net_minor) AS net_minor, sum(tax_minor) AS tax_minor, sum(cost_minor) AS cost_minor,
      sum(CASE WHEN cost_minor IS NULL THEN 0 ELSE net_minor END) AS costed_net_minor
    FROM (SELECT *, gross_minor < 0 OR (gross_minor = 0 AND quantity_milli < 0) AS returned
          FROM sale_line WHERE ${linesOf})
    GROUP BY sale_id) l ON l.sale_id = s.id
  WHERE s.deleted_at IS NULL AND ${of}`;
}

/** Lines with their measures. @param of which sales, a condition on `s` */
export function lineRows(of = 'TRUE'): string {
  return `
  SELECT s.business_date AS day, l.product_id, 1 AS lines, l.quantity_milli, l.net_minor,
    coalesce(l.cost_minor, 0) AS cost_minor,
    CASE WHEN l.cost_minor IS NULL THEN 0 ELSE l.net_minor END AS costed_net_minor
  FROM sale s CROSS JOIN sale_line l ON l.sale_id = s.id WHERE s.deleted_at IS NULL AND ${of}`;
}
