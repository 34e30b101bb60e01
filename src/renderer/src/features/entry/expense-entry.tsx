import type { UseFormReturnType } from '@mantine/form';
import { client } from '../../api/client.ts';
import { useFormats } from '../../ui/format/use-formats.ts';
import { useToday } from '../../ui/format/use-today.ts';
import { ExpenseFields } from '../../ui/forms/expense-fields.tsx';
import {
  type ExpenseValues,
  emptyExpense,
  expenseInputOf,
  isExpenseField,
} from '../../ui/forms/expense-values.ts';
import { useSaving } from '../../ui/forms/use-saving.ts';
import { showUndoToast } from '../../ui/undo-toast.tsx';
import { EntryFrame } from './entry-frame.tsx';
import { startAnew } from './use-entry-forms.ts';

/** What the shop spent: for what, how much, Enter. */
export function ExpenseEntry({ form }: { form: UseFormReturnType<ExpenseValues> }) {
  const { money, date } = useFormats();
  const today = useToday();
  const { save, saving, problem } = useSaving(form, isExpenseField);

  const saveExpense = () =>
    save(async () => {
      const input = expenseInputOf(form.getValues(), money.digits, today);
      const expense = await client.expenses.create(input);
      startAnew(form, emptyExpense(date.day(expense.date)));
      const words = `${expense.description}, ${money.exact(expense.amount)}`;
      showUndoToast(
        `Saved: ${words}`,
        () => client.expenses.remove({ id: expense.id }),
        `Taken back: ${words}`,
      );
    });

  return (
    <EntryFrame
      onSave={saveExpense}
      saving={saving}
      problem={problem}
      dirty={form.isDirty()}
      afterEnter="another"
    >
      <ExpenseFields form={form} />
    </EntryFrame>
  );
}
