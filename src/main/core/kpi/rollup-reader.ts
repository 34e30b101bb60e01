/** Reads sums of any span: day rows for its ends, month rows for the whole months between. */
import { nameKey } from '../../../shared/lib/text.ts';
import { UNCATEGORIZED } from '../../../shared/schemas/expense.ts';
import type { Database } from '../db/connection.ts';
import { noTickets, TICKET_MEASURES, type TicketSums } from './definitions/ticket-sums.ts';
import { firstDay, monthOf, partsOf, type Span } from './period.ts';

export interface CategoryTotal {
  category: string | null;
  expenses: number;
  amount_minor: number;
}

/** SQL that sums every ticket measure, nothing as 0. */
const SUMS = TICKET_MEASURES.map((measure) => `coalesce(sum(${measure}), 0) AS ${measure}`).join(
  ', ',
);
const COLUMNS = TICKET_MEASURES.join(', ');

/** A span that holds nothing, for the part a statement shall not read. */
const NOTHING: Span = { start: '1', end: '0' };

export class RollupReader {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: Database) {
    this.#statements = prepare(database);
  }

  tickets(span: Span): TicketSums {
    return this.#statements.tickets.get(...bounds(span)) ?? noTickets();
  }

  /** Days with tickets, in order. */
  ticketsByDay(span: Span): ({ day: string } & TicketSums)[] {
    return this.#statements.ticketsByDay.all(span.start, span.end);
  }

  /** Months (YYYY-MM) with tickets in the span, in order. */
  ticketsByMonth(span: Span): ({ month: string } & TicketSums)[] {
    return this.#statements.ticketsByMonth.all(...bounds(span));
  }

  /** Tickets of one day whose time is known, by hour. */
  ticketsByHour(day: string): ({ hour: number } & TicketSums)[] {
    return this.#statements.ticketsByHour.all(day);
  }

  /** Expenses by category, largest first; category null for none, and for one that says so. */
  expensesByCategory(span: Span): CategoryTotal[] {
    return this.#statements.expensesByCategory.all(...bounds(span));
  }

  /** Minor units by day, only days with expenses. */
  expensesByDay(span: Span): Map<string, number> {
    return byPeriod(this.#statements.expensesByDay.all(span.start, span.end));
  }

  /** Minor units by month (YYYY-MM), only months with expenses in the span. */
  expensesByMonth(span: Span): Map<string, number> {
    return byPeriod(this.#statements.expensesByMonth.all(...bounds(span)));
  }

  /** Customers known, and by what they did of all time. */
  customers(): { known: number; with_sale: number; repeat: number } {
    const row = this.#statements.customers.get();
    if (!row) throw new Error('a select without FROM always has a row');
    return row;
  }

  /** First and last business date with a ticket or an expense. */
  extent(): { first: string | null; last: string | null } {
    return this.#statements.extent.get() ?? { first: null, last: null };
  }

  /** Net sales and units of all time, best first. */
  bestProducts(limit: number): { product_id: number; quantity_milli: number; net_minor: number }[] {
    return this.#statements.bestProducts.all(limit);
  }

  /** A product's name, also of a deleted one. */
  productName(id: number): string {
    return this.#statements.productName.get(id) ?? `Product ${id}`;
  }

  /** Every statement's text, so that a test can look at how it is answered. */
  statements(): string[] {
    return Object.values(this.#statements).map((statement) => statement.source);
  }
}

function byPeriod(rows: readonly { period: string; amount_minor: number }[]): Map<string, number> {
  return new Map(rows.map(({ period, amount_minor }) => [period, amount_minor]));
}

/** Days before, whole months, days after: the six bounds that the statements take. */
function bounds(span: Span): [string, string, string, string, string, string] {
  const { days, months } = partsOf(span);
  const before = months ? days.find((part) => part.start < firstDay(months.first)) : days[0];
  const after = months ? days.find((part) => monthOf(part.start) > months.last) : undefined;
  const { start: s1, end: e1 } = before ?? NOTHING;
  const { start: s2, end: e2 } = after ?? NOTHING;
  return [s1, e1, months?.first ?? '1', months?.last ?? '0', s2, e2];
}

function prepare({ sqlite }: Database) {
  type Bounds = [string, string, string, string, string, string];
  type Customers = { known: number; with_sale: number; repeat: number };
  const spanOf = (columns: string, day: string, month: string) =>
    `SELECT substr(day, 1, 7) AS period, ${columns} FROM ${day} WHERE day BETWEEN ? AND ?
     UNION ALL SELECT month, ${columns} FROM ${month} WHERE month BETWEEN ? AND ?
     UNION ALL SELECT substr(day, 1, 7), ${columns} FROM ${day} WHERE day BETWEEN ? AND ?`;
  const tickets = spanOf(COLUMNS, 'rollup_day', 'rollup_month');
  const expenses = spanOf(
    'category_id, expenses, amount_minor',
    'rollup_day_expense',
    'rollup_month_expense',
  );
  return {
    tickets: sqlite.prepare<Bounds, TicketSums>(`SELECT ${SUMS} FROM (${tickets})`),
    ticketsByDay: sqlite.prepare<[string, string], { day: string } & TicketSums>(
      `SELECT day, ${COLUMNS} FROM rollup_day WHERE day BETWEEN ? AND ? ORDER BY day`,
    ),
    ticketsByMonth: sqlite.prepare<Bounds, { month: string } & TicketSums>(
      `SELECT period AS month, ${SUMS} FROM (${tickets}) GROUP BY period ORDER BY period`,
    ),
    ticketsByHour: sqlite.prepare<[string], { hour: number } & TicketSums>(
      `SELECT hour, ${COLUMNS} FROM rollup_day_hour WHERE day = ?`,
    ),
    expensesByCategory: sqlite.prepare<Bounds, CategoryTotal>(
      `SELECT c.name AS category, sum(e.expenses) AS expenses, sum(e.amount_minor) AS amount_minor
       FROM (${expenses}) e LEFT JOIN category c
         ON c.id = e.category_id AND c.name_key <> '${nameKey(UNCATEGORIZED)}'
       GROUP BY c.id ORDER BY amount_minor DESC, c.name`,
    ),
    expensesByDay: sqlite.prepare<[string, string], { period: string; amount_minor: number }>(
      `SELECT day AS period, sum(amount_minor) AS amount_minor FROM rollup_day_expense
       WHERE day BETWEEN ? AND ? GROUP BY day`,
    ),
    expensesByMonth: sqlite.prepare<Bounds, { period: string; amount_minor: number }>(
      `SELECT period, sum(amount_minor) AS amount_minor FROM (${expenses}) GROUP BY period`,
    ),
    customers: sqlite.prepare<[], Customers>(
      `SELECT (SELECT count(*) FROM customer) - (SELECT count(*) FROM customer WHERE deleted_at IS NOT NULL) AS known,
              (SELECT coalesce(sum(customers), 0) FROM rollup_visits) AS with_sale,
              (SELECT coalesce(sum(customers), 0) FROM rollup_visits WHERE transactions >= 2) AS repeat`,
    ),
    extent: sqlite.prepare<[], { first: string | null; last: string | null }>(
      `SELECT min(first) AS first, max(last) AS last FROM (
         SELECT (SELECT min(day) FROM rollup_day) AS first, (SELECT max(day) FROM rollup_day) AS last
         UNION ALL
         SELECT (SELECT min(day) FROM rollup_day_expense), (SELECT max(day) FROM rollup_day_expense))`,
    ),
    bestProducts: sqlite.prepare<
      [number],
      { product_id: number; quantity_milli: number; net_minor: number }
    >(
      `SELECT product_id, quantity_milli, net_minor FROM rollup_product
       ORDER BY net_minor DESC, product_id LIMIT ?`,
    ),
    productName: sqlite.prepare<[number], string>('SELECT name FROM product WHERE id = ?').pluck(),
  };
}
