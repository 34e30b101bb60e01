import { Group, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { Sale } from '../../../../shared/schemas/sale.ts';
import { client } from '../../api/client.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { useToday } from '../../ui/format/use-today.ts';
import { addTypedCustomer } from '../../ui/forms/add-typed-customer.ts';
import { emptyPayment, typedPayment } from '../../ui/forms/payment-values.ts';
import { SaleFields } from '../../ui/forms/sale-fields.tsx';
import {
  emptySale,
  isSaleField,
  type SaleValues,
  saleInputOf,
  typedTotal,
} from '../../ui/forms/sale-values.ts';
import { useSaving } from '../../ui/forms/use-saving.ts';
import { showUndoToast } from '../../ui/undo-toast.tsx';
import { EntryFrame } from './entry-frame.tsx';
import { startAnew } from './use-entry-forms.ts';

/** A sale typed in a few keystrokes: product, amount, Enter. */
export function SaleEntry({ form }: { form: UseFormReturnType<SaleValues> }) {
  const { money, date } = useFormats();
  const today = useToday();
  const { save, saving, problem } = useSaving(form, isSaleField);

  const saveSale = () =>
    save(async () => {
      const values = form.getValues();
      const input = saleInputOf(values, money.digits, today);
      const total = typedTotal(values, money.digits);
      const payment = typedPayment(values.payments, total, money.digits, money.exact);
      const newCustomer = await addTypedCustomer(form, today);
      const { date: day, ...ticket } = input;
      const sale = await client.sales.create({
        ...ticket,
        ...payment,
        // Without a date the core notes this very moment.
        ...(day === today ? {} : { date: day }),
        ...(newCustomer ? { customer_id: newCustomer } : {}),
      });
      // The next sale is often of the same day, paid and served alike.
      const { payments, staff, channel } = values;
      startAnew(form, {
        ...emptySale(date.day(sale.date)),
        payments: [emptyPayment(payments[0]?.tender)],
        staff,
        channel,
      });
      tell(sale, newCustomer, money.exact);
    });

  return (
    <EntryFrame
      onSave={saveSale}
      saving={saving}
      problem={problem}
      dirty={form.isDirty()}
      afterEnter="another"
      aside={
        <Group gap={6} align="baseline">
          <Text c="dimmed" size="sm">
            Total
          </Text>
          <Text fw={650} size="xl" data-testid="entry-total">
            {money.exact(typedTotal(form.values, money.digits))}
          </Text>
        </Group>
      }
    >
      <SaleFields form={form} />
    </EntryFrame>
  );
}

function tell(sale: Sale, newCustomer: string | null, money: (amount: number) => string): void {
  showUndoToast(
    `Saved: ${sale.product_name}, ${money(sale.total)}`,
    async () => {
      await client.sales.remove({ id: sale.id });
      if (newCustomer !== null) await client.customers.remove({ id: newCustomer });
    },
    `Taken back: ${sale.product_name}, ${money(sale.total)}`,
  );
}
