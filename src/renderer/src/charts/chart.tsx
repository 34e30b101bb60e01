import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef } from 'react';
import { echarts } from './chart-parts.ts';

interface ChartProps {
  option: EChartsCoreOption;
  height: number;
  /** What the chart shows, in one sentence, for those who do not see it. */
  summary: string;
}

/** An ECharts drawing that follows its width. The figures behind it are also offered as a table. */
export function Chart({ option, height, summary }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const drawn = echarts.init(element, null, { renderer: 'svg' });
    chart.current = drawn;
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    // A series that keeps its id moves to its new values; one whose id is gone is taken away.
    chart.current?.setOption(option, { replaceMerge: ['series'] });
  }, [option]);

  return <div ref={host} role="img" aria-label={summary} style={{ height, width: '100%' }} />;
}
