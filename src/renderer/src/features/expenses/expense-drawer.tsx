import { Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Expense } from '../../../../shared/schemas/expense.ts';
import { client, orpc } from '../../api/client.ts';
import { Facts } from '../../ui/facts.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { useToday } from '../../ui/format/use-today.ts';
import { ExpenseFields } from '../../ui/forms/expense-fields.tsx';
import {
  type ExpenseValues,
  expenseInputOf,
  expenseValues,
  isExpenseField,
} from '../../ui/forms/expense-values.ts';
import { SavingForm } from '../../ui/forms/saving-form.tsx';
import { useSaving } from '../../ui/forms/use-saving.ts';
import { RecordActions } from '../../ui/record-actions.tsx';
import { RecordDrawer } from '../../ui/record-drawer.tsx';
import { RecordHistory } from '../../ui/record-history.tsx';
import { showDoneToast } from '../../ui/undo-toast.tsx';
import { sayCategoryChanged } from './offer-rule.tsx';
import { useRemoveExpense } from './use-remove-expense.ts';

interface ExpenseDrawerProps {
  id: number | null;
  onClose: () => void;
}

/** One expense: what is known, change, deletion, history. */
export function ExpenseDrawer({ id, onClose }: ExpenseDrawerProps) {
  const query = useQuery(
    orpc.expenses.get.queryOptions({ input: { id: id ?? 1 }, enabled: id !== null }),
  );
  return (
    <RecordDrawer
      id={id}
      query={query}
      title={(expense) => expense?.description ?? 'Expense'}
      onClose={onClose}
    >
      {(expense) => <ExpenseDetail key={expense.id} expense={expense} onClose={onClose} />}
    </RecordDrawer>
  );
}

function ExpenseDetail({ expense, onClose }: { expense: Expense; onClose: () => void }) {
  const [editing, { open, close }] = useDisclosure(false);
  const { money, date } = useFormats();
  const remove = useRemoveExpense();
  if (editing) return <ExpenseChange expense={expense} onDone={close} />;
  return (
    <Stack gap="lg">
      <Text fz={28} fw={650} lh={1.2}>
        {money.exact(expense.amount)}
      </Text>
      <Facts
        facts={[
          { label: 'Date', value: date.weekday(expense.date) },
          { label: 'Category', value: expense.category },
          { label: 'Supplier', value: expense.supplier },
          { label: 'Paid by', value: expense.tender },
        ]}
      />
      <RecordActions
        onEdit={open}
        onDelete={() => {
          onClose();
          void remove(expense);
        }}
      />
      <RecordHistory entity="expense" id={expense.id} />
    </Stack>
  );
}

function ExpenseChange({ expense, onDone }: { expense: Expense; onDone: () => void }) {
  const { money, date } = useFormats();
  const today = useToday();
  const form = useForm<ExpenseValues>({
    initialValues: expenseValues(expense, money.digits, date.day),
  });
  const { save, saving, problem } = useSaving(form, isExpenseField);
  const saveExpense = async () => {
    const saved = await save(async () => {
      const input = expenseInputOf(form.getValues(), money.digits, today);
      await client.expenses.update({ id: expense.id, ...input });
    });
    if (!saved) return;
    onDone();
    if (form.getValues().category === (expense.category ?? ''))
      showDoneToast('The expense is changed.');
    else await sayCategoryChanged(expense.id);
  };
  return (
    <SavingForm
      problem={problem}
      saving={saving}
      onSave={() => void saveExpense()}
      onCancel={onDone}
    >
      <ExpenseFields form={form} />
    </SavingForm>
  );
}
