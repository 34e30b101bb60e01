import { Badge, Button, Group, Menu, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import {
  IconKey,
  IconListDetails,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { Webhook } from '../../../../../shared/schemas/webhook.ts';
import { client } from '../../../api/client.ts';
import { useFormats } from '../../../ui/format/use-formats.ts';
import { showDoneToast, showProblemToast } from '../../../ui/undo-toast.tsx';
import { EntryCard } from '../entry-card.tsx';
import { testOutcome } from './delivery-words.ts';
import { eventList } from './event-words.ts';

interface WebhookCardProps {
  webhook: Webhook;
  onEdit: () => void;
  onLog: () => void;
  /** A new secret was made and must be shown. */
  onSecret: (secret: string) => void;
}

const statuses = {
  active: { label: 'On', color: 'pine' },
  paused: { label: 'Paused', color: 'gray' },
  disabled: { label: 'Turned off', color: 'red' },
} as const;

/** One receiver: how it does, and what can be done with it. */
export function WebhookCard({ webhook, onEdit, onLog, onSecret }: WebhookCardProps) {
  const { id, name, url, event_types, status, status_reason } = webhook;
  const [testing, setTesting] = useState(false);
  const { label, color } =
    status === 'active' && webhook.failing_since !== null
      ? { label: 'Trying again', color: 'yellow' }
      : statuses[status];
  const on = status === 'active';

  const test = async () => {
    setTesting(true);
    try {
      const outcome = testOutcome(await client.webhooks.test({ id }));
      if (outcome.delivered) showDoneToast(`“${name}” ${outcome.words}`);
      else showProblem(name, outcome.words);
    } catch (error) {
      showProblemToast(error);
    } finally {
      setTesting(false);
    }
  };
  // The badge tells how it went.
  const turn = () => client.webhooks.update({ id, active: !on }).catch(showProblemToast);

  return (
    <EntryCard
      name={name}
      badge={
        <Badge variant="light" color={color} tt="none">
          {label}
        </Badge>
      }
      under={url}
      controls={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconSend size={14} aria-hidden />}
          loading={testing}
          onClick={() => void test()}
        >
          Send a test
        </Button>
      }
      menu={
        <>
          <Menu.Item leftSection={<IconListDetails size={16} aria-hidden />} onClick={onLog}>
            Delivery log
          </Menu.Item>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
            Change
          </Menu.Item>
          <Menu.Item
            leftSection={
              on ? (
                <IconPlayerPause size={16} aria-hidden />
              ) : (
                <IconPlayerPlay size={16} aria-hidden />
              )
            }
            onClick={() => void turn()}
          >
            {on ? 'Pause' : 'Turn on again'}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconKey size={16} aria-hidden />}
            onClick={() => confirmRotation(webhook, onSecret)}
          >
            New secret
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => confirmDeletion(webhook)}
          >
            Delete
          </Menu.Item>
        </>
      }
    >
      <State webhook={webhook} />
      <Group justify="space-between" mt="xs" gap="xs">
        <Text size="xs" c="dimmed">
          {eventList(event_types)} · secret …{webhook.secret_hint}
          {webhook.allow_private && ' · private addresses allowed'}
        </Text>
        <Button variant="subtle" size="compact-xs" onClick={onLog} aria-label={`Log of ${name}`}>
          Delivery log
        </Button>
      </Group>
      {status === 'disabled' && status_reason && (
        <Text size="sm" c="red" mt="xs" role="status">
          {status_reason}
        </Text>
      )}
    </EntryCard>
  );
}

/** What waits, since when it fails, and until when the old secret signs; nothing when all is well. */
function State({ webhook }: { webhook: Webhook }) {
  const { date, number } = useFormats();
  const { status, waiting, failing_since, next_attempt_at, old_secret_until } = webhook;
  const parts = [
    status !== 'active' &&
      waiting > 0 &&
      `${number.count(waiting)} ${waiting === 1 ? 'event waits' : 'events wait'}.`,
    status === 'active' &&
      failing_since !== null &&
      `No success since ${date.dateTime(failing_since)}, ${number.count(webhook.failed_attempts)} ${webhook.failed_attempts === 1 ? 'try' : 'tries'}; nothing is lost.`,
    status === 'active' &&
      next_attempt_at !== null &&
      `Next try ${date.dateTime(next_attempt_at)}.`,
    old_secret_until !== null &&
      Date.parse(old_secret_until) > Date.now() &&
      `The old secret signs too until ${date.dateTime(old_secret_until)}.`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return null;
  return (
    <Text size="sm" mt="xs">
      {parts.join(' ')}
    </Text>
  );
}

function showProblem(name: string, words: string): void {
  modals.open({
    title: `The test did not reach “${name}”`,
    children: <Text size="sm">{words}</Text>,
  });
}

function confirmRotation({ id, name }: Webhook, onSecret: (secret: string) => void): void {
  modals.openConfirmModal({
    title: `A new secret for “${name}”?`,
    children: (
      <Text size="sm">
        Put the new one into the program within 24 hours. Until then the old one signs too; after
        that it does not any more.
      </Text>
    ),
    labels: { confirm: 'Make a new secret', cancel: 'Keep the old one' },
    onConfirm: () => {
      client.webhooks.rotate({ id }).then(({ secret }) => onSecret(secret), showProblemToast);
    },
  });
}

function confirmDeletion({ id, name }: Webhook): void {
  modals.openConfirmModal({
    title: `Delete “${name}”?`,
    children: (
      <Text size="sm">
        The program is told of nothing any more, and its delivery log goes too. This cannot be taken
        back.
      </Text>
    ),
    labels: { confirm: 'Delete', cancel: 'Keep it' },
    confirmProps: { color: 'red' },
    onConfirm: () => {
      client.webhooks
        .remove({ id })
        .then(() => showDoneToast(`“${name}” is deleted.`), showProblemToast);
    },
  });
}
