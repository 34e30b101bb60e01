/** The report of a period: every KPI beside its comparison, trends, best products, customers. */
import { localParts } from '../../../shared/lib/business-day.ts';
import { type MoneyCodec, roundHalfAwayFromZero } from '../../../shared/lib/money.ts';
import { UNCATEGORIZED } from '../../../shared/schemas/expense.ts';
import type {
  Comparison,
  KpiDefinition,
  KpiName,
  KpiReport,
  KpiValue,
} from '../../../shared/schemas/kpi.ts';
import type { Settings } from '../../../shared/schemas/settings.ts';
import { KPIS, type PeriodFigures } from './definitions/kpis.ts';
import { addTickets, noTickets, type TicketSums } from './definitions/ticket-sums.ts';
import {
  type ComparedSpan,
  comparedSpan,
  datesOf,
  firstDay,
  grainOf,
  monthOf,
  monthSpans,
  type Span,
  spanDays,
} from './period.ts';
import type { RollupReader } from './rollup-reader.ts';
import type { SpanQueries } from './span-queries.ts';

type TrendPoint = KpiReport['trend'][number];

export interface ReportRequest {
  span: Span;
  compare: Comparison;
  /** How many best products. */
  top: number;
  /** Business date and time (UTC ms) of the question. */
  today: string;
  now: number;
}

export interface ReportSources {
  reader: RollupReader;
  queries: SpanQueries;
  settings: Pick<Settings, 'time_zone' | 'day_end_hour'>;
  money: MoneyCodec;
  customers: NonNullable<PeriodFigures['customers']>;
}

/** Computes a report from rollups alone. Money in major units. */
export function buildReport(request: ReportRequest, sources: ReportSources): KpiReport {
  const { reader, queries, money } = sources;
  const { span } = request;
  const dataEnd = reader.extent().last;
  const compared = comparedSpan(span, request.compare, request.today);
  const cut = compared?.cutAtNow ? laterThanNow(compared, request, sources) : noTickets();
  const visitors = queries.visitors(span, dataEnd);
  const figures: PeriodFigures = {
    sales: reader.tickets(span),
    expenses_minor: expensesOf(span, reader),
    visitors,
    customers: sources.customers,
  };
  const grain = grainOf(span);
  return {
    period: present(span),
    compared_with: compared && present(compared),
    grain,
    kpis: kpiValues(figures, compared && comparedFigures(compared, cut, dataEnd, sources), money),
    counted: {
      sales: figures.sales.transactions,
      refunds: figures.sales.tickets - figures.sales.transactions,
      expenses: reader.expensesByCategory(span).reduce((sum, row) => sum + row.expenses, 0),
    },
    trend: trendOf(span, grain, noTickets(), dataEnd, sources),
    compared_trend: compared ? trendOf(compared, grain, cut, dataEnd, sources) : [],
    top_products: queries.bestProducts(span, request.top, dataEnd).map((product) => ({
      product_id: product.product_id,
      product_name: reader.productName(product.product_id),
      quantity: product.quantity_milli / 1000,
      net_sales: money.toMajor(product.net_minor),
    })),
    customer_mix: {
      new: visitors.new,
      returning: visitors.returning,
      new_net_sales: money.toMajor(visitors.new_net_minor),
      returning_net_sales: money.toMajor(visitors.known_net_minor - visitors.new_net_minor),
      anonymous_net_sales: money.toMajor(figures.sales.net_minor - visitors.known_net_minor),
    },
    expense_breakdown: expenseBreakdown(span, reader, money),
    calculated_at: new Date(request.now).toISOString(),
  };
}

/** Expenses by category, largest first. Money in major units. */
export function expenseBreakdown(
  span: Span,
  reader: RollupReader,
  money: MoneyCodec,
): KpiReport['expense_breakdown'] {
  return reader.expensesByCategory(span).map((row) => ({
    category: row.category ?? UNCATEGORIZED,
    total_amount: money.toMajor(row.amount_minor),
    expense_count: row.expenses,
  }));
}

/** Expenses of a span, minor units. */
export function expensesOf(span: Span, reader: RollupReader): number {
  let sum = 0;
  for (const amount of reader.expensesByMonth(span).values()) sum += amount;
  return sum;
}

function present(span: Span): KpiReport['period'] {
  return { start_date: span.start, end_date: span.end, days: spanDays(span) };
}

