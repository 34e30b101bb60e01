import { Button, Group } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { orpc } from '../../api/client.ts';
import { useImportProgress } from '../../api/import-progress.ts';
import { Banner } from '../../ui/banner.tsx';
import { resumeImport } from './resume-import.ts';
import { undoImport } from './undo-import.tsx';

/** After a crash in the middle of an import: the owner has it finished, or taken out. */
export function InterruptedBanner() {
  const { data: batches = [] } = useQuery(orpc.imports.list.queryOptions());
  const [busy, setBusy] = useState(false);
  const [, navigate] = useLocation();
  const batch = batches.find(({ status }) => status === 'interrupted');
  const news = useImportProgress(batch?.id);
  if (!batch || (news && news.status !== 'interrupted')) return null;
  const finish = () => {
    navigate('/import');
    void resumeImport(batch, setBusy);
  };
  return (
    <Banner
      icon={IconPlugConnectedX}
      data-testid="interrupted-banner"
      actions={
        <Group gap="xs">
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            loading={busy}
            onClick={() => void undoImport(batch, setBusy)}
          >
            Take it out
          </Button>
          <Button size="xs" variant="white" color="dark" loading={busy} onClick={finish}>
            Finish it
          </Button>
        </Group>
      }
    >
      Importing {batch.file_name} was interrupted. A part of it is stored.
    </Banner>
  );
}
