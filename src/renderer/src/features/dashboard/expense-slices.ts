import type { KpiReport } from '../../../../shared/schemas/kpi.ts';

type Breakdown = KpiReport['expense_breakdown'];

/** As many parts as the palette has colours; the last is for the rest. */
const MOST_SLICES = 6;

/** The largest categories; what does not fit is one part called "Other". Sums stay the same. */
export function expenseSlices(breakdown: Breakdown): Breakdown {
  if (breakdown.length <= MOST_SLICES) return breakdown;
  const sorted = [...breakdown].sort((a, b) => b.total_amount - a.total_amount);
  const rest = sorted.slice(MOST_SLICES - 1);
  return [
    ...sorted.slice(0, MOST_SLICES - 1),
    {
      category: `${rest.length} other categories`,
      total_amount: rest.reduce((sum, { total_amount }) => sum + total_amount, 0),
      expense_count: rest.reduce((sum, { expense_count }) => sum + expense_count, 0),
    },
  ];
}
