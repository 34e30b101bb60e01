import { ActionIcon, Popover, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { KpiDefinition, KpiReport, KpiValue } from '../../../../shared/schemas/kpi.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import classes from './kpi.module.css';
import { kpiText } from './kpi-text.ts';

interface KpiExplainProps {
  definition: KpiDefinition;
  figure: KpiValue;
  report: KpiReport;
}

/** "How is this computed?" beside a figure. */
export function KpiExplain({ definition, figure, report }: KpiExplainProps) {
  const formats = useFormats();
  const { period, compared_with: before } = report;
  return (
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
        <Text fw={600} size="sm">
          {definition.label}: how is this computed?
        </Text>
        <Text size="sm" mt={6}>
          {definition.formula}
        </Text>
        <Text size="xs" c="dimmed" mt="sm">
          {formats.date.span(period.start_date, period.end_date)}:{' '}
          {kpiText(figure.value, definition.unit, formats)}
        </Text>
        {before && (
          <Text size="xs" c="dimmed">
            {formats.date.span(before.start_date, before.end_date)}:{' '}
            {kpiText(figure.compared, definition.unit, formats)}
          </Text>
        )}
        <Text size="xs" c="dimmed" mt="sm">
          Definition <code>{definition.name}</code>, version {definition.version}
        </Text>
      </Popover.Dropdown>
    </Popover>
  );
}
