import type { z } from 'zod';
import type { dashboardContract } from '../../../shared/contract/dashboard.contract.ts';
import type { KpiDefinition } from '../../../shared/schemas/kpi.ts';
import type { Context } from '../context.ts';
import type { WriteTx } from '../db/write-tx.ts';
import type { ExpenseFacts, SaleFacts } from './facts.ts';
import type { AddedUp, StoredTickets } from './product-rollups.ts';
import type { Verification } from './verify.ts';

type Input<Call extends keyof typeof dashboardContract> = z.output<
  NonNullable<(typeof dashboardContract)[Call]['~orpc']['inputSchema']>
>;
type Output<Call extends keyof typeof dashboardContract> = z.input<
  NonNullable<(typeof dashboardContract)[Call]['~orpc']['outputSchema']>
>;

/**
 * Rollups kept up to date in the write's transaction, once at its end, and every figure read from
 * them. A question asked inside a write is answered without what that write has done so far.
 */
export interface KpiEngine {
  /** Counts tickets in (1) or out (-1), in the caller's transaction. For bulk writers. */
  applySales(tx: WriteTx, sales: readonly SaleFacts[], sign: 1 | -1): void;
  /**
   * Prepares to count in tickets that are stored with measures made before: `source` says where they
   * stand. Who calls what it returns sees to it that they are those of the stored lines.
   */
  countAddedUp<Which>(source: AddedUp): (tx: WriteTx, which: Which) => void;
  /** Counts stored tickets out, just before they are deleted. */
  countOut(tx: WriteTx, tickets: StoredTickets): void;
  applyExpenses(tx: WriteTx, expenses: readonly ExpenseFacts[], sign: 1 | -1): void;
  /**
   * Counts one customer anew from the tickets; a deleted one counts nowhere. Events of deleting and
   * restoring do it by themselves: only for writers that send none.
   */
  recountCustomer(tx: WriteTx, customerId: number): void;
  kpis(ctx: Context, input: Input<'kpis'>): Output<'kpis'>;
  revenueTrend(ctx: Context, input: Input<'revenueTrend'>): Output<'revenueTrend'>;
  customerAnalytics(ctx: Context, input: Input<'customerAnalytics'>): Output<'customerAnalytics'>;
  productPerformance(
    ctx: Context,
    input: Input<'productPerformance'>,
  ): Output<'productPerformance'>;
  expenseBreakdown(ctx: Context, input: Input<'expenseBreakdown'>): Output<'expenseBreakdown'>;
  report(ctx: Context, input: Input<'report'>): Output<'report'>;
  span(ctx: Context): Output<'span'>;
  definitions(): KpiDefinition[];
  /** Changes whenever an answer may change. @param now UTC ms */
  answersAsOf(now: number): string;
  /** Loads what dashboards usually ask for, a little at a time, so that the first one is quick. */
  warm(): void;
  /** Recomputes every rollup from the rows and compares; takes seconds on millions of lines. */
  verify(): Verification;
  /** The same in a worker thread: nobody waits for it but who asked. */
  verifyAway(): Promise<Verification>;
  /** Ends what runs beside the main thread. */
  close(): Promise<void>;
  /** The text of every statement that answers a question, for looking at query plans. */
  statements(): string[];
}