/** Tickets of the compared span's last day after the hour it is now; tickets without a time stay. */
function laterThanNow(
  compared: ComparedSpan,
  { now }: ReportRequest,
  { reader, settings }: ReportSources,
): TicketSums {
  const { time_zone: timeZone, day_end_hour: dayEndHour } = settings;
  // Hours in the order of the business day, which may start at 4 and end at 3.
  const place = (hour: number) => (hour - dayEndHour + 24) % 24;
  const present = place(localParts(now, { timeZone, dayEndHour }).hour);
  return reader
    .ticketsByHour(compared.end)
    .filter(({ hour }) => place(hour) > present)
    .reduce((sums, row) => addTickets(sums, row), noTickets());
}

function comparedFigures(
  compared: ComparedSpan,
  cut: TicketSums,
  dataEnd: string | null,
  { reader, queries }: ReportSources,
): PeriodFigures {
  // Customers are known by day, not by hour: a lone running day has nothing fair to compare with.
  const fair = !(compared.cutAtNow && compared.start === compared.end);
  return {
    sales: addTickets(reader.tickets(compared), cut, -1),
    expenses_minor: expensesOf(compared, reader),
    visitors: fair ? queries.visitors(compared, dataEnd) : null,
    customers: null,
  };
}

function kpiValues(
  figures: PeriodFigures,
  compared: PeriodFigures | null,
  money: MoneyCodec,
): Record<KpiName, KpiValue> {
  const values: Partial<Record<KpiName, KpiValue>> = {};
  for (const kpi of KPIS) {
    const value = inUnit(kpi, kpi.compute(figures) ?? kpi.otherwise ?? null, money);
    const before = compared && inUnit(kpi, kpi.compute(compared), money);
    values[kpi.name] = { value, compared: before, change: changeOf(kpi, value, before) };
  }
  return complete(values);
}

function complete(values: Partial<Record<KpiName, KpiValue>>): Record<KpiName, KpiValue> {
  for (const { name } of KPIS) if (!values[name]) throw new Error(`no value for ${name}`);
  return values as Record<KpiName, KpiValue>;
}

/** Money to major units at most as fine as the currency; an average is rounded to it. */
function inUnit(kpi: KpiDefinition, value: number | null, money: MoneyCodec): number | null {
  if (value === null || kpi.unit !== 'money') return value;
  return money.toMajor(roundHalfAwayFromZero(value));
}

/** The relative change, for a ratio the difference; null where there is nothing to divide by. */
function changeOf(
  kpi: KpiDefinition,
  value: number | null,
  compared: number | null,
): number | null {
  if (value === null || compared === null) return null;
  if (kpi.unit === 'ratio') return value - compared;
  return compared === 0 ? null : (value - compared) / Math.abs(compared);
}

/** One point a day or a month, empty ones included. `cut` is taken off the last point. */
function trendOf(
  span: Span,
  grain: 'day' | 'month',
  cut: TicketSums,
  dataEnd: string | null,
  { reader, queries, money }: ReportSources,
): TrendPoint[] {
  const byDay = grain === 'day';
  const tickets = new Map<string, TicketSums>(
    byDay
      ? reader.ticketsByDay(span).map((row) => [row.day, row])
      : reader.ticketsByMonth(span).map((row) => [row.month, row]),
  );
  const expenses = byDay ? reader.expensesByDay(span) : reader.expensesByMonth(span);
  const spans: Span[] = byDay
    ? datesOf(span).map((day) => ({ start: day, end: day }))
    : monthSpans(span);
  return spans.map((point) => {
    const key = byDay ? point.start : monthOf(point.start);
    const sums = addTickets(noTickets(), tickets.get(key) ?? noTickets());
    if (point.end === span.end) addTickets(sums, cut, -1);
    const spent = expenses.get(key) ?? 0;
    return {
      date: byDay ? key : firstDay(key),
      net_sales: money.toMajor(sums.net_minor),
      transactions: sums.transactions,
      average_order_value:
        sums.transactions === 0
          ? 0
          : money.toMajor(roundHalfAwayFromZero(sums.net_minor / sums.transactions)),
      expenses: money.toMajor(spent),
      net_profit: money.toMajor(sums.net_minor - sums.cost_minor - spent),
      active_customers: tickets.has(key) ? queries.activeCustomers(point, dataEnd) : 0,
    };
  });
}
