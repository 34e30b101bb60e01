import { Select } from '@mantine/core';
import { comparison } from '../../../../shared/schemas/kpi.ts';
import { chooseComparison, comparisonShown, usePeriodStore } from './period-store.ts';

const choices = [
  { value: 'previous_period', label: 'vs previous period' },
  { value: 'previous_year', label: 'vs previous year' },
  { value: 'none', label: 'No comparison' },
];

/** What every figure is compared with. */
export function CompareSelect() {
  const compare = usePeriodStore(comparisonShown);
  const nothingBefore = usePeriodStore((state) => state.compare !== comparisonShown(state));
  return (
    <Select
      aria-label="Compare with"
      data={choices}
      value={compare}
      allowDeselect={false}
      disabled={nothingBefore}
      w={190}
      data-testid="compare"
      onChange={(value) => {
        const parsed = comparison.safeParse(value);
        if (parsed.success) chooseComparison(parsed.data);
      }}
    />
  );
}
