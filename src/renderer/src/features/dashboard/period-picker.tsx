import { Button, Group, Popover, Text, UnstyledButton } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { type Preset, presetLabels, presets } from './period.ts';
import classes from './period-picker.module.css';
import { choosePreset, chooseRange } from './period-store.ts';
import type { ChosenPeriod } from './use-period.ts';

/** Presets at the left, a calendar for a range of one's own at the right. */
export function PeriodPicker({ period }: { period: ChosenPeriod }) {
  const [opened, { close, toggle }] = useDisclosure(false);
  return (
    <Popover
      opened={opened}
      onChange={(open) => {
        if (!open) close();
      }}
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          variant="default"
          onClick={toggle}
          leftSection={<IconCalendar size={18} stroke={1.6} aria-hidden />}
          rightSection={<IconChevronDown size={16} stroke={1.6} aria-hidden />}
          aria-label={`Period: ${period.label}`}
          data-testid="period"
        >
          {period.label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Choose a period" p="sm">
        <Group align="flex-start" gap="md" wrap="nowrap">
          <PresetList period={period} onChosen={close} />
          <CustomRange
            key={`${period.span.start} ${period.span.end}`}
            period={period}
            onChosen={close}
          />
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}

interface PartProps {
  period: ChosenPeriod;
  onChosen: () => void;
}

function PresetList({ period, onChosen }: PartProps) {
  const chosen = period.choice && 'preset' in period.choice ? period.choice.preset : null;
  const shown: Preset | null =
    period.choice === null && !period.inThePast ? 'last_30_days' : chosen;
  return (
    <div className={classes.presets}>
      {presets.map((preset) => (
        <UnstyledButton
          key={preset}
          className={classes.preset}
          aria-pressed={preset === shown}
          onClick={() => {
            choosePreset(preset);
            onChosen();
          }}
        >
          {presetLabels[preset]}
        </UnstyledButton>
      ))}
    </div>
  );
}

function CustomRange({ period, onChosen }: PartProps) {
  const { start, end } = period.span;
  const [range, setRange] = useState<[string | null, string | null]>([start, end]);
  return (
    <div>
      <Text size="sm" fw={600} mb={6}>
        Custom range
      </Text>
      <DatePicker
        type="range"
        allowSingleDateInRange
        hideOutsideDates
        value={range}
        defaultDate={end}
        onChange={([from, to]) => {
          setRange([from, to]);
          if (from && to) {
            chooseRange(from, to);
            onChosen();
          }
        }}
        ariaLabels={{
          previousMonth: 'Previous month',
          nextMonth: 'Next month',
          previousYear: 'Previous year',
          nextYear: 'Next year',
        }}
      />
    </div>
  );
}
