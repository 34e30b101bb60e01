import { Divider, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../api/client.ts';
import { ChangeList } from './change-list.tsx';
import { useFormats } from './format/use-formats.ts';

/** The newest entries of a record's history are enough beside the record; the trail has all. */
const SHOWN = 20;

/** What happened to one record: who, when, what changed. */
export function RecordHistory({ entity, id }: { entity: string; id: string | number }) {
  const { date } = useFormats();
  const { data } = useQuery(
    orpc.events.list.queryOptions({
      input: { entity, entity_id: String(id), limit: SHOWN },
    }),
  );
  if (!data || data.body.length === 0) return null;
  return (
    <section aria-label="History">
      <Divider mb="lg" />
      <Title order={3} size="h5" mb="xs">
        History
      </Title>
      <Stack gap="sm">
        {data.body.map((entry) => (
          <div key={entry.id}>
            <Text size="sm" lineClamp={2}>
              {entry.summary}
            </Text>
            <Text size="xs" c="dimmed">
              {date.dateTime(entry.occurred_at)} · {entry.actor}
            </Text>
            <ChangeList changes={entry.changes} />
          </div>
        ))}
      </Stack>
    </section>
  );
}
