import { Group, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { KpiReport } from '../../../../shared/schemas/kpi.ts';
import { Chart } from '../../charts/chart.tsx';
import { useChartLook } from '../../charts/use-chart-look.ts';
import { FiguresCard } from '../../ui/figures-card.tsx';
import { FiguresTable } from '../../ui/figures-table.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import classes from './dashboard.module.css';
import { kpiText } from './kpi-text.ts';
import { type TrendMetric, trendMetrics, trendOption } from './trend-option.ts';

const isMetric = (value: string): value is TrendMetric => value in trendMetrics;

/** How the period went, day by day or month by month, with the comparison behind it. */
export function SalesTrend({ report }: { report: KpiReport }) {
  const [metric, setMetric] = useState<TrendMetric>('net_sales');
  const formats = useFormats();
  const look = useChartLook();
  const option = useMemo(
    () => trendOption(report, metric, formats, look),
    [report, metric, formats, look],
  );
  const { label } = trendMetrics[metric];
  const { period, compared_with: before, grain } = report;
  const span = formats.date.span(period.start_date, period.end_date);
  return (
    <FiguresCard
      title={`${label} by ${grain}`}
      data-testid="sales-trend"
      subtitle={
        <Group gap="md" wrap="nowrap">
          <span className={classes.legend}>{span}</span>
          {before && (
            <span className={classes.legend} data-before>
              {formats.date.span(before.start_date, before.end_date)}
            </span>
          )}
        </Group>
      }
      controls={
        <SegmentedControl
          size="xs"
          aria-label="Figure of the trend"
          value={metric}
          onChange={(value) => {
            if (isMetric(value)) setMetric(value);
          }}
          data={Object.entries(trendMetrics).map(([value, { label }]) => ({ value, label }))}
        />
      }
      table={<TrendTable report={report} metric={metric} />}
    >
      <Chart option={option} height={264} summary={`${label} by ${grain}, ${span}.`} />
    </FiguresCard>
  );
}

function TrendTable({ report, metric }: { report: KpiReport; metric: TrendMetric }) {
  const formats = useFormats();
  const { label, unit } = trendMetrics[metric];
  const { trend, compared_trend: before, grain } = report;
  const nameOf = grain === 'month' ? formats.date.month : formats.date.weekday;
  const compared = before.length > 0;
  return (
    <FiguresTable
      caption={`${label} by ${grain}`}
      columns={[
        grain === 'month' ? 'Month' : 'Day',
        label,
        ...(compared ? ['Compared with', 'Then'] : []),
      ]}
      rows={trend.map((point, index) => {
        const earlier = before[index];
        return {
          key: point.date,
          cells: [
            nameOf(point.date),
            kpiText(point[metric], unit, formats),
            ...(compared
              ? [
                  earlier ? nameOf(earlier.date) : '–',
                  earlier ? kpiText(earlier[metric], unit, formats) : '–',
                ]
              : []),
          ],
        };
      })}
    />
  );
}
