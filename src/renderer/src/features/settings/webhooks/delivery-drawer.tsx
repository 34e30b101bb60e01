import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { deliveryState, type Webhook } from '../../../../../shared/schemas/webhook.ts';
import { client, orpc } from '../../../api/client.ts';
import { LoadProblem } from '../../../ui/load-problem.tsx';
import { Loading } from '../../../ui/loading.tsx';
import { SideDrawer } from '../../../ui/side-drawer.tsx';
import { DeliveryEntry } from './delivery-entry.tsx';

const PAGE_ROWS = 20;
/** Attempts announce nothing: look again while somebody looks. */
const LOOK_AGAIN_MS = 2500;

interface DeliveryDrawerProps {
  webhook: Webhook | null;
  onClose: () => void;
}

/** What was sent to a receiver and what it answered, newest first. */
export function DeliveryDrawer({ webhook, onClose }: DeliveryDrawerProps) {
  return (
    <SideDrawer
      opened={webhook !== null}
      onClose={onClose}
      title={webhook ? `Sent to ${webhook.name}` : ''}
    >
      {webhook && <Deliveries key={webhook.id} webhookId={webhook.id} />}
    </SideDrawer>
  );
}

function Deliveries({ webhookId }: { webhookId: number }) {
  const [shown, setShown] = useState('all');
  const state = deliveryState.safeParse(shown);
  const input = {
    id: webhookId,
    limit: PAGE_ROWS,
    ...(state.success ? { state: state.data } : {}),
  };
  const query = useInfiniteQuery({
    queryKey: orpc.webhooks.deliveries.key({ type: 'infinite', input }),
    queryFn: ({ pageParam }) =>
      client.webhooks.deliveries(pageParam ? { ...input, cursor: pageParam } : input),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.headers['x-next-cursor'],
    // Whoever reads on in the past is not interrupted by what is new.
    refetchInterval: ({ state: held }) =>
      held.data && held.data.pages.length > 1 ? false : LOOK_AGAIN_MS,
  });
  const deliveries = query.data?.pages.flatMap((page) => page.body) ?? [];
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label="Which messages"
        value={shown}
        onChange={setShown}
        data={[
          { value: 'all', label: 'All' },
          { value: 'delivered', label: 'Delivered' },
          { value: 'retrying', label: 'Trying again' },
          { value: 'failed', label: 'Failed' },
        ]}
      />
      {query.error && <LoadProblem error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Loading />}
      {query.data && deliveries.length === 0 && (
        <Text c="dimmed" size="sm" ta="center" py={48}>
          {shown === 'all'
            ? 'Nothing was sent yet. Send a test to see whether the program listens.'
            : 'No such messages.'}
        </Text>
      )}
      <div data-testid="deliveries">
        {deliveries.map((delivery) => (
          <DeliveryEntry
            key={delivery.id}
            delivery={delivery}
            webhookId={webhookId}
            onSent={() => void query.refetch()}
          />
        ))}
      </div>
      {query.hasNextPage && (
        <Group justify="center">
          <Button
            variant="subtle"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show older ones
          </Button>
        </Group>
      )}
    </Stack>
  );
}
