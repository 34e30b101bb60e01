import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SavedMapping } from '../../../../../shared/schemas/mapping.ts';
import { orpc } from '../../../api/client.ts';
import { LoadProblem } from '../../../ui/load-problem.tsx';
import { showDoneToast, showProblemToast } from '../../../ui/undo-toast.tsx';
import { Section } from '../section.tsx';
import { MappingCard } from './mapping-card.tsx';
import { takeInMapping } from './mapping-file.ts';
import { RenameMapping } from './rename-mapping.tsx';

/** How the files of the owner's own tills are read. */
export function MappingsSection() {
  const { data, error, refetch } = useQuery(orpc.mappings.list.queryOptions());
  const [renaming, setRenaming] = useState<SavedMapping | null>(null);
  const mappings = data ?? [];

  const takeIn = (file: File | null) => {
    if (!file) return;
    takeInMapping(file).then(
      ({ name }) => showDoneToast(`“${name}” is there now.`),
      showProblemToast,
    );
  };

  return (
    <Section
      title="Saved mappings"
      description="How Tillwise reads the files of your till or your bank. A file with the same columns is read with its mapping before anything is guessed."
    >
      <Stack gap="md">
        {error && <LoadProblem error={error} onRetry={() => void refetch()} />}
        {data && mappings.length === 0 && (
          <Text size="sm" c="dimmed">
            None yet. Look at a file under Import, set it right, and choose “Save this mapping”.
          </Text>
        )}
        {mappings.map((mapping) => (
          <MappingCard key={mapping.id} mapping={mapping} onRename={() => setRenaming(mapping)} />
        ))}
        <Group>
          <FileButton accept="application/json,.json" onChange={takeIn}>
            {(props) => (
              <Button
                {...props}
                size="xs"
                variant="default"
                leftSection={<IconUpload size={14} aria-hidden />}
              >
                Take in a mapping file
              </Button>
            )}
          </FileButton>
        </Group>
      </Stack>
      <RenameMapping mapping={renaming} onClose={() => setRenaming(null)} />
    </Section>
  );
}
