import { Button, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { KpiReport } from '../../../../shared/schemas/kpi.ts';
import { openQuickEntry } from '../../app/quick-entry-store.ts';
import { Chart } from '../../charts/chart.tsx';
import { tooltipCard } from '../../charts/tooltip-card.ts';
import { useChartLook } from '../../charts/use-chart-look.ts';
import { FiguresCard } from '../../ui/figures-card.tsx';
import { FiguresTable } from '../../ui/figures-table.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import classes from './dashboard.module.css';
import { expenseSlices } from './expense-slices.ts';

/** Where the money went, by category. */
export function ExpenseBreakdown({ report }: { report: KpiReport }) {
  const { money, number } = useFormats();
  const { palette, base } = useChartLook();
  const all = report.expense_breakdown;
  const slices = useMemo(() => expenseSlices(all), [all]);
  const total = all.reduce((sum, { total_amount }) => sum + total_amount, 0);
  const share = (amount: number) => (total > 0 ? number.percent(amount / total) : '–');
  const option = useMemo(
    () => ({
      ...base,
      tooltip: {
        ...base.tooltip,
        formatter: ({ dataIndex }: { dataIndex: number }) => {
          const slice = slices[dataIndex];
          if (!slice) return '';
          const colour = palette.series[dataIndex] ?? palette.inkSoft;
          const value = money.exact(slice.total_amount);
          return tooltipCard(slice.category, [{ colour, label: 'Expenses', value }]);
        },
      },
      series: [
        {
          id: 'expenses',
          type: 'pie',
          radius: ['62%', '96%'],
          label: { show: false },
          labelLine: { show: false },
          itemStyle: { borderColor: palette.card, borderWidth: 2, borderRadius: 4 },
          emphasis: { scaleSize: 3 },
          data: slices.map(({ category, total_amount }, index) => ({
            name: category,
            value: total_amount,
            itemStyle: { color: palette.series[index] ?? palette.inkSoft },
          })),
        },
      ],
    }),
    [base, palette, slices, money],
  );
  return (
    <FiguresCard
      title="Expenses"
      subtitle={all.length > 0 ? `${money.exact(total)} by category` : 'By category'}
      data-testid="expense-breakdown"
      table={
        <FiguresTable
          caption="Expenses by category"
          columns={['Category', 'Expenses', 'Amount', 'Share']}
          rows={all.map(({ category, expense_count, total_amount }) => ({
            key: category,
            cells: [
              category,
              number.count(expense_count),
              money.exact(total_amount),
              share(total_amount),
            ],
          }))}
        />
      }
    >
      {all.length === 0 ? (
        <>
          <Text c="dimmed" size="sm" mb="sm">
            No expenses in this period. With rent, wages and purchases entered, Tillwise shows what
            is left at the end.
          </Text>
          <Button variant="default" size="xs" onClick={() => openQuickEntry('expense')}>
            Add an expense
          </Button>
        </>
      ) : (
        <>
          <div className={classes.donut}>
            <Chart option={option} height={164} summary="Expenses by category." />
          </div>
          <ul className={classes.parts}>
            {slices.map(({ category, total_amount }, index) => (
              <li key={category}>
                <span className={classes.dot} data-series={index + 1} aria-hidden="true" />
                <span className={classes.partName} title={category}>
                  {category}
                </span>
                <span className={classes.partValue}>
                  <span className={`${classes.partNote} ${classes.inline}`}>
                    {share(total_amount)}
                  </span>
                  {money.exact(total_amount)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </FiguresCard>
  );
}
