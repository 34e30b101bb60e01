import { Button, Card, Collapse, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronUp, IconPlus } from '@tabler/icons-react';
import { AmountField } from '../fields/amount-field.tsx';
import { CustomerField } from '../fields/customer-field.tsx';
import { DateField } from '../fields/date-field.tsx';
import { TenderField } from '../fields/tender-field.tsx';
import { emptyCustomer, proposeCustomerId } from './customer-values.ts';
import { focusField } from './focus-field.ts';
import { PaymentFields } from './payment-fields.tsx';
import { emptyPayment } from './payment-values.ts';
import { SaleLineRow } from './sale-line-row.tsx';
import { emptyLine, type SaleValues } from './sale-values.ts';

interface SaleFieldsProps {
  form: UseFormReturnType<SaleValues>;
  /** In a drawer there is room for two columns. */
  narrow?: boolean;
}

/** The fields of a ticket, for entry and for change; the less usual ones are folded away. */
export function SaleFields({ form, narrow = false }: SaleFieldsProps) {
  const [detailed, { toggle }] = useDisclosure(false);
  const inParts = form.values.payments.length > 1;
  return (
    <Stack gap="sm">
      <div>
        {form.values.lines.map((line, index) => (
          <SaleLineRow
            key={line.key}
            form={form}
            index={index}
            detailed={detailed}
            narrow={narrow}
          />
        ))}
        <Group justify="space-between" mt={8}>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => {
              form.insertListItem('lines', emptyLine());
              focusField(form, `lines.${form.getValues().lines.length - 1}.product_name`);
            }}
          >
            Add line
          </Button>
        </Group>
      </div>
      <SimpleGrid cols={narrow || inParts ? 2 : 3} spacing="sm">
        <CustomerOfSale form={form} />
        <DateField label="Date" {...form.getInputProps('date')} />
        {!inParts && <TenderField {...form.getInputProps('payments.0.tender')} />}
      </SimpleGrid>
      {inParts && <PaymentFields form={form} />}
      <NewCustomer form={form} />
      <div>
        {!inParts && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            mr="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => form.insertListItem('payments', emptyPayment())}
          >
            Add another payment
          </Button>
        )}
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-expanded={detailed}
          leftSection={
            detailed ? (
              <IconChevronUp size={14} aria-hidden />
            ) : (
              <IconChevronDown size={14} aria-hidden />
            )
          }
          onClick={toggle}
        >
          {detailed ? 'Fewer details' : 'More details'}
        </Button>
        <Collapse expanded={detailed}>
          <SimpleGrid cols={narrow ? 2 : 3} spacing="sm" pt="xs">
            <AmountField label="Discount on the ticket" {...form.getInputProps('discount')} />
            <AmountField label="Tip" {...form.getInputProps('tip')} />
            <AmountField label="Shipping" {...form.getInputProps('shipping')} />
            <TextInput label="Time" placeholder="Now" {...form.getInputProps('time')} />
            <TextInput
              label="Ticket number"
              placeholder="Made for you"
              {...form.getInputProps('number')}
            />
            <TextInput label="Served by" {...form.getInputProps('staff')} />
            <TextInput
              label="Channel"
              placeholder="Shop, web…"
              {...form.getInputProps('channel')}
            />
          </SimpleGrid>
          <TextInput label="Note" mt="sm" {...form.getInputProps('note')} />
        </Collapse>
      </div>
    </Stack>
  );
}

function CustomerOfSale({ form }: SaleFieldsProps) {
  const { customer_text, customer_id, new_customer } = form.values;
  return (
    <CustomerField
      text={customer_text}
      customerId={customer_id}
      isNew={new_customer !== null}
      error={form.errors.customer_id}
      onChange={(text, id) => {
        form.clearFieldError('customer_id');
        form.setValues({ customer_text: text, customer_id: id, new_customer: null });
      }}
      onAddNew={(name) => {
        form.clearFieldError('customer_id');
        form.setFieldValue('new_customer', emptyCustomer(name));
        proposeCustomerId().then(
          (id) => form.setFieldValue('new_customer.id', id),
          // The owner can write one.
          () => undefined,
        );
      }}
    />
  );
}

/** The few fields that a new customer needs, right where the sale is typed. */
function NewCustomer({ form }: SaleFieldsProps) {
  if (form.values.new_customer === null) return null;
  return (
    <Card withBorder padding="sm" radius="md">
      <Group justify="space-between" mb={6}>
        <Text size="sm" fw={600}>
          New customer
        </Text>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          onClick={() => form.setFieldValue('new_customer', null)}
        >
          Not now
        </Button>
      </Group>
      <SimpleGrid cols={3} spacing="sm">
        <TextInput size="xs" label="Name" autoFocus {...form.getInputProps('new_customer.name')} />
        <TextInput size="xs" label="Customer id" {...form.getInputProps('new_customer.id')} />
        <TextInput size="xs" label="E-mail" {...form.getInputProps('new_customer.email')} />
      </SimpleGrid>
    </Card>
  );
}
