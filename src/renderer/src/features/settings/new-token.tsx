import { Checkbox, Stack, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { tokenScope } from '../../../../shared/schemas/token.ts';
import { client } from '../../api/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useToday } from '../../ui/format/use-today.ts';
import { SavingForm } from '../../ui/forms/saving-form.tsx';
import { useSaving } from '../../ui/forms/use-saving.ts';
import { scopeWords } from '../../ui/scope-words.ts';
import { ShownOnce } from './shown-once.tsx';

interface NewTokenProps {
  opened: boolean;
  onClose: () => void;
}

/** Makes a token; it is shown once and then never again. */
export function NewToken({ opened, onClose }: NewTokenProps) {
  const [made, setMade] = useState<string | null>(null);
  const close = () => {
    onClose();
    setMade(null);
  };
  return (
    <FormDialog
      opened={opened}
      onClose={close}
      title={made ? 'Your new token' : 'New token'}
      size={540}
    >
      {made ? (
        <ShownOnce what="the token" value={made} onDone={close} data-testid="new-token">
          The program sends it with every call, as the header “Authorization: Bearer …”.
        </ShownOnce>
      ) : (
        <TokenForm onMade={setMade} />
      )}
    </FormDialog>
  );
}

function TokenForm({ onMade }: { onMade: (token: string) => void }) {
  const today = useToday();
  const form = useForm<{ name: string; scopes: string[]; expires_on: string | null }>({
    initialValues: { name: '', scopes: ['read', 'write'], expires_on: null },
  });
  const { save, saving, problem } = useSaving(form, (path) => path in form.values);
  const make = () =>
    save(async () => {
      const { name, scopes, expires_on } = form.getValues();
      const input = { name, scopes: tokenScope.array().parse(scopes), expires_on };
      const { token } = await client.tokens.create(input);
      onMade(token);
    });
  return (
    <SavingForm problem={problem} saving={saving} words="Make the token" onSave={() => void make()}>
      <TextInput
        label="Name"
        description="Which program is it for?"
        placeholder="Till at the counter"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Checkbox.Group label="It may" {...form.getInputProps('scopes')}>
        <Stack gap="xs" mt={6}>
          {scopeWords.map(({ scope, label, description }) => (
            <Checkbox key={scope} value={scope} label={label} description={description} />
          ))}
        </Stack>
      </Checkbox.Group>
      <DateInput
        label="Works until"
        placeholder="For as long as you like"
        clearable
        minDate={today}
        valueFormat="D MMM YYYY"
        clearButtonProps={{ 'aria-label': 'For as long as you like' }}
        {...form.getInputProps('expires_on')}
      />
    </SavingForm>
  );
}
