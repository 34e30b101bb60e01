import { Alert, Button, Group, Text } from '@mantine/core';
import { IconCalendarSearch } from '@tabler/icons-react';
import { addDays } from '../../../../shared/lib/business-day.ts';
import type { KpiReport } from '../../../../shared/schemas/kpi.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { choosePreset, chooseRange } from './period-store.ts';
import type { ChosenPeriod } from './use-period.ts';

interface PeriodNoticeProps {
  period: ChosenPeriod;
  report: KpiReport;
}

/** Says so when an older period is shown, or when the chosen one is empty; offers where data is. */
export function PeriodNotice({ period, report }: PeriodNoticeProps) {
  const { date } = useFormats();
  const { lastSaleDate, inThePast, today } = period;
  const empty = report.kpis.transactions.value === 0 && !report.kpis.returns.value;
  if (lastSaleDate === null || !(inThePast || empty)) return null;
  return (
    <Alert
      variant="light"
      icon={<IconCalendarSearch aria-hidden />}
      role="status"
      data-testid="period-notice"
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          {inThePast
            ? `Showing the last 30 days with sales. Nothing was sold after ${date.day(lastSaleDate)}.`
            : `Nothing was sold in this period.${lastSaleDate === today ? '' : ` The latest sale is of ${date.day(lastSaleDate)}.`}`}
        </Text>
        <Group gap="xs">
          {!inThePast && (
            <Button
              size="xs"
              variant="default"
              onClick={() => chooseRange(addDays(lastSaleDate, -29), lastSaleDate)}
            >
              Last 30 days with sales
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => choosePreset('all_time')}>
            All time
          </Button>
        </Group>
      </Group>
    </Alert>
  );
}
