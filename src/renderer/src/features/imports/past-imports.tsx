import { Badge, Button, Group, Table, Text, Title, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { notStoredWords } from '../../../../shared/lib/not-stored-words.ts';
import type { ImportBatch } from '../../../../shared/schemas/import.ts';
import { orpc } from '../../api/client.ts';
import { useImportProgress } from '../../api/import-progress.ts';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { sourceWords } from '../../ui/source-words.ts';
import { isUnderWay, statusWords } from './import-status.ts';
import { showStage } from './import-store.ts';
import classes from './past-imports.module.css';
import { recordTitles } from './record-words.ts';
import { resumeImport } from './resume-import.ts';
import { undoImport } from './undo-import.tsx';

/** What was brought in before, with a way to take it out again. */
export function PastImports() {
  const { data: batches = [] } = useQuery(orpc.imports.list.queryOptions());
  if (batches.length === 0) return null;
  return (
    <section aria-label="Past imports">
      <Title order={2} size="h4" mb="sm">
        Past imports
      </Title>
      <Card p={0}>
        <Table.ScrollContainer minWidth={680}>
          <Table verticalSpacing={10} horizontalSpacing="md" aria-label="Past imports">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col" pl="lg">
                  File
                </Table.Th>
                <Table.Th scope="col">When and who</Table.Th>
                <Table.Th scope="col" ta="end">
                  Rows stored
                </Table.Th>
                <Table.Th scope="col" ta="end">
                  Net sales
                </Table.Th>
                <Table.Td />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {batches.map((batch) => (
                <PastImport key={batch.id} stored={batch} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Card>
    </section>
  );
}

function PastImport({ stored }: { stored: ImportBatch }) {
  const batch = useImportProgress(stored.id) ?? stored;
  const { number, money, date } = useFormats();
  const hash = batch.file_sha256;
  const notStored = notStoredWords(batch, number.count);
  return (
    <Table.Tr data-testid="past-import" style={{ verticalAlign: 'top' }}>
      <Table.Td pl="lg" style={{ overflowWrap: 'anywhere' }}>
        {batch.file_name}
        {batch.status !== 'done' && (
          <Badge ml={8} size="sm" variant="light" color="gray" tt="none">
            {statusWords(batch)}
          </Badge>
        )}
        <Text size="xs" c="dimmed">
          {recordTitles[batch.kind]} · {number.bytes(batch.file_bytes)}
          {hash && (
            <>
              {' · '}
              <Tooltip
                label={`SHA-256 of the file: ${hash}`}
                multiline
                maw={340}
                events={{ hover: true, focus: true, touch: true }}
              >
                <button
                  type="button"
                  className={classes.hash}
                  aria-label={`${hash.slice(0, 8)} · SHA-256 ${hash}`}
                >
                  {hash.slice(0, 8)}
                </button>
              </Tooltip>
            </>
          )}
        </Text>
        {notStored.length > 0 && (
          <Text size="xs" c="dimmed">
            {notStored.join(', ')}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {date.dateTime(batch.started_at)}
        <Text size="xs" c="dimmed">
          {batch.actor_name}
          {batch.source !== 'window' && ` · ${sourceWords(batch.source)}`}
        </Text>
      </Table.Td>
      <Table.Td ta="end">{number.count(batch.imported_rows)}</Table.Td>
      <Table.Td ta="end">{batch.kind === 'sales' ? money.exact(batch.net_sales) : '–'}</Table.Td>
      <Table.Td ta="end">
        <Actions batch={batch} />
      </Table.Td>
    </Table.Tr>
  );
}

/** What can be done with an import as it stands. */
function Actions({ batch }: { batch: ImportBatch }) {
  const [busy, setBusy] = useState(false);
  const show = () => showStage({ name: 'running', importId: batch.id });
  const resume = () => void resumeImport(batch, setBusy);
  const undo = () => void undoImport(batch, setBusy);
  const size = 'compact-sm';
  return (
    <Group gap={4} mt={-3} justify="flex-end" wrap="nowrap">
      {(isUnderWay(batch) || batch.status === 'done') && (
        <Button size={size} variant="subtle" onClick={show}>
          Details
        </Button>
      )}
      {batch.status === 'interrupted' && (
        <Button size={size} variant="light" loading={busy} onClick={resume}>
          Finish it
        </Button>
      )}
      {(batch.status === 'done' || batch.status === 'interrupted') && (
        <Button size={size} variant="subtle" color="red" loading={busy} onClick={undo}>
          Undo
        </Button>
      )}
    </Group>
  );
}
