import { Button, Group, Select, Stack, Title } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { EventEntry } from '../../../../shared/schemas/event.ts';
import { client, orpc } from '../../api/client.ts';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { NothingMatches } from '../../ui/list/nothing-matches.tsx';
import { SearchField } from '../../ui/list/search-field.tsx';
import { PAGE_ROWS, useList } from '../../ui/list/use-list.ts';
import { LoadProblem } from '../../ui/load-problem.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { EntryRunLines } from './entry-run.tsx';
import { type EntryRun, entryRuns } from './entry-runs.ts';
import { useNearEnd } from './use-near-end.ts';

const entities = [
  { value: 'sale', label: 'Sales' },
  { value: 'customer', label: 'Customers' },
  { value: 'product', label: 'Products' },
  { value: 'expense', label: 'Expenses' },
  { value: 'import', label: 'Imports' },
  { value: 'mapping', label: 'Saved mappings' },
  { value: 'watch_folder', label: 'Watched folders' },
  { value: 'expense_rule', label: 'Expense rules' },
  { value: 'setting', label: 'Settings' },
  { value: 'token', label: 'API tokens' },
  { value: 'webhook', label: 'Webhooks' },
  { value: 'pairing', label: 'Pairing' },
];

/** Everything that happened, newest first: who, what, when, before and after. */
export function ActivityScreen() {
  const [q, setQ] = useState('');
  const [entity, setEntity] = useState<string | null>(null);
  const input = { ...(q ? { q } : {}), ...(entity ? { entity } : {}), limit: PAGE_ROWS };
  const list = useList(
    orpc.events.list.key({ type: 'infinite', input }),
    (cursor) => client.events.list(cursor ? { ...input, cursor } : input),
    (entry: EventEntry) => entry,
  );
  const narrowed = q !== '' || entity !== null;
  const days = useDays(list.rows, narrowed);
  const shown = days.reduce((sum, { runs }) => sum + runs.length, 0);
  const end = useNearEnd(list.loadMore, list.rows.length, shown);
  return (
    <Page
      title="Activity"
      description="Every change, whoever made it. Nothing is ever taken out of this trail."
    >
      <Group gap="xs" mb="md">
        <SearchField label="Search the trail" onSearch={setQ} />
        <Select
          aria-label="About"
          placeholder="Everything"
          clearable
          w={160}
          data={entities}
          value={entity}
          onChange={setEntity}
        />
      </Group>
      {list.error && list.rows.length === 0 ? (
        <LoadProblem error={list.error} onRetry={list.retry} />
      ) : list.rows.length === 0 && !list.loading ? (
        narrowed ? (
          <NothingMatches />
        ) : (
          <EmptyState icon={IconHistory} title="Nothing happened yet">
            From your first sale on, every change is noted here.
          </EmptyState>
        )
      ) : (
        <Days days={days} />
      )}
      <div ref={end}>
        {list.loading && <Loading />}
        {!list.loading && list.total !== undefined && list.rows.length < list.total && (
          <Group justify="center" py="lg">
            <Button variant="subtle" onClick={list.loadMore}>
              Show more
            </Button>
          </Group>
        )}
      </div>
    </Page>
  );
}

interface Day {
  name: string;
  runs: readonly EntryRun[];
}

/** The entries by the day on which they happened, on the shop's clock. */
function useDays(entries: readonly EventEntry[], narrowed: boolean): Day[] {
  const { date } = useFormats();
  return useMemo(() => {
    const days = new Map<string, EventEntry[]>();
    for (const entry of entries) {
      const day = date.dayOf(entry.occurred_at);
      const ofDay = days.get(day);
      if (ofDay) ofDay.push(entry);
      else days.set(day, [entry]);
    }
    return [...days].map(([name, ofDay]) => ({
      name,
      // Who looks for something wants to see each.
      runs: narrowed ? ofDay.map((first) => ({ first, others: [] })) : entryRuns(ofDay),
    }));
  }, [entries, narrowed, date]);
}

function Days({ days }: { days: readonly Day[] }) {
  return (
    <Stack gap="xl" data-testid="trail">
      {days.map(({ name, runs }) => (
        <section key={name} aria-label={name}>
          <Title order={2} size="h5" mb="xs">
            {name}
          </Title>
          <Card p={0}>
            {runs.map((run) => (
              <EntryRunLines key={run.first.id} {...run} />
            ))}
          </Card>
        </section>
      ))}
    </Stack>
  );
}
