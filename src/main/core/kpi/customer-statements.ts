/** The statements that read and write the sums of one customer. */
import type { Statement } from 'better-sqlite3';
import { SOLD_DEKADS, soldInDekad } from '../db/by-dekad.ts';
import type { Database } from '../db/connection.ts';
import { isPartOf } from '../db/part-ids.ts';
import { ROLLUPS } from './rollup-tables.ts';

/** A customer with the sums of all time; null without a ticket. */
export interface CustomerRow {
  code: string;
  name: string;
  vip_since: number | null;
  deleted_at: number | null;
  first_day: string | null;
  last_day: string | null;
  cost_minor: number | null;
  tickets: number | null;
  transactions: number | null;
  net_minor: number | null;
}

export interface CustomerStatements {
  find: Statement<[number], CustomerRow>;
  /** Writes all sums of a customer. */
  save: Statement;
  /** The same where the first day stays. */
  change: Statement;
  remove: Statement;
  /** 1 when the customer bought something on the day. */
  boughtOn: Statement<[string, number], number>;
  /** The first day with a sale in the month of a day or after it. */
  firstFrom: Statement<[{ id: number; day: string }], string>;
  /** The last day with a sale in the month of a day or before it. */
  lastUpTo: Statement<[{ id: number; day: string }], string>;
  becomeVip: Statement;
  daysOf: Statement<[number], string>;
  removeAll: readonly Statement[];
  /** Each fills one table from the tickets. */
  fillAll: readonly Statement[];
}

/**
 * One customer in a table that is ordered by period: an index would cost every sale, and there are
 * few periods, so each is looked into. They are read from the table itself, because amid a write the
 * other rollups may be ahead.
 */
const inEach = (period: 'day' | 'month', table: string) =>
  `${period} IN (
     WITH RECURSIVE each(period) AS (
       SELECT min(${period}) FROM ${table}
       UNION ALL
       SELECT (SELECT min(${period}) FROM ${table} WHERE ${period} > each.period) FROM each
       WHERE each.period IS NOT NULL)
     SELECT period FROM each WHERE period IS NOT NULL)
   AND customer_id = ?`;
const ON_ANY_DAY = inEach('day', ROLLUPS.dayCustomer.name);
const IN_ANY_MONTH = inEach('month', ROLLUPS.monthCustomer.name);

/** Prepared once: a till waits for them. */
export function prepareCustomers({ sqlite }: Database): CustomerStatements {
  const tickets = `${SOLD_DEKADS} CROSS JOIN sale s
    ON ${soldInDekad('s')} AND s.customer_id = ? AND s.deleted_at IS NULL`;
  const fromTickets = (period: string) =>
    `SELECT ${period}, s.customer_id, count(*), sum(s.kind = 'sale'), sum(s.net_minor)
     FROM ${tickets} GROUP BY 1`;
  /** The next day with a sale on one side of a day, looked for in the months with one. */
  const nextDay = (side: '>=' | '<=', order: 'ASC' | 'DESC') =>
    sqlite
      .prepare<[{ id: number; day: string }], string>(
        `SELECT c.day FROM rollup_month m
         CROSS JOIN rollup_month_customer mc
           ON mc.month = m.month AND mc.customer_id = @id AND mc.transactions > 0
         CROSS JOIN rollup_day d ON d.day BETWEEN m.month AND m.month || '~'
         CROSS JOIN rollup_day_customer c
           ON c.day = d.day AND c.customer_id = @id AND c.transactions > 0
         WHERE m.month ${side} substr(@day, 1, 7) ORDER BY m.month ${order}, d.day ${order} LIMIT 1`,
      )
      .pluck();
  return {
    // The + keeps SQLite from planning anew for each id.
    find: sqlite.prepare<[number], CustomerRow>(
      `SELECT c.code, c.name, c.vip_since, c.deleted_at, r.first_day, r.last_day, r.cost_minor,
              r.tickets, r.transactions, r.net_minor
       FROM customer c LEFT JOIN rollup_customer r ON r.customer_id = c.id WHERE c.id = +?`,
    ),
    save: sqlite.prepare(
      `INSERT OR REPLACE INTO rollup_customer
       (customer_id, first_day, last_day, cost_minor, tickets, transactions, net_minor)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ),
    change: sqlite.prepare(
      `UPDATE rollup_customer SET last_day = ?, cost_minor = ?, tickets = ?, transactions = ?, net_minor = ?
       WHERE customer_id = ?`,
    ),
    remove: sqlite.prepare('DELETE FROM rollup_customer WHERE customer_id = ?'),
    boughtOn: sqlite
      .prepare<[string, number], number>(
        'SELECT 1 FROM rollup_day_customer WHERE day = ? AND customer_id = ? AND transactions > 0',
      )
      .pluck(),
    firstFrom: nextDay('>=', 'ASC'),
    lastUpTo: nextDay('<=', 'DESC'),
    becomeVip: sqlite.prepare('UPDATE customer SET vip_since = ?, updated_at = ? WHERE id = ?'),
    daysOf: sqlite
      .prepare<[number], string>(`SELECT day FROM rollup_day_customer WHERE ${ON_ANY_DAY}`)
      .pluck(),
    removeAll: [
      sqlite.prepare(`DELETE FROM rollup_day_customer WHERE ${ON_ANY_DAY}`),
      sqlite.prepare(`DELETE FROM rollup_month_customer WHERE ${IN_ANY_MONTH}`),
      sqlite.prepare('DELETE FROM rollup_customer WHERE customer_id = ?'),
    ],
    fillAll: [
      sqlite.prepare(`INSERT INTO rollup_day_customer ${fromTickets('s.business_date')}`),
      sqlite.prepare(`INSERT INTO rollup_month_customer ${fromTickets('m.month')}`),
      sqlite.prepare(
        `INSERT INTO rollup_customer
           (customer_id, first_day, last_day, cost_minor, tickets, transactions, net_minor)
         SELECT s.customer_id,
           min(CASE s.kind WHEN 'sale' THEN s.business_date END),
           max(CASE s.kind WHEN 'sale' THEN s.business_date END),
           sum(coalesce((SELECT sum(l.cost_minor) FROM sale_line l WHERE ${isPartOf('l.id', 's.id')}), 0)),
           count(*), sum(s.kind = 'sale'), sum(s.net_minor)
         FROM ${tickets} GROUP BY s.customer_id`,
      ),
    ],
  };
}
