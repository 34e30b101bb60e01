import type { KpiReport } from '../../../../shared/schemas/kpi.ts';
import type { NumberFormat } from '../../ui/format/number-format.ts';

/** What to know before trusting a profit: which costs are not in it. Undefined when all are. */
export function profitNote(
  kpis: KpiReport['kpis'],
  { percent }: Pick<NumberFormat, 'percent'>,
): string | undefined {
  if (!kpis.net_sales.value) return undefined;
  const coverage = kpis.cost_coverage.value ?? 0;
  if (coverage >= 1) return undefined;
  const expenses = kpis.expenses.value ?? 0;
  if (coverage === 0) {
    return expenses === 0 ? 'No costs or expenses known yet' : 'Cost of goods not known';
  }
  return `Costs known for ${percent(coverage)} of sales`;
}
