/**
 * Indexes of sales and lines that would take every write to another page begin with the month: what
 * is written lies in a few months, so it touches few pages. Who reads goes through the months, which
 * are few too, newest or all: `rollup_month` names those with a ticket that is not deleted.
 */

/**
 * SQL: the sale is of that month, so that its indexes by month are used.
 * @param sale its alias
 * @param month column with the month, YYYY-MM
 */
export function soldIn(sale: string, month: string): string {
  // Word for word as in the indexes. The + because a column of text is only compared by an index of text.
  return `substr(${sale}.business_date, 1, 7) = +${month}`;
}

/** The month of a business date (YYYY-MM-DD) as lines keep it: 202611. */
export function lineMonth(businessDate: string): number {
  return Number(businessDate.slice(0, 4)) * 100 + Number(businessDate.slice(5, 7));
}

/** SQL: the same for an expression with a date or a month. */
export function lineMonthOf(date: string): string {
  return `CAST(substr(${date}, 1, 4) || substr(${date}, 6, 2) AS integer)`;
}
