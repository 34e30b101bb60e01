import { Alert, Checkbox, Group, Radio, Switch, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle } from '@tabler/icons-react';
import { z } from 'zod';
import { EventType } from '../../../../../shared/events/catalogue.ts';
import type { Webhook } from '../../../../../shared/schemas/webhook.ts';
import { client } from '../../../api/client.ts';
import { SavingForm } from '../../../ui/forms/saving-form.tsx';
import { FieldProblems, useSaving } from '../../../ui/forms/use-saving.ts';
import { type Editing, EntryDialog } from '../entry-dialog.tsx';
import { eventGroups } from './event-words.ts';
import classes from './webhook-form.module.css';

interface WebhookDialogProps {
  editing: Editing<Webhook>;
  onClose: () => void;
  /** @param secret of a new webhook, to be shown once */
  onDone: (secret: string | null) => void;
}

/** Adds or changes a webhook. */
export function WebhookDialog({ editing, onClose, onDone }: WebhookDialogProps) {
  return (
    <EntryDialog
      editing={editing}
      onClose={onClose}
      title={(webhook) => (webhook ? `Change “${webhook.name}”` : 'New webhook')}
      size={540}
    >
      {(webhook) => <WebhookForm webhook={webhook} onDone={onDone} />}
    </EntryDialog>
  );
}

interface WebhookFormProps {
  /** The one to change; null for a new one. */
  webhook: Webhook | null;
  onDone: (secret: string | null) => void;
}

interface WebhookValues {
  name: string;
  url: string;
  which: string;
  event_types: string[];
  allow_private: boolean;
}

const eventTypes = z.array(z.enum(EventType));

/** Where events go, and which. */
function WebhookForm({ webhook, onDone }: WebhookFormProps) {
  const form = useForm<WebhookValues>({
    initialValues: {
      name: webhook?.name ?? '',
      url: webhook?.url ?? '',
      which: webhook && webhook.event_types.length > 0 ? 'some' : 'all',
      event_types: webhook?.event_types ?? [],
      allow_private: webhook?.allow_private ?? false,
    },
  });
  // What was wrong with the address may be right now.
  form.watch('allow_private', () => form.clearFieldError('url'));
  const { save, saving, problem } = useSaving(form, (path) => path in form.values);
  const { which, allow_private } = form.values;

  const store = () =>
    save(async () => {
      const { name, url, which: chosen, event_types, allow_private: allowed } = form.getValues();
      if (chosen === 'some' && event_types.length === 0)
        throw new FieldProblems({ event_types: 'Choose at least one event.' });
      const input = {
        name,
        url,
        event_types: eventTypes.parse(chosen === 'some' ? event_types : []),
        allow_private: allowed,
      };
      if (webhook) await client.webhooks.update({ id: webhook.id, ...input });
      onDone(webhook ? null : (await client.webhooks.create(input)).secret);
    });

  return (
    <SavingForm
      problem={problem}
      saving={saving}
      words={webhook ? 'Save' : 'Add the webhook'}
      onSave={() => void store()}
    >
      <TextInput
        label="Name"
        description="Which program is it for?"
        placeholder="Stock sheet"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <TextInput
        label="Address"
        description="Where the program listens."
        placeholder="https://example.com/tillwise"
        inputMode="url"
        autoComplete="off"
        {...form.getInputProps('url')}
      />
      <Switch
        label="Allow an address on this computer or in this network"
        description="Off, messages only go out to the internet over https."
        {...form.getInputProps('allow_private', { type: 'checkbox' })}
      />
      {allow_private && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />}>
          Tillwise will then send your sales to a device near you, where plain http can be read by
          others in the same network. Allow it only for a program that you run yourself.
        </Alert>
      )}
      <Radio.Group label="Tell it of" {...form.getInputProps('which')}>
        <Group gap="lg" mt={6}>
          <Radio value="all" label="Every event" />
          <Radio value="some" label="Only some" />
        </Group>
      </Radio.Group>
      {which === 'some' && (
        <Checkbox.Group aria-label="Which events" {...form.getInputProps('event_types')}>
          <div className={classes.frame}>
            <div className={classes.events}>
              {eventGroups().map(({ group, items }) => (
                <div key={group} className={classes.group}>
                  <Text size="xs" c="dimmed" fw={600}>
                    {group}
                  </Text>
                  {items.map(({ value, label }) => (
                    <Checkbox key={value} size="xs" value={value} label={label} />
                  ))}
                </div>
              ))}
            </div>
          </div>
        </Checkbox.Group>
      )}
    </SavingForm>
  );
}
