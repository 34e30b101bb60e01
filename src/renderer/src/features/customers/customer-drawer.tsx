import { Badge, Group, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Customer } from '../../../../shared/schemas/customer.ts';
import { client, orpc } from '../../api/client.ts';
import { Facts } from '../../ui/facts.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { useToday } from '../../ui/format/use-today.ts';
import { CustomerFields } from '../../ui/forms/customer-fields.tsx';
import {
  type CustomerValues,
  customerInputOf,
  customerValues,
  isCustomerField,
} from '../../ui/forms/customer-values.ts';
import { SavingForm } from '../../ui/forms/saving-form.tsx';
import { useSaving } from '../../ui/forms/use-saving.ts';
import { RecentSales } from '../../ui/recent-sales.tsx';
import { RecordActions } from '../../ui/record-actions.tsx';
import { RecordDrawer } from '../../ui/record-drawer.tsx';
import { RecordHistory } from '../../ui/record-history.tsx';
import { showDoneToast } from '../../ui/undo-toast.tsx';
import { removeCustomer } from './remove-customer.ts';

interface CustomerDrawerProps {
  id: string | null;
  onClose: () => void;
}

/** One customer: figures, details, change, deletion, history. */
export function CustomerDrawer({ id, onClose }: CustomerDrawerProps) {
  const query = useQuery(
    orpc.customers.get.queryOptions({ input: { id: id ?? '' }, enabled: id !== null }),
  );
  return (
    <RecordDrawer
      id={id}
      query={query}
      title={(customer) => customer?.name ?? 'Customer'}
      onClose={onClose}
    >
      {(customer) => <CustomerDetail key={customer.id} customer={customer} onClose={onClose} />}
    </RecordDrawer>
  );
}

function CustomerDetail({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const [editing, { open, close }] = useDisclosure(false);
  const { money, number, date } = useFormats();
  if (editing) return <CustomerChange customer={customer} onDone={close} />;
  return (
    <Stack gap="lg">
      <Group gap="sm" align="baseline">
        <Text fz={28} fw={650} lh={1.2}>
          {money.exact(customer.net_sales)}
        </Text>
        <Text c="dimmed" size="sm">
          in {number.count(customer.transactions)} {customer.transactions === 1 ? 'sale' : 'sales'}
        </Text>
        {customer.vip && <Badge variant="light">VIP</Badge>}
      </Group>
      <Facts
        facts={[
          { label: 'Customer id', value: customer.id },
          { label: 'E-mail', value: customer.email },
          { label: 'Phone', value: customer.phone },
          { label: 'Address', value: customer.address },
          { label: 'Birthday', value: customer.birthday && date.day(customer.birthday) },
          { label: 'First sale', value: customer.first_sale && date.day(customer.first_sale) },
          { label: 'Last sale', value: customer.last_sale && date.day(customer.last_sale) },
          { label: 'Notes', value: customer.notes },
        ]}
      />
      <RecordActions
        onEdit={open}
        onDelete={() => {
          onClose();
          void removeCustomer(customer);
        }}
      />
      <RecentSales customer_id={customer.id} />
      <RecordHistory entity="customer" id={customer.id} />
    </Stack>
  );
}

function CustomerChange({ customer, onDone }: { customer: Customer; onDone: () => void }) {
  const { date } = useFormats();
  const today = useToday();
  const form = useForm<CustomerValues>({ initialValues: customerValues(customer, date.day) });
  const { save, saving, problem } = useSaving(form, isCustomerField);
  const saveCustomer = async () => {
    const saved = await save(async () => {
      await client.customers.update(customerInputOf(form.getValues(), today));
    });
    if (!saved) return;
    showDoneToast('The customer is changed.');
    onDone();
  };
  return (
    <SavingForm
      problem={problem}
      saving={saving}
      onSave={() => void saveCustomer()}
      onCancel={onDone}
    >
      <CustomerFields form={form} idFixed />
    </SavingForm>
  );
}
