import { useForm } from '@mantine/form';
import type { Sale } from '../../../../shared/schemas/sale.ts';
import { client } from '../../api/client.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { useToday } from '../../ui/format/use-today.ts';
import { addTypedCustomer } from '../../ui/forms/add-typed-customer.ts';
import { samePayments, typedPayment } from '../../ui/forms/payment-values.ts';
import { SaleFields } from '../../ui/forms/sale-fields.tsx';
import {
  isSaleField,
  type SaleValues,
  saleInputOf,
  saleValues,
  typedTotal,
} from '../../ui/forms/sale-values.ts';
import { SavingForm } from '../../ui/forms/saving-form.tsx';
import { useSaving } from '../../ui/forms/use-saving.ts';
import { showDoneToast } from '../../ui/undo-toast.tsx';

/** Changes a ticket; what was not touched is not sent, so that it stays exactly as it is. */
export function SaleChange({ sale, onDone }: { sale: Sale; onDone: () => void }) {
  const { money, date } = useFormats();
  const today = useToday();
  const form = useForm<SaleValues>({ initialValues: saleValues(sale, money.digits, date.day) });
  const { save, saving, problem } = useSaving(form, isSaleField);

  const saveSale = async () => {
    const saved = await save(async () => {
      const values = form.getValues();
      const { lines, discount, ...ticket } = saleInputOf(values, money.digits, today);
      const before = form.getInitialValues();
      const linesTouched =
        values.discount !== before.discount ||
        JSON.stringify(values.lines) !== JSON.stringify(before.lines);
      const total = typedTotal(values, money.digits);
      // Several payments follow a changed total only by hand.
      const paymentTouched =
        !samePayments(values.payments, before.payments) ||
        (values.payments.length > 1 && total !== typedTotal(before, money.digits));
      const payment = paymentTouched
        ? typedPayment(values.payments, total, money.digits, money.exact)
        : {};
      const customer = await addTypedCustomer(form, today);
      await client.sales.update({
        id: sale.id,
        ...ticket,
        ...(customer === null ? {} : { customer_id: customer }),
        ...(linesTouched ? { lines, discount } : {}),
        ...payment,
      });
    });
    if (!saved) return;
    showDoneToast(sale.kind === 'refund' ? 'The refund is changed.' : 'The sale is changed.');
    onDone();
  };

  return (
    <SavingForm problem={problem} saving={saving} onSave={() => void saveSale()} onCancel={onDone}>
      <SaleFields form={form} narrow />
    </SavingForm>
  );
}
