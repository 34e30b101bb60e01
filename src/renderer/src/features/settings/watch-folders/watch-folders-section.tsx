import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WatchFolder } from '../../../../../shared/schemas/watch-folder.ts';
import { orpc } from '../../../api/client.ts';
import { LoadProblem } from '../../../ui/load-problem.tsx';
import type { Editing } from '../entry-dialog.tsx';
import { Section } from '../section.tsx';
import { WatchFolderCard } from './watch-folder-card.tsx';
import { WatchFolderDialog } from './watch-folder-form.tsx';

/** Whether a folder is there is no change of the shop, so nothing announces it. */
const LOOK_AGAIN_MS = 5000;

/** Folders whose new files are imported by themselves. */
export function WatchFoldersSection() {
  const { data, error, refetch } = useQuery(
    orpc.watchFolders.list.queryOptions({ refetchInterval: LOOK_AGAIN_MS }),
  );
  const { data: mappings = [] } = useQuery(orpc.mappings.list.queryOptions());
  const [editing, setEditing] = useState<Editing<WatchFolder>>(null);
  const folders = data ?? [];
  return (
    <Section
      title="Watched folders"
      description="New files in such a folder are imported by themselves while Tillwise is open, then moved to its folder “done” or “failed”. The same file is never imported twice."
    >
      <Stack gap="md">
        {error && <LoadProblem error={error} onRetry={() => void refetch()} />}
        {data && folders.length === 0 && (
          <Text size="sm" c="dimmed">
            {mappings.length === 0
              ? 'Save a mapping first: it says how the files of a folder are read.'
              : 'No folders yet. Point your till at a folder, and watch it here.'}
          </Text>
        )}
        {folders.map((folder) => (
          <WatchFolderCard key={folder.id} folder={folder} onEdit={() => setEditing(folder)} />
        ))}
        <Group>
          <Button
            size="xs"
            variant="default"
            disabled={mappings.length === 0}
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setEditing('new')}
          >
            Watch a folder
          </Button>
        </Group>
      </Stack>
      <WatchFolderDialog editing={editing} mappings={mappings} onClose={() => setEditing(null)} />
    </Section>
  );
}
