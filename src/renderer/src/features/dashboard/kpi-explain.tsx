import { ActionIcon, Popover, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { memo } from 'react';
import { type KpiDefinition, kpiName } from '../../../../shared/schemas/kpi.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { countedWords } from './counted-words.ts';
import classes from './kpi.module.css';
import { kpiText } from './kpi-text.ts';
import { useReport } from './use-report.ts';

/** "How is this computed?" beside a figure. The figures are read when it opens, not before. */
export const KpiExplain = memo(({ definition }: { definition: KpiDefinition }) => (
  <Popover width={300} shadow="md" withArrow position="bottom-start" trapFocus>
    <Popover.Target>
      <ActionIcon
        size="sm"
        c="dimmed"
        className={classes.info}
        aria-label={`How is ${definition.label} computed?`}
      >
        <IconInfoCircle size={16} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Popover.Target>
    <Popover.Dropdown tabIndex={-1}>
      <Explanation definition={definition} />
    </Popover.Dropdown>
  </Popover>
));
KpiExplain.displayName = 'KpiExplain';

function Explanation({ definition }: { definition: KpiDefinition }) {
  const formats = useFormats();
  const { data: report } = useReport();
  const name = kpiName.safeParse(definition.name);
  const figure = name.success ? report?.kpis[name.data] : undefined;
  return (
    <>
      <Text fw={600} size="sm">
        {definition.label}: how is this computed?
      </Text>
      <Text size="sm" mt={6}>
        {definition.formula}
      </Text>
      {report && figure && (
        <Text size="xs" c="dimmed" mt="sm">
          {formats.date.span(report.period.start_date, report.period.end_date)}:{' '}
          {kpiText(figure.value, definition.unit, formats)}
        </Text>
      )}
      {report?.compared_with && figure && (
        <Text size="xs" c="dimmed">
          {formats.date.span(report.compared_with.start_date, report.compared_with.end_date)}:{' '}
          {kpiText(figure.compared, definition.unit, formats)}
        </Text>
      )}
      {report && name.success && (
        <Text size="xs" c="dimmed" mt="sm">
          {countedWords(name.data, report.counted, formats.number.count)}
        </Text>
      )}
      <Text size="xs" c="dimmed" mt="sm">
        Definition <code>{definition.name}</code>, version {definition.version}
      </Text>
    </>
  );
}
