/** Recomputes every rollup from the rows and compares: the proof that the sums are right. */
import type { Database } from '../db/connection.ts';
import { TICKET_MEASURES } from './definitions/ticket-sums.ts';
import { CUSTOMER_MEASURES, EXPENSE_MEASURES, PRODUCT_MEASURES } from './measures.ts';
import { ROLLUPS, type RollupTable } from './rollup-tables.ts';
import { lineRows, ticketRows } from './row-measures.ts';

export interface Verification {
  clean: boolean;
  /** Rollup rows compared. */
  checked: number;
  /** At most a few for each table, in words. */
  differences: string[];
}

/** Differences told for each table. */
const MAX_TOLD = 5;

const MONTH = (day: string) => `substr(${day}, 1, 7)`;

const TICKETS = ticketRows();
const LINES = lineRows();

const EXPENSES = `
  SELECT business_date AS day, coalesce(category_id, 0) AS category_id, 1 AS expenses, amount_minor
  FROM expense WHERE deleted_at IS NULL`;

/** Tickets of customers that are not deleted. */
const CUSTOMER_TICKETS = `
  SELECT t.* FROM (${TICKETS}) t JOIN customer c ON c.id = t.customer_id AND c.deleted_at IS NULL`;

/** Dates as numbers, so that they compare like sums; 0 for none. */
const DAY_NUMBER = (day: string) => `coalesce(CAST(replace(${day}, '-', '') AS integer), 0)`;

interface Check {
  table: string;
  keys: readonly string[];
  measures: readonly string[];
  /** Rows as they should be: the keys, then the measures. */
  expected: string;
  /** Columns as stored, where they are not the plain names. */
  stored?: readonly string[];
}

function additive(
  table: RollupTable,
  rows: string,
  keys: readonly string[],
  measures: readonly string[],
  where = '',
): Check {
  const sums = measures.map((measure) => `sum(${measure})`).join(', ');
  return {
    table: table.name,
    keys: table.keys,
    measures: table.measures,
    expected: `SELECT ${keys.join(', ')}, ${sums} FROM (${rows}) ${where} GROUP BY ${keys.map((_, index) => index + 1).join(', ')}`,
  };
}

const CUSTOMER_TOTALS = `
  SELECT customer_id, min(CASE WHEN transactions > 0 THEN day END) AS first_day,
    max(CASE WHEN transactions > 0 THEN day END) AS last_day, sum(cost_minor) AS cost_minor,
    sum(tickets) AS tickets, sum(transactions) AS transactions, sum(net_minor) AS net_minor
  FROM (${CUSTOMER_TICKETS}) GROUP BY customer_id`;

const CHECKS: readonly Check[] = [
  additive(ROLLUPS.day, TICKETS, ['day'], TICKET_MEASURES),
  additive(ROLLUPS.month, TICKETS, [MONTH('day')], TICKET_MEASURES),
  additive(ROLLUPS.dayHour, TICKETS, ['day', 'hour'], TICKET_MEASURES, 'WHERE hour IS NOT NULL'),
  additive(ROLLUPS.dayProduct, LINES, ['day', 'product_id'], PRODUCT_MEASURES),
  additive(ROLLUPS.monthProduct, LINES, [MONTH('day'), 'product_id'], PRODUCT_MEASURES),
  additive(ROLLUPS.product, LINES, ['product_id'], PRODUCT_MEASURES),
  additive(ROLLUPS.dayCustomer, CUSTOMER_TICKETS, ['day', 'customer_id'], CUSTOMER_MEASURES),
  additive(
    ROLLUPS.monthCustomer,
    CUSTOMER_TICKETS,
    [MONTH('day'), 'customer_id'],
    CUSTOMER_MEASURES,
  ),
  additive(ROLLUPS.dayExpense, EXPENSES, ['day', 'category_id'], EXPENSE_MEASURES),
  additive(ROLLUPS.monthExpense, EXPENSES, [MONTH('day'), 'category_id'], EXPENSE_MEASURES),
  {
    table: 'rollup_customer',
    keys: ['customer_id'],
    measures: ['first_day', 'last_day', 'cost_minor', ...CUSTOMER_MEASURES],
    expected: `SELECT customer_id, ${DAY_NUMBER('first_day')}, ${DAY_NUMBER('last_day')}, cost_minor,
      tickets, transactions, net_minor FROM (${CUSTOMER_TOTALS})`,
    stored: [DAY_NUMBER('first_day'), DAY_NUMBER('last_day'), 'cost_minor', ...CUSTOMER_MEASURES],
  },
  {
    table: 'rollup_visits',
    keys: ['transactions'],
    measures: ['customers'],
    expected: `SELECT transactions, count(*) FROM (${CUSTOMER_TOTALS}) WHERE transactions > 0 GROUP BY 1`,
  },
];

/** Compares every rollup table with the rows. Reads everything: takes seconds on millions of lines. */
export function verifyRollups({ sqlite }: Pick<Database, 'sqlite'>): Verification {
  const differences: string[] = [];
  let checked = 0;
  for (const check of CHECKS) {
    checked += sqlite.prepare<[], number>(`SELECT count(*) FROM ${check.table}`).pluck().get() ?? 0;
    const rows = sqlite.prepare<[], Record<string, number | string>>(differenceQuery(check)).all();
    for (const row of rows.slice(0, MAX_TOLD)) differences.push(inWords(check, row));
    if (rows.length > MAX_TOLD) differences.push(`${check.table}: and more`);
  }
  return { clean: differences.length === 0, checked, differences };
}

/** Expected minus stored by key: a row for each key where anything is left. */
function differenceQuery({ table, keys, measures, expected, stored }: Check): string {
  const columns = [...keys, ...measures];
  const left = measures.map((measure) => `sum(sign * ${measure}) AS ${measure}`);
  return `WITH expected(${columns.join(', ')}) AS (${expected}),
    both AS (
      SELECT 1 AS sign, ${columns.join(', ')} FROM expected
      UNION ALL SELECT -1, ${[...keys, ...(stored ?? measures)].join(', ')} FROM ${table})
    SELECT ${keys.join(', ')}, ${left.join(', ')}, sum(sign) AS rows_missing FROM both
    GROUP BY ${keys.join(', ')}
    HAVING rows_missing <> 0 OR ${measures.map((measure) => `sum(sign * ${measure}) <> 0`).join(' OR ')}
    LIMIT ${MAX_TOLD + 1}`;
}

function inWords({ table, keys, measures }: Check, row: Record<string, number | string>): string {
  const key = keys.map((name) => `${name} ${row[name]}`).join(', ');
  const missing = Number(row.rows_missing);
  if (missing > 0) return `${table}, ${key}: the row is missing`;
  if (missing < 0) return `${table}, ${key}: there should be no row`;
  const wrong = measures
    .filter((measure) => row[measure] !== 0)
    .map((measure) => `${measure} should be ${signed(Number(row[measure]))}`);
  return `${table}, ${key}: ${wrong.join(', ')}`;
}

function signed(difference: number): string {
  return difference > 0 ? `${difference} more` : `${-difference} less`;
}
