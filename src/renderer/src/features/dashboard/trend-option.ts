/** What the trend draws: the figure of each day or month, and its comparison dashed behind it. */
import type { EChartsCoreOption } from 'echarts/core';
import type { KpiReport } from '../../../../shared/schemas/kpi.ts';
import { type TooltipRow, tooltipCard } from '../../charts/tooltip-card.ts';
import type { ChartLook } from '../../charts/use-chart-look.ts';
import type { Formats } from '../../ui/format/use-formats.ts';
import { kpiText } from './kpi-text.ts';

export const trendMetrics = {
  net_sales: { label: 'Net sales', unit: 'money' },
  net_profit: { label: 'Net profit', unit: 'money' },
  transactions: { label: 'Transactions', unit: 'count' },
} as const;
export type TrendMetric = keyof typeof trendMetrics;

/** So few points make no line: they are drawn as bars. */
const FEW_POINTS = 3;

export function trendOption(
  report: KpiReport,
  metric: TrendMetric,
  formats: Formats,
  { palette, base }: ChartLook,
): EChartsCoreOption {
  const { trend, compared_trend: before, grain } = report;
  const { label, unit } = trendMetrics[metric];
  const { date } = formats;
  const nameOf = grain === 'month' ? date.month : date.weekday;
  const few = trend.length < FEW_POINTS;
  const shape = (colour: string) =>
    few
      ? { type: 'bar', barMaxWidth: 56, itemStyle: { color: colour, borderRadius: [6, 6, 0, 0] } }
      : { type: 'line', showSymbol: false, symbolSize: 7, itemStyle: { color: colour } };
  return {
    ...base,
    grid: { left: 4, right: 12, top: 14, bottom: 8, containLabel: true },
    xAxis: {
      type: 'category',
      boundaryGap: few,
      data: trend.map((point) => point.date),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.line } },
      axisLabel: {
        color: palette.inkSoft,
        hideOverlap: true,
        formatter: grain === 'month' ? date.shortMonth : date.shortDay,
      },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      minInterval: unit === 'count' ? 1 : 0,
      splitLine: { lineStyle: { color: palette.chartGrid } },
      axisLabel: {
        color: palette.inkSoft,
        formatter: unit === 'money' ? formats.money.compact : formats.number.compact,
      },
    },
    tooltip: {
      ...base.tooltip,
      trigger: 'axis',
      axisPointer: { type: few ? 'shadow' : 'line', lineStyle: { color: palette.chartBefore } },
      formatter: (points: unknown) => {
        const index = indexOf(points);
        const point = trend[index];
        if (!point) return '';
        const rows: TooltipRow[] = [
          { colour: palette.chartMain, label, value: kpiText(point[metric], unit, formats) },
        ];
        const earlier = before[index];
        if (earlier) {
          rows.push({
            colour: palette.chartBefore,
            label: nameOf(earlier.date),
            value: kpiText(earlier[metric], unit, formats),
          });
        }
        return tooltipCard(nameOf(point.date), rows);
      },
    },
    series: [
      {
        ...shape(palette.chartBefore),
        id: few ? 'before-bar' : 'before-line',
        name: 'Compared with',
        data: trend.map((_, index) => before[index]?.[metric] ?? null),
        lineStyle: { color: palette.chartBefore, width: 1.6, type: [5, 5] },
        silent: true,
        z: 1,
      },
      {
        ...shape(palette.chartMain),
        id: few ? 'now-bar' : 'now-line',
        name: label,
        data: trend.map((point) => point[metric]),
        lineStyle: { color: palette.chartMain, width: 2.2 },
        ...(few ? {} : { areaStyle: { color: palette.chartMainSoft } }),
        z: 2,
      },
    ],
  };
}

/** ECharts hands over a list of points, one a series, each with its place on the axis. */
function indexOf(points: unknown): number {
  const first: unknown = Array.isArray(points) ? points[0] : points;
  if (typeof first === 'object' && first !== null && 'dataIndex' in first) {
    return typeof first.dataIndex === 'number' ? first.dataIndex : -1;
  }
  return -1;
}
