import { SimpleGrid } from '@mantine/core';
import { type CSSProperties, memo } from 'react';
import type {
  KpiDefinition,
  KpiName,
  KpiReport,
  KpiValue,
} from '../../../../shared/schemas/kpi.ts';
import { Sparkline } from '../../charts/sparkline.tsx';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { Spoken } from '../../ui/spoken.tsx';
import classes from './kpi.module.css';
import { KpiChange } from './kpi-change.tsx';
import { KpiExplain } from './kpi-explain.tsx';
import { kpiText } from './kpi-text.ts';
import { LiveFigure } from './live-figure.tsx';
import { profitNote } from './profit-note.ts';
import type { Definitions } from './use-report.ts';

const large = ['net_sales', 'net_profit', 'transactions', 'average_order_value'] as const;

const small: readonly KpiName[] = [
  'profit_margin',
  'expenses',
  'items_per_sale',
  'refund_rate',
  'new_customers',
  'returning_customers',
  'repeat_rate',
  'vip_customers',
];

interface KpiCardsProps {
  report: KpiReport;
  definitions: Definitions;
}

/**
 * The four figures an owner asks for first, and a quieter row of others. A KPI that the core does not
 * define is not shown.
 */
export function KpiCards({ report, definitions }: KpiCardsProps) {
  const formats = useFormats();
  const { start_date, end_date } = report.period;
  const texts = large.map((name) => {
    const { label, unit } = definitions.get(name) ?? { label: name, unit: 'money' };
    return { label, text: kpiText(report.kpis[name].value, unit, formats) };
  });
  const longest = Math.max(...texts.map(({ text }) => text.length));
  const news = texts.map(({ label, text }) => `${label} ${text}`).join(', ');
  const fit: CSSProperties & Record<'--chars', number> = { '--chars': longest };
  return (
    <section aria-label="Key figures" style={fit}>
      <Spoken text={news} />
      <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="md">
        {large.map((name) => {
          const definition = definitions.get(name);
          return (
            definition && (
              <LargeKpi
                key={`${name} ${start_date} ${end_date}`}
                definition={definition}
                figure={report.kpis[name]}
                series={report.trend.map((point) => point[name])}
                note={name === 'net_profit' ? profitNote(report.kpis, formats.number) : undefined}
              />
            )
          );
        })}
      </SimpleGrid>
      <Card p={0} mt="md" className={classes.strip ?? ''}>
        {small.map((name) => {
          const definition = definitions.get(name);
          return (
            definition && (
              <SmallKpi
                key={`${name} ${start_date} ${end_date}`}
                definition={definition}
                figure={report.kpis[name]}
              />
            )
          );
        })}
      </Card>
    </section>
  );
}

interface KpiProps {
  definition: KpiDefinition;
  figure: KpiValue;
}

interface LargeKpiProps extends KpiProps {
  series: readonly number[];
  note: string | undefined;
}

function LargeKpi({ definition, figure, series, note }: LargeKpiProps) {
  const formats = useFormats();
  const text = kpiText(figure.value, definition.unit, formats);
  return (
    <Card p="md" className={classes.large ?? ''} data-testid={`kpi-${definition.name}`}>
      <div className={classes.head}>
        <span className={classes.largeLabel}>{definition.label}</span>
        <KpiExplain definition={definition} />
      </div>
      <LiveFigure text={text} className={classes.largeValue} />
      <div className={classes.under}>
        <KpiChange figure={figure} definition={definition} withBefore />
        {note && <span className={classes.note}>{note}</span>}
      </div>
      <div className={classes.spark}>
        <Sparkline values={series} />
      </div>
    </Card>
  );
}

/** Drawn again only when its own figure changed: unchanged parts of an answer keep their identity. */
const SmallKpi = memo(({ definition, figure }: KpiProps) => {
  const formats = useFormats();
  const text = kpiText(figure.value, definition.unit, formats);
  return (
    <div className={classes.small} data-testid={`kpi-${definition.name}`}>
      <div className={classes.head}>
        <span className={classes.smallLabel} title={definition.label}>
          {definition.label}
        </span>
        <KpiExplain definition={definition} />
      </div>
      <div className={classes.smallLine}>
        <LiveFigure text={text} className={classes.smallValue} />
        <KpiChange figure={figure} definition={definition} />
      </div>
    </div>
  );
});
SmallKpi.displayName = 'SmallKpi';
