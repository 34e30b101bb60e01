import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ExpenseRule } from '../../../../../shared/schemas/expense-rule.ts';
import { client } from '../../../api/client.ts';
import { SuggestField } from '../../../ui/fields/suggest-field.tsx';
import { SavingForm } from '../../../ui/forms/saving-form.tsx';
import { useSaving } from '../../../ui/forms/use-saving.ts';
import { type Editing, EntryDialog } from '../entry-dialog.tsx';

interface RuleDialogProps {
  editing: Editing<ExpenseRule>;
  onClose: () => void;
}

/** Adds or changes a rule. */
export function RuleDialog({ editing, onClose }: RuleDialogProps) {
  return (
    <EntryDialog
      editing={editing}
      onClose={onClose}
      title={(rule) => (rule ? 'Change the rule' : 'New rule')}
    >
      {(rule) => <RuleForm rule={rule} onDone={onClose} />}
    </EntryDialog>
  );
}

function RuleForm({ rule, onDone }: { rule: ExpenseRule | null; onDone: () => void }) {
  const form = useForm({
    initialValues: { text: rule?.text ?? '', category: rule?.category ?? '' },
  });
  const { save, saving, problem } = useSaving(form, (path) => path in form.values);
  const store = async () => {
    const saved = await save(async () => {
      const input = form.getValues();
      if (rule) await client.expenseRules.update({ id: rule.id, ...input });
      else await client.expenseRules.create(input);
    });
    if (saved) onDone();
  };
  return (
    <SavingForm
      problem={problem}
      saving={saving}
      words={rule ? 'Save' : 'Add the rule'}
      onSave={() => void store()}
    >
      <TextInput
        label="The description contains"
        description="Capitals and extra spaces do not matter."
        placeholder="Shell"
        data-autofocus
        {...form.getInputProps('text')}
      />
      <SuggestField
        of="expense category"
        label="Category"
        placeholder="Fuel"
        {...form.getInputProps('category')}
      />
    </SavingForm>
  );
}
