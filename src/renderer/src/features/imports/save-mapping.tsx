import { Button, Group, Popover, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconBookmark } from '@tabler/icons-react';
import type { ImportPreview } from '../../../../shared/schemas/import.ts';
import { client } from '../../api/client.ts';
import { FormProblem } from '../../ui/forms/form-problem.tsx';
import { useSaving } from '../../ui/forms/use-saving.ts';
import { showDoneToast, showProblemToast } from '../../ui/undo-toast.tsx';

/** Keeps how this file is read, for the next one with the same columns. */
export function SaveMapping({ preview }: { preview: ImportPreview }) {
  const [opened, { close, toggle }] = useDisclosure(false);
  const { saved_mapping, kind, mapping, headers } = preview;
  const update = ({ id, name }: NonNullable<ImportPreview['saved_mapping']>) =>
    client.mappings
      .update({ id, mapping, headers })
      .then(() => showDoneToast(`“${name}” reads files like this from now on.`), showProblemToast);
  return (
    <Group gap="xs">
      {saved_mapping && !saved_mapping.used && (
        <Button variant="default" size="xs" onClick={() => void update(saved_mapping)}>
          Change “{saved_mapping.name}” to this
        </Button>
      )}
      <Popover opened={opened} onDismiss={close} width={320} shadow="md" trapFocus>
        <Popover.Target>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconBookmark size={16} stroke={1.6} aria-hidden />}
            onClick={toggle}
          >
            Save this mapping
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <NameForm
            onDone={close}
            onSave={(name) => client.mappings.create({ name, kind, mapping, headers })}
          />
        </Popover.Dropdown>
      </Popover>
    </Group>
  );
}

interface NameFormProps {
  onSave: (name: string) => Promise<{ name: string }>;
  onDone: () => void;
}

function NameForm({ onSave, onDone }: NameFormProps) {
  const form = useForm({ initialValues: { name: '' } });
  const { save, saving, problem } = useSaving(form, (path) => path === 'name');
  const store = () =>
    save(async () => {
      const { name } = await onSave(form.getValues().name);
      showDoneToast(`Files with these columns are read as “${name}” from now on.`);
      onDone();
    });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void store();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label="Name"
          description="Such as the till or the bank that makes these files."
          data-autofocus
          {...form.getInputProps('name')}
        />
        <FormProblem problem={problem} />
        <Group justify="flex-end">
          <Button type="submit" size="xs" loading={saving}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
