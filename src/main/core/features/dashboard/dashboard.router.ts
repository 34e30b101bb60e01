import type { KpiEngine } from '../../kpi/index.ts';
import type { RouterBase } from '../../router-base.ts';

/** Calls of dashboard.contract.ts. */
export function dashboardRouter(os: RouterBase, kpis: KpiEngine) {
  const { dashboard } = os;
  return {
    kpis: dashboard.kpis.handler(({ input, context }) => kpis.kpis(context.ctx, input)),
    revenueTrend: dashboard.revenueTrend.handler(({ input, context }) =>
      kpis.revenueTrend(context.ctx, input),
    ),
    customerAnalytics: dashboard.customerAnalytics.handler(({ input, context }) =>
      kpis.customerAnalytics(context.ctx, input),
    ),
    productPerformance: dashboard.productPerformance.handler(({ input, context }) =>
      kpis.productPerformance(context.ctx, input),
    ),
    expenseBreakdown: dashboard.expenseBreakdown.handler(({ input, context }) =>
      kpis.expenseBreakdown(context.ctx, input),
    ),
    report: dashboard.report.handler(({ input, context }) => kpis.report(context.ctx, input)),
    definitions: dashboard.definitions.handler(() => kpis.definitions()),
    span: dashboard.span.handler(({ context }) => kpis.span(context.ctx)),
  };
}
