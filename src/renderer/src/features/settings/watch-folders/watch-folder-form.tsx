import { Button, Group, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { SavedMapping } from '../../../../../shared/schemas/mapping.ts';
import type { WatchFolder } from '../../../../../shared/schemas/watch-folder.ts';
import { client } from '../../../api/client.ts';
import { SavingForm } from '../../../ui/forms/saving-form.tsx';
import { FieldProblems, useSaving } from '../../../ui/forms/use-saving.ts';
import { showProblemToast } from '../../../ui/undo-toast.tsx';
import { type Editing, EntryDialog } from '../entry-dialog.tsx';

interface WatchFolderDialogProps {
  editing: Editing<WatchFolder>;
  mappings: readonly SavedMapping[];
  onClose: () => void;
}

/** Adds or changes a watched folder. */
export function WatchFolderDialog({ editing, mappings, onClose }: WatchFolderDialogProps) {
  return (
    <EntryDialog
      editing={editing}
      onClose={onClose}
      title={(folder) => (folder ? 'Change the watched folder' : 'Watch a folder')}
      size={540}
    >
      {(folder) => <WatchFolderForm folder={folder} mappings={mappings} onDone={onClose} />}
    </EntryDialog>
  );
}

interface WatchFolderFormProps {
  /** The one to change; null for a new one. */
  folder: WatchFolder | null;
  mappings: readonly SavedMapping[];
  onDone: () => void;
}

function WatchFolderForm({ folder, mappings, onDone }: WatchFolderFormProps) {
  const form = useForm({
    initialValues: {
      folder: folder?.folder ?? '',
      mapping_id: String(folder?.mapping_id ?? mappings[0]?.id ?? ''),
    },
  });
  const { save, saving, problem } = useSaving(form, (path) => path in form.values);

  const choose = async () => {
    try {
      const chosen = (await client.watchFolders.choose()).folder;
      if (chosen !== null) form.setFieldValue('folder', chosen);
    } catch (error) {
      showProblemToast(error);
    }
  };
  const store = async () => {
    const saved = await save(async () => {
      const { folder: path, mapping_id } = form.getValues();
      if (mapping_id === '') throw new FieldProblems({ mapping_id: 'Choose a mapping.' });
      const input = { folder: path, mapping_id: Number(mapping_id) };
      if (folder) await client.watchFolders.update({ id: folder.id, ...input });
      else await client.watchFolders.create(input);
    });
    if (saved) onDone();
  };

  return (
    <SavingForm
      problem={problem}
      saving={saving}
      words={folder ? 'Save' : 'Watch the folder'}
      onSave={() => void store()}
    >
      <Group align="flex-start" wrap="nowrap" gap="xs">
        <TextInput
          flex={1}
          label="Folder"
          placeholder="/home/ana/till"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('folder')}
        />
        <Button variant="default" mt={25} flex="none" onClick={() => void choose()}>
          Choose…
        </Button>
      </Group>
      <Select
        label="Read its files with"
        allowDeselect={false}
        data={mappings.map(({ id, name }) => ({ value: String(id), label: name }))}
        {...form.getInputProps('mapping_id')}
      />
    </SavingForm>
  );
}
