import { Select } from '@mantine/core';
import { comparison } from '../../../../shared/schemas/kpi.ts';
import { chooseComparison, usePeriodStore } from './period-store.ts';

const choices = [
  { value: 'previous_period', label: 'vs previous period' },
  { value: 'previous_year', label: 'vs previous year' },
  { value: 'none', label: 'No comparison' },
];

/** What every figure is compared with. */
export function CompareSelect() {
  const compare = usePeriodStore((state) => state.compare);
  return (
    <Select
      aria-label="Compare with"
      data={choices}
      value={compare}
      allowDeselect={false}
      w={190}
      data-testid="compare"
      onChange={(value) => {
        const parsed = comparison.safeParse(value);
        if (parsed.success) chooseComparison(parsed.data);
      }}
    />
  );
}
