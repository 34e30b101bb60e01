import { Text, TextInput, type TextInputProps } from '@mantine/core';
import { editableAmount, typedAmount } from '../format/typed-amount.ts';
import { useFormats } from '../format/use-formats.ts';

interface AmountFieldProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  value?: string;
  onChange?: (text: string) => void;
}

/** An amount in the shop's currency as typed; shows beside the text what it understood. */
export function AmountField({ value = '', onChange, ...props }: AmountFieldProps) {
  const { money } = useFormats();
  const typed = typedAmount(value, money.digits);
  // What stands there as Tillwise itself would write it needs no second word.
  const understood =
    typed.state === 'amount' && value.trim() !== editableAmount(typed.amount, money.digits)
      ? money.exact(typed.amount)
      : '';
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      placeholder={money.digits === 0 ? '0' : (0).toFixed(money.digits)}
      leftSection={<Text size="sm">{money.symbol}</Text>}
      leftSectionWidth={money.symbol.length > 1 ? 44 : 32}
      leftSectionPointerEvents="none"
      rightSection={
        understood && (
          <Text size="xs" c="dimmed" truncate data-testid="understood">
            {understood}
          </Text>
        )
      }
      rightSectionWidth={understood ? Math.min(110, 14 + understood.length * 7) : 0}
      rightSectionPointerEvents="none"
      {...props}
      value={value}
      onChange={(event) => onChange?.(event.currentTarget.value)}
    />
  );
}
