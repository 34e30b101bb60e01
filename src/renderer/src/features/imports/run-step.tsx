import { Alert, Button, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportBatch } from '../../../../shared/schemas/import.ts';
import { client, orpc } from '../../api/client.ts';
import { useImportProgress } from '../../api/import-progress.ts';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { LoadProblem } from '../../ui/load-problem.tsx';
import { showProblemToast } from '../../ui/undo-toast.tsx';
import { ImportResult } from './import-result.tsx';
import { isUnderWay, statusWords } from './import-status.ts';
import { chooseAnotherFile } from './import-store.ts';

/** An import under way, and its result when it is through. */
export function RunStep({ importId }: { importId: number }) {
  const query = useQuery(orpc.imports.get.queryOptions({ input: { id: importId } }));
  const news = useImportProgress(importId);
  const batch = news ?? query.data;
  if (!batch) {
    return query.error ? (
      <LoadProblem error={query.error} onRetry={() => void query.refetch()} />
    ) : null;
  }
  if (isUnderWay(batch)) return <UnderWay batch={batch} />;
  if (batch.status === 'done') return <ImportResult batch={batch} />;
  return (
    <Card>
      <Alert
        color={batch.status === 'cancelled' || batch.status === 'undone' ? 'gray' : 'red'}
        variant="light"
        role="status"
        title={statusWords(batch)}
        icon={<IconAlertTriangle size={18} aria-hidden />}
      >
        {batch.message ?? 'Nothing of this file is stored.'}
      </Alert>
      <Button mt="md" onClick={() => chooseAnotherFile()}>
        Choose a file
      </Button>
    </Card>
  );
}

function UnderWay({ batch }: { batch: ImportBatch }) {
  const [cancelling, setCancelling] = useState(false);
  const { number } = useFormats();
  const seconds = (Date.now() - Date.parse(batch.started_at)) / 1000;
  const rate = seconds > 0.5 ? batch.imported_rows / seconds : 0;
  const cancel = async () => {
    setCancelling(true);
    try {
      await client.imports.cancel({ id: batch.id });
    } catch (error) {
      showProblemToast(error);
      setCancelling(false);
    }
  };
  return (
    <Card data-testid="import-progress">
      <Stack gap="sm">
        <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
          {batch.file_name}
        </Title>
        <Progress
          size="lg"
          value={batch.progress * 100}
          aria-label="Progress of the import"
          transitionDuration={200}
        />
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status">
            {statusWords(batch)} · {number.percent(batch.progress)}
            {batch.imported_rows > 0 && ` · ${number.count(batch.imported_rows)} rows stored`}
            {rate > 0 && ` · ${number.count(rate)} a second`}
          </Text>
          <Button
            variant="default"
            size="xs"
            loading={cancelling || batch.status === 'cancelling'}
            onClick={() => void cancel()}
          >
            Cancel
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          You can go on working meanwhile. If you cancel, nothing of this file stays.
        </Text>
      </Stack>
    </Card>
  );
}
