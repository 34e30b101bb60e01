/** Puts the engine together: rollups follow every write, answers come from rollups. */
import { EventType } from '../../../shared/events/catalogue.ts';
import { type MoneyCodec, roundHalfAwayFromZero } from '../../../shared/lib/money.ts';
import type { Settings } from '../../../shared/schemas/settings.ts';
import type { Context } from '../context.ts';
import type { Database } from '../db/connection.ts';
import type { WriteTx } from '../db/write-tx.ts';
import type { CommittedEvent } from '../events/event.ts';
import type { EventBus } from '../events/event-bus.ts';
import { KPIS, kpiDefinitions, type PeriodFigures } from './definitions/kpis.ts';
import { asExpenseFacts, asRecordId, asSaleFacts } from './event-facts.ts';
import type { ExpenseFacts, SaleFacts } from './facts.ts';
import type { KpiEngine } from './kpi-engine.ts';
import { buildReport, expenseBreakdown, expensesOf } from './kpi-report.ts';
import { datesOf, type PeriodInput, resolveSpan, type Span, spanDays } from './period.ts';
import { ResultCache } from './result-cache.ts';
import { RollupChunks } from './rollup-chunks.ts';
import { RollupReader } from './rollup-reader.ts';
import { type Change, RollupWriter } from './rollup-writer.ts';
import { type ProductTotal, SpanQueries } from './span-queries.ts';
import { verifyRollups } from './verify.ts';
import { AwayVerifier } from './verify-away.ts';
import { VipCount } from './vip-count.ts';
import { Warmth } from './warmth.ts';

/** What the engine needs to know of the shop. */
export interface ShopSettings {
  get(): Settings;
  money(): MoneyCodec;
  businessDate(utcMs: number): string;
  /** Lifetime net sales above which a customer is a VIP, minor units. */
  vipThresholdMinor(): number;
}

/** Days that the simple calls cover when nothing is said. */
const DEFAULT_DAYS = 30;
/** Products in the simple KPI call. */
const TOP_PRODUCTS = 5;
/** Days of a trend whose answer is kept: of many longer ones the memory would be full. */
const LONGEST_KEPT_TREND = 2 * 366;
/** Hours on the wall turn at quarters of an hour in every zone. */
const QUARTER_HOUR_MS = 900_000;

