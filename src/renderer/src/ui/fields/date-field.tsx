import { ActionIcon, Popover, TextInput, type TextInputProps } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendar } from '@tabler/icons-react';
import { addDays } from '../../../../shared/lib/business-day.ts';
import { typedDate } from '../format/typed-date.ts';
import { useFormats } from '../format/use-formats.ts';
import { useToday } from '../format/use-today.ts';

interface DateFieldProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** As typed, such as "18/7" or "yesterday". */
  value?: string;
  onChange?: (text: string) => void;
  /** How a text is understood; `typedBirthday` for a person's. */
  read?: (text: string, today: string) => string | null;
}

/** A date that is typed, moved by a day with the arrow keys, or picked from a calendar. */
export function DateField({ value = '', onChange, read = typedDate, ...props }: DateFieldProps) {
  const { date } = useFormats();
  const today = useToday();
  const [opened, { toggle, close }] = useDisclosure(false);
  const understood = read(value, today);
  const moveBy = (days: number) => onChange?.(date.day(addDays(understood ?? today, days)));
  return (
    <Popover
      opened={opened}
      onChange={close}
      onDismiss={close}
      position="bottom-end"
      shadow="md"
      trapFocus
      // A text field may not say that it expands; the button beside it opens the calendar.
      withRoles={false}
    >
      <Popover.Target>
        <TextInput
          autoComplete="off"
          {...props}
          value={value}
          onChange={(event) => onChange?.(event.currentTarget.value)}
          onBlur={(event) => {
            if (understood) onChange?.(date.day(understood));
            props.onBlur?.(event);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
            event.preventDefault();
            moveBy(event.key === 'ArrowUp' ? 1 : -1);
          }}
          rightSection={
            <ActionIcon tabIndex={-1} onClick={toggle} aria-label="Choose from a calendar">
              <IconCalendar size={16} stroke={1.6} aria-hidden />
            </ActionIcon>
          }
        />
      </Popover.Target>
      <Popover.Dropdown>
        <DatePicker
          value={understood}
          defaultDate={understood ?? today}
          maxDate={today}
          onChange={(day) => {
            if (day) onChange?.(date.day(day));
            close();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
