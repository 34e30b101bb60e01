import { SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { AmountField } from '../fields/amount-field.tsx';
import { DateField } from '../fields/date-field.tsx';
import { SuggestField } from '../fields/suggest-field.tsx';
import { TenderField } from '../fields/tender-field.tsx';
import type { ExpenseValues } from './expense-values.ts';

/** The fields of an expense, for entry and for change. */
export function ExpenseFields({ form }: { form: UseFormReturnType<ExpenseValues> }) {
  return (
    <Stack gap="sm">
      <TextInput
        label="What for"
        withAsterisk
        data-autofocus
        placeholder="Rent, flour, repair…"
        {...form.getInputProps('description')}
      />
      <SimpleGrid cols={2} spacing="sm">
        <AmountField label="Amount" withAsterisk {...form.getInputProps('amount')} />
        <SuggestField of="expense category" label="Category" {...form.getInputProps('category')} />
      </SimpleGrid>
      <SimpleGrid cols={2} spacing="sm">
        <DateField label="Date" {...form.getInputProps('date')} />
        <TenderField {...form.getInputProps('tender')} />
      </SimpleGrid>
      <TextInput label="Supplier" {...form.getInputProps('supplier')} />
    </Stack>
  );
}
