import { Group, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type {
  KpiDefinition,
  KpiName,
  KpiReport,
  KpiValue,
} from '../../../../shared/schemas/kpi.ts';
import { Sparkline } from '../../charts/sparkline.tsx';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import classes from './kpi.module.css';
import { KpiChange } from './kpi-change.tsx';
import { KpiExplain } from './kpi-explain.tsx';
import { kpiText } from './kpi-text.ts';
import { LiveFigure } from './live-figure.tsx';
import { profitNote } from './profit-note.ts';

export type Definitions = ReadonlyMap<string, KpiDefinition>;

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

/** The four figures an owner asks for first, and a quieter row of others. */
export function KpiCards({ report, definitions }: KpiCardsProps) {
  const { number } = useFormats();
  const { start_date, end_date } = report.period;
  return (
    <section aria-label="Key figures">
      <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="md">
        {large.map((name) => (
          <LargeKpi
            key={`${name} ${start_date} ${end_date}`}
            name={name}
            report={report}
            definitions={definitions}
            series={report.trend.map((point) => point[name])}
            note={name === 'net_profit' ? profitNote(report.kpis, number) : undefined}
          />
        ))}
      </SimpleGrid>
      <Card p={0} mt="md" className={classes.strip ?? ''}>
        {small.map((name) => (
          <SmallKpi
            key={`${name} ${start_date} ${end_date}`}
            name={name}
            report={report}
            definitions={definitions}
          />
        ))}
      </Card>
    </section>
  );
}

interface KpiProps extends KpiCardsProps {
  name: KpiName;
}

/** The figure and its definition; a KPI that the core does not define is not shown. */
function useKpi({ name, report, definitions }: KpiProps) {
  const formats = useFormats();
  const definition = definitions.get(name);
  const figure: KpiValue | undefined = report.kpis[name];
  if (!definition || !figure) return undefined;
  return { definition, figure, text: kpiText(figure.value, definition.unit, formats) };
}

function LargeKpi(props: KpiProps & { series: readonly number[]; note: ReactNode }) {
  const kpi = useKpi(props);
  if (!kpi) return null;
  const { definition, figure, text } = kpi;
  return (
    <Card p="md" className={classes.large ?? ''} data-testid={`kpi-${props.name}`}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" fw={600} c="dimmed">
          {definition.label}
        </Text>
        <KpiExplain definition={definition} figure={figure} report={props.report} />
      </Group>
      <LiveFigure text={text} className={classes.largeValue} />
      <div className={classes.under}>
        <KpiChange figure={figure} definition={definition} withBefore />
        {props.note && <span className={classes.note}>{props.note}</span>}
      </div>
      <div className={classes.spark}>
        <Sparkline values={props.series} />
      </div>
    </Card>
  );
}

function SmallKpi(props: KpiProps) {
  const kpi = useKpi(props);
  if (!kpi) return null;
  const { definition, figure, text } = kpi;
  return (
    <div className={classes.small} data-testid={`kpi-${props.name}`}>
      <Group justify="space-between" wrap="nowrap" gap={4}>
        <Text size="sm" c="dimmed" truncate>
          {definition.label}
        </Text>
        <KpiExplain definition={definition} figure={figure} report={props.report} />
      </Group>
      <div className={classes.smallLine}>
        <LiveFigure text={text} className={classes.smallValue} />
        <KpiChange figure={figure} definition={definition} />
      </div>
    </div>
  );
}
