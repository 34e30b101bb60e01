/**
 * Indexes of sales and lines that would take every write to another page begin with the dekad, the
 * ten days of a month that begin on the 1st, the 11th and the 21st: what is written lies in one or
 * two of them, so it touches few pages. Who reads goes through the dekads of the months in
 * `rollup_month`, which names those with a ticket that is not deleted.
 */

/** In SQL and in numbers a dekad is what the days in it begin with; the 30th and 31st are on their own. */
const DEKAD_LENGTH = '2026-11-2'.length;

/** SQL: the dekad of a business date, word for word as in the indexes of sales. */
function dekadOf(date: string): string {
  return `substr(${date}, 1, ${DEKAD_LENGTH})`;
}

/** SQL: the dekads that a shop has sold in, as `m.dekad` beside `m.month` (YYYY-MM). */
export const SOLD_DEKADS = `(SELECT month, month || '-' || tens AS dekad FROM rollup_month
  CROSS JOIN (SELECT 0 AS tens UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3)) m`;

/** SQL: the sale is of the dekad `m.dekad`, so that its indexes are used. @param sale its alias */
export function soldInDekad(sale: string): string {
  // The + because a column of text is only compared by an index of text.
  return `${dekadOf(`${sale}.business_date`)} = +m.dekad`;
}

/** The dekad of a business date (YYYY-MM-DD) as lines keep it: 2026112. */
export function lineDekad(businessDate: string): number {
  return (
    Number(businessDate.slice(0, 4)) * 1000 +
    Number(businessDate.slice(5, 7)) * 10 +
    Number(businessDate.slice(8, 9))
  );
}

/** SQL: the same for an expression with a date or a dekad. */
export function lineDekadOf(date: string): string {
  return `CAST(substr(${date}, 1, 4) || substr(${date}, 6, 2) || substr(${date}, 9, 1) AS integer)`;
}