/** The engine of one file. From now on every event of a sale, expense or customer moves its rollups. */
export function createKpiEngine(
  database: Database,
  bus: EventBus,
  settings: ShopSettings,
  nativeBinding?: string | undefined,
): KpiEngine {
  const vips = new VipCount(database);
  const writer = new RollupWriter(database, {
    thresholdMinor: () => settings.vipThresholdMinor(),
    crossed: () => vips.forget(),
  });
  const reader = new RollupReader(database);
  const chunks = new RollupChunks(database);
  const queries = new SpanQueries(chunks);
  const warmth = new Warmth(database, chunks, () => reader.extent().last);
  const away = new AwayVerifier({ file: database.sqlite.name, nativeBinding });
  const cache = new ResultCache(() => !database.sqlite.inTransaction);

  function changeSales(tx: WriteTx, changes: Iterable<Change<SaleFacts>>): void {
    cache.clear();
    for (const day of writer.sales(tx, changes)) chunks.drop(day);
  }

  function changeExpenses(tx: WriteTx, changes: Iterable<Change<ExpenseFacts>>): void {
    cache.clear();
    writer.expenses(tx, changes);
  }

  function recountCustomer(tx: WriteTx, customerId: number): void {
    cache.clear();
    for (const day of writer.recountCustomer(tx, customerId)) chunks.drop(day);
  }

  // Names, settings and imported customers show in answers too.
  bus.projectAtEnd('*', () => cache.clear());
  bus.projectAtEnd(
    [
      EventType.SALE_CREATED,
      EventType.SALE_UPDATED,
      EventType.SALE_DELETED,
      EventType.SALE_RESTORED,
    ],
    (tx, events) => changeSales(tx, changesOf(events, asSaleFacts)),
  );
  bus.projectAtEnd(
    [
      EventType.EXPENSE_CREATED,
      EventType.EXPENSE_UPDATED,
      EventType.EXPENSE_DELETED,
      EventType.EXPENSE_RESTORED,
    ],
    (tx, events) => changeExpenses(tx, changesOf(events, asExpenseFacts)),
  );
  bus.project([EventType.CUSTOMER_DELETED, EventType.CUSTOMER_RESTORED], (tx, event) =>
    recountCustomer(tx, asRecordId(event.after ?? event.before)),
  );

  /** Keeps the answer of a call until something is written, for a quarter of an hour at most. */
  function answer<Answer>(ctx: Context, call: string, input: unknown, compute: () => Answer) {
    return cache.answer(`${call} ${momentOf(ctx)} ${JSON.stringify(input)}`, compute);
  }

  /** What answers depend on beside the rows. */
  function momentOf({ now }: Pick<Context, 'now'>): string {
    return `${Math.floor(now / QUARTER_HOUR_MS)} ${settings.businessDate(now)}`;
  }

  function spanOf(ctx: Context, input: PeriodInput): Span {
    return resolveSpan(input, settings.businessDate(ctx.now), DEFAULT_DAYS);
  }

  function customers() {
    return { ...reader.customers(), vip: vips.above(settings.vipThresholdMinor()) };
  }

  /** Without visitors: those take a look at every customer of the span. */
  function figuresOf(span: Span): PeriodFigures {
    return {
      sales: reader.tickets(span),
      expenses_minor: expensesOf(span, reader),
      visitors: null,
      customers: customers(),
    };
  }

  function productTotals(products: readonly ProductTotal[]) {
    return products.map((product) => ({
      product_name: reader.productName(product.product_id),
      total_sales: product.quantity_milli / 1000,
      total_revenue: settings.money().toMajor(product.net_minor),
    }));
  }

  return {
    applySales: (tx, sales, sign) => changeSales(tx, signed(sales, sign)),
    countAddedUp(source) {
      const count = writer.prepareAddedUp(database, source);
      return (tx, which) => {
        cache.clear();
        for (const day of count(tx, which)) chunks.drop(day);
      };
    },
    countOut(tx, tickets) {
      cache.clear();
      for (const day of writer.countOut(tx, tickets)) chunks.drop(day);
    },
    applyExpenses: (tx, expenses, sign) => changeExpenses(tx, signed(expenses, sign)),
    recountCustomer,

    kpis: (ctx, input) =>
      answer(ctx, 'kpis', input, () => {
        const span = spanOf(ctx, input);
        const figures = figuresOf(span);
        const money = settings.money();
        return {
          revenue: money.toMajor(figures.sales.net_minor),
          profit_margin: perCent(compute('profit_margin', figures)),
          top_products: productTotals(
            queries.bestProducts(span, TOP_PRODUCTS, reader.extent().last),
          ),
          repeat_customers: figures.customers?.repeat ?? 0,
          total_customers: figures.customers?.known ?? 0,
          avg_order_value: money.toMajor(
            roundHalfAwayFromZero(compute('average_order_value', figures)),
          ),
          calculated_at: new Date(ctx.now).toISOString(),
          period_days: spanDays(span),
        };
      }),

    revenueTrend(ctx, input) {
      const span = spanOf(ctx, input);
      const trend = () => {
        const money = settings.money();
        const days = new Map(reader.ticketsByDay(span).map((row) => [row.day, row]));
        return datesOf(span).map((date) => ({
          date,
          revenue: money.toMajor(days.get(date)?.net_minor ?? 0),
          transactions: days.get(date)?.transactions ?? 0,
        }));
      };
      return spanDays(span) > LONGEST_KEPT_TREND
        ? trend()
        : answer(ctx, 'revenueTrend', input, trend);
    },

    customerAnalytics: (ctx, input) =>
      answer(ctx, 'customerAnalytics', input, () => {
        const span = spanOf(ctx, input);
        const figures = figuresOf(span);
        return {
          total_customers: figures.customers?.known ?? 0,
          new_customers: queries.visitors(span, reader.extent().last).new,
          repeat_customers: figures.customers?.repeat ?? 0,
          vip_customers: figures.customers?.vip ?? 0,
          repeat_rate: perCent(compute('repeat_rate', figures)),
        };
      }),

    productPerformance: (ctx, input) =>
      answer(ctx, 'productPerformance', input, () => {
        const { limit, ...period } = input;
        const allTime = !period.days && !period.start_date && !period.end_date;
        return productTotals(
          allTime
            ? reader.bestProducts(limit)
            : queries.bestProducts(spanOf(ctx, period), limit, reader.extent().last),
        );
      }),

    expenseBreakdown: (ctx, input) =>
      answer(ctx, 'expenseBreakdown', input, () =>
        expenseBreakdown(spanOf(ctx, input), reader, settings.money()),
      ),

    report: (ctx, input) =>
      answer(ctx, 'report', input, () =>
        buildReport(
          {
            span: { start: input.start_date, end: input.end_date },
            compare: input.compare,
            top: input.top,
            today: settings.businessDate(ctx.now),
            now: ctx.now,
          },
          {
            reader,
            queries,
            settings: settings.get(),
            money: settings.money(),
            customers: customers(),
          },
        ),
      ),

    span: (ctx) =>
      answer(ctx, 'span', null, () => {
        const { first, last } = reader.extent();
        return { today: settings.businessDate(ctx.now), first_date: first, last_date: last };
      }),

    definitions: kpiDefinitions,
    answersAsOf: (now) => `${cache.generation} ${momentOf({ now })}`,
    verify: () => verifyRollups(database),
    verifyAway: () => away.run(),
    warm: () => warmth.start(),
    close() {
      warmth.stop();
      return away.close();
    },
    statements: () => [...reader.statements(), ...chunks.statements()],
  };
}

/** What events take out and put in. */
function* changesOf<Facts>(
  events: readonly CommittedEvent[],
  read: (entity: unknown) => Facts,
): Iterable<Change<Facts>> {
  for (const { before, after } of events) {
    if (before !== null) yield { facts: read(before), sign: -1 };
    if (after !== null) yield { facts: read(after), sign: 1 };
  }
}

function* signed<Facts>(records: readonly Facts[], sign: 1 | -1): Iterable<Change<Facts>> {
  for (const facts of records) yield { facts, sign };
}

/** A KPI by name; 0 where it cannot be computed, as the simple calls have it. */
function compute(
  name: 'profit_margin' | 'average_order_value' | 'repeat_rate',
  figures: PeriodFigures,
) {
  return KPIS.find((kpi) => kpi.name === name)?.compute(figures) ?? 0;
}

/** A ratio in per cent, with two decimals. */
function perCent(ratio: number): number {
  return Math.round(ratio * 10_000) / 100;
}
