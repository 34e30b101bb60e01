import { Badge, Button, Code, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type { WebhookDelivery } from '../../../../../shared/schemas/webhook.ts';
import { client } from '../../../api/client.ts';
import { CopyValue } from '../../../ui/copy-value.tsx';
import { useFormats } from '../../../ui/format/use-formats.ts';
import { showProblemToast } from '../../../ui/undo-toast.tsx';
import classes from './delivery-entry.module.css';
import { attemptWords } from './delivery-words.ts';
import { eventName } from './event-words.ts';

const states = {
  delivered: { label: 'Delivered', color: 'pine' },
  retrying: { label: 'Trying again', color: 'yellow' },
  failed: { label: 'Failed', color: 'red' },
} as const;

interface DeliveryEntryProps {
  delivery: WebhookDelivery;
  webhookId: number;
  /** It was sent again: there is a new entry. */
  onSent: () => void;
}

/** One message: whether it arrived, and each attempt when unfolded. */
export function DeliveryEntry({ delivery, webhookId, onSent }: DeliveryEntryProps) {
  const { date } = useFormats();
  const [opened, { toggle }] = useDisclosure(false);
  const [sending, setSending] = useState(false);
  const { id, kind, event_type, state, attempts, attempt_count, next_attempt_at } = delivery;
  const name = kind === 'test' ? 'Test message' : eventName(event_type);
  const { label, color } = states[state];

  const sendAgain = async () => {
    setSending(true);
    try {
      await client.webhooks.replayDelivery({ id: webhookId, delivery_id: id });
      onSent();
    } catch (error) {
      showProblemToast(error);
    } finally {
      setSending(false);
    }
  };

  return (
    <article className={classes.entry} aria-label={name}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" fw={600}>
          {name}
          {kind === 'replay' && (
            <Text span size="xs" c="dimmed" ml={6}>
              sent again
            </Text>
          )}
        </Text>
        <Badge variant="light" color={color} tt="none" flex="none">
          {label}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        {date.dateTime(delivery.last_attempt_at)}
        {attempts[0] && ` · ${attemptWords(attempts[0])}`}
        {next_attempt_at && ` · next try ${date.dateTime(next_attempt_at)}`}
      </Text>
      <Group gap={4} mt={4} ml={-8}>
        <Button variant="subtle" size="compact-xs" aria-expanded={opened} onClick={toggle}>
          {opened
            ? 'Hide the attempts'
            : attempt_count === 1
              ? 'Show the attempt'
              : `Show ${attempt_count} attempts`}
        </Button>
        {kind !== 'test' && state !== 'retrying' && (
          <Button
            variant="subtle"
            size="compact-xs"
            loading={sending}
            onClick={() => void sendAgain()}
          >
            Send again
          </Button>
        )}
      </Group>
      {opened && (
        <div className={classes.attempts}>
          {attempts.map((attempt) => (
            <div key={attempt.at}>
              <Text size="xs">
                {date.dateTime(attempt.at)} · {attemptWords(attempt)}
              </Text>
              {attempt.response && (
                <Code block fz="xs" mah={140} style={{ overflow: 'auto' }}>
                  {attempt.response}
                </Code>
              )}
            </div>
          ))}
          <Group gap={6} wrap="nowrap">
            <Text size="xs" c="dimmed" flex="none">
              webhook-id
            </Text>
            <CopyValue what="the webhook-id" value={delivery.message_id} />
          </Group>
        </div>
      )}
    </article>
  );
}
