import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Webhook } from '../../../../../shared/schemas/webhook.ts';
import { orpc } from '../../../api/client.ts';
import { LoadProblem } from '../../../ui/load-problem.tsx';
import type { Editing } from '../entry-dialog.tsx';
import { Section } from '../section.tsx';
import { DeliveryDrawer } from './delivery-drawer.tsx';
import { WebhookCard } from './webhook-card.tsx';
import { WebhookDialog } from './webhook-form.tsx';
import { WebhookSecret } from './webhook-secret.tsx';

/** What goes out is no change of the shop, so nothing announces it: look again while it is shown. */
const LOOK_AGAIN_MS = 4000;

/** Programs that are told of what happens, and how that goes. */
export function WebhooksSection() {
  const { data, error, refetch } = useQuery(
    orpc.webhooks.list.queryOptions({ refetchInterval: LOOK_AGAIN_MS }),
  );
  const [editing, setEditing] = useState<Editing<Webhook>>(null);
  const [shown, setShown] = useState<{ secret: string; replaced: boolean } | null>(null);
  const [logOf, setLogOf] = useState<Webhook | null>(null);
  const webhooks = data ?? [];
  return (
    <Section
      title="Webhooks"
      description="Tell another program by itself when something happens here, such as a new sale. Every message is signed, sent in order, and tried again for three days."
    >
      <Stack gap="md">
        {error && <LoadProblem error={error} onRetry={() => void refetch()} />}
        {data && webhooks.length === 0 && (
          <Text size="sm" c="dimmed">
            No webhooks yet. Nothing leaves this computer until you add one.
          </Text>
        )}
        {webhooks.map((webhook) => (
          <WebhookCard
            key={webhook.id}
            webhook={webhook}
            onEdit={() => setEditing(webhook)}
            onLog={() => setLogOf(webhook)}
            onSecret={(secret) => setShown({ secret, replaced: true })}
          />
        ))}
        <Group>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setEditing('new')}
          >
            New webhook
          </Button>
        </Group>
      </Stack>
      <WebhookDialog
        editing={editing}
        onClose={() => setEditing(null)}
        onDone={(secret) => {
          setEditing(null);
          if (secret !== null) setShown({ secret, replaced: false });
        }}
      />
      <WebhookSecret
        secret={shown?.secret ?? null}
        replaced={shown?.replaced ?? false}
        onClose={() => setShown(null)}
      />
      <DeliveryDrawer webhook={logOf} onClose={() => setLogOf(null)} />
    </Section>
  );
}
