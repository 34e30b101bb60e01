import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportBatch } from '../../../../shared/schemas/import.ts';
import { client, orpc } from '../../api/client.ts';
import { useImportProgress } from '../../api/import-progress.ts';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { LoadProblem } from '../../ui/load-problem.tsx';
import { Spoken } from '../../ui/spoken.tsx';
import { showProblemToast } from '../../ui/undo-toast.tsx';
import { ImportResult } from './import-result.tsx';
import { isUnderWay, statusWords } from './import-status.ts';
import { NextFileButton } from './next-file-button.tsx';
import { timeLeftWords } from './progress-words.ts';
import { StepHeading } from './step-heading.tsx';

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
      <StepHeading>{batch.file_name}</StepHeading>
      <Alert
        mt="md"
        color={batch.status === 'cancelled' || batch.status === 'undone' ? 'gray' : 'red'}
        variant="light"
        role="status"
        title={statusWords(batch)}
        icon={<IconAlertTriangle size={18} aria-hidden />}
      >
        {batch.message ?? 'Nothing of this file is stored.'}
      </Alert>
      <Group mt="md">
        <NextFileButton />
      </Group>
    </Card>
  );
}

function UnderWay({ batch }: { batch: ImportBatch }) {
  const [cancelling, setCancelling] = useState(false);
  const { number } = useFormats();
  const cancel = async () => {
    setCancelling(true);
    try {
      await client.imports.cancel({ id: batch.id });
    } catch (error) {
      showProblemToast(error);
      setCancelling(false);
    }
  };
  const facts = [
    statusWords(batch),
    number.percent(batch.progress),
    batch.imported_rows > 0 && `${number.count(batch.imported_rows)} rows stored`,
    batch.rows_per_second && `${number.count(batch.rows_per_second)} a second`,
    timeLeftWords(batch.seconds_left),
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <Card data-testid="import-progress">
      <Stack gap="sm">
        <StepHeading under="You can go on working meanwhile. If you cancel, nothing of this file stays.">
          {batch.status === 'undoing' ? 'Taking out' : 'Importing'} {batch.file_name}
        </StepHeading>
        <Progress
          size="lg"
          value={batch.progress * 100}
          aria-label="Progress of the import"
          transitionDuration={200}
        />
        <Group justify="space-between">
          <Text size="sm" c="dimmed" data-testid="import-facts">
            {facts}
          </Text>
          <Spoken text={facts} />
          <Button
            variant="default"
            size="xs"
            loading={cancelling || batch.status === 'cancelling'}
            onClick={() => void cancel()}
          >
            Cancel
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
