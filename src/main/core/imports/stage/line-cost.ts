/**
 * SQL: what a staged line `l` of a ticket `t` costs the shop, minor units: what its file says, else the
 * cost that the product `p` had when the file was compared, times the quantity, rounded half away from
 * zero in whole numbers. Word for word the same for the lines that are stored and for their sums.
 */
export const LINE_COST = `COALESCE(l.cost_minor, CASE WHEN t.says_all THEN NULL ELSE
  (p.known_cost * l.quantity_milli
    + CASE WHEN p.known_cost * l.quantity_milli < 0 THEN -500 ELSE 500 END) / 1000 END)`;
