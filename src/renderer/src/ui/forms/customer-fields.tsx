import { SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { DateField } from '../fields/date-field.tsx';
import { typedBirthday } from '../format/typed-date.ts';
import type { CustomerValues } from './customer-values.ts';

interface CustomerFieldsProps {
  form: UseFormReturnType<CustomerValues>;
  /** An id is given once and then stays. */
  idFixed?: boolean;
}

/** The fields of a customer, for entry and for change. */
export function CustomerFields({ form, idFixed = false }: CustomerFieldsProps) {
  return (
    <Stack gap="sm">
      <TextInput label="Name" withAsterisk data-autofocus {...form.getInputProps('name')} />
      <SimpleGrid cols={2} spacing="sm">
        <TextInput label="E-mail" {...form.getInputProps('email')} />
        <TextInput label="Phone" {...form.getInputProps('phone')} />
      </SimpleGrid>
      <SimpleGrid cols={2} spacing="sm">
        <TextInput
          label="Customer id"
          disabled={idFixed}
          placeholder="Made for you"
          {...form.getInputProps('id')}
        />
        <DateField label="Birthday" read={typedBirthday} {...form.getInputProps('birthday')} />
      </SimpleGrid>
      <TextInput label="Address" {...form.getInputProps('address')} />
      <Textarea label="Notes" autosize minRows={2} maxRows={6} {...form.getInputProps('notes')} />
    </Stack>
  );
}
