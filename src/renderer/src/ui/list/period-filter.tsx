import { DatePickerInput } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { addDays } from '../../../../shared/lib/business-day.ts';
import { useToday } from '../format/use-today.ts';

/** Both ends included, YYYY-MM-DD; null is open. */
export type Period = [string | null, string | null];

interface PeriodFilterProps {
  value: Period;
  onChange: (period: Period) => void;
}

/** Narrows a list to a span of days. */
export function PeriodFilter({ value, onChange }: PeriodFilterProps) {
  const today = useToday();
  return (
    <DatePickerInput
      type="range"
      allowSingleDateInRange
      clearable
      placeholder="Any time"
      valueFormat="D MMM YYYY"
      miw={150}
      maw={250}
      leftSection={<IconCalendar size={16} stroke={1.6} aria-hidden />}
      clearButtonProps={{ 'aria-label': 'Show any time' }}
      maxDate={today}
      presets={[
        { value: [today, today], label: 'Today' },
        { value: [addDays(today, -6), today], label: 'Last 7 days' },
        { value: [addDays(today, -29), today], label: 'Last 30 days' },
        { value: [`${today.slice(0, 7)}-01`, today], label: 'This month' },
        { value: [`${today.slice(0, 4)}-01-01`, today], label: 'This year' },
      ]}
      value={value}
      onChange={onChange}
    />
  );
}

/** The filter as a list's input, once both ends are chosen. */
export function periodInput([start, end]: Period): { start_date?: string; end_date?: string } {
  return start && end ? { start_date: start, end_date: end } : {};
}
