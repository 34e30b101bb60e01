import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { SavedMapping } from '../../../../../shared/schemas/mapping.ts';
import { client } from '../../../api/client.ts';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { SavingForm } from '../../../ui/forms/saving-form.tsx';
import { useSaving } from '../../../ui/forms/use-saving.ts';

interface RenameMappingProps {
  /** null when the dialog is closed. */
  mapping: SavedMapping | null;
  onClose: () => void;
}

/** Another name for a mapping. */
export function RenameMapping({ mapping, onClose }: RenameMappingProps) {
  return (
    <FormDialog
      opened={mapping !== null}
      onClose={onClose}
      title={mapping ? `Rename “${mapping.name}”` : ''}
    >
      {mapping && <RenameForm key={mapping.id} mapping={mapping} onDone={onClose} />}
    </FormDialog>
  );
}

function RenameForm({ mapping, onDone }: { mapping: SavedMapping; onDone: () => void }) {
  const form = useForm({ initialValues: { name: mapping.name } });
  const { save, saving, problem } = useSaving(form, (path) => path === 'name');
  const store = async () => {
    const saved = await save(async () => {
      await client.mappings.update({ id: mapping.id, name: form.getValues().name });
    });
    if (saved) onDone();
  };
  return (
    <SavingForm problem={problem} saving={saving} words="Rename" onSave={() => void store()}>
      <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
    </SavingForm>
  );
}
