import type { UseFormReturnType } from '@mantine/form';
import { client } from '../../api/client.ts';
import { useToday } from '../../ui/format/use-today.ts';
import { CustomerFields } from '../../ui/forms/customer-fields.tsx';
import {
  type CustomerValues,
  createCustomer,
  emptyCustomer,
  isCustomerField,
} from '../../ui/forms/customer-values.ts';
import { useSaving } from '../../ui/forms/use-saving.ts';
import { showUndoToast } from '../../ui/undo-toast.tsx';
import { EntryFrame } from './entry-frame.tsx';
import { startAnew } from './use-entry-forms.ts';

/** A new customer: a name is enough. */
export function CustomerEntry({ form }: { form: UseFormReturnType<CustomerValues> }) {
  const today = useToday();
  const { save, saving, problem } = useSaving(form, isCustomerField);

  const saveCustomer = () =>
    save(async () => {
      const { id, name } = await createCustomer(form.getValues(), today);
      startAnew(form, emptyCustomer());
      showUndoToast(
        `Saved: ${name}, with the id ${id}`,
        () => client.customers.remove({ id }),
        `Taken back: ${name}`,
      );
    });

  return (
    <EntryFrame
      onSave={saveCustomer}
      saving={saving}
      problem={problem}
      dirty={form.isDirty()}
      afterEnter="close"
    >
      <CustomerFields form={form} />
    </EntryFrame>
  );
}
