import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ExpenseRule } from '../../../../../shared/schemas/expense-rule.ts';
import { client } from '../../../api/client.ts';
import { SuggestField } from '../../../ui/fields/suggest-field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { SavingForm } from '../../../ui/forms/saving-form.tsx';
import { useSaving } from '../../../ui/forms/use-saving.ts';

interface RuleFormProps {
  /** The one to change; null for a new one. */
  rule: ExpenseRule | null;
  onClose: () => void;
}

function RuleForm({ rule, onClose }: RuleFormProps) {
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
    if (saved) onClose();
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

/** The form of a rule in a dialog. */
export function RuleFormModal({ opened, ...form }: RuleFormProps & { opened: boolean }) {
  return (
    <FormDialog
      opened={opened}
      onClose={form.onClose}
      title={form.rule ? 'Change the rule' : 'New rule'}
    >
      <RuleForm {...form} />
    </FormDialog>
  );
}
