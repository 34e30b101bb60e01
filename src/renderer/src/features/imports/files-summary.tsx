import { Button, Group, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { orpc } from '../../api/client.ts';
import { useImportProgress } from '../../api/import-progress.ts';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { chooseAnotherFile, type QueuedFile, useFileQueue } from './file-queue.ts';
import { statusWords } from './import-status.ts';
import { StepHeading } from './step-heading.tsx';

/** What became of several files that were chosen at once. */
export function FilesSummary() {
  const { number } = useFormats();
  const { files } = useFileQueue();
  const imported = files.filter(({ state }) => state === 'imported').length;
  return (
    <Card p={0} data-testid="files-summary">
      <Group p="lg">
        <StepHeading atEnd>
          {number.count(imported)} of {number.count(files.length)} files are imported
        </StepHeading>
      </Group>
      <Table.ScrollContainer minWidth={520}>
        <Table verticalSpacing={10} horizontalSpacing="lg" aria-label="The files">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">File</Table.Th>
              <Table.Th scope="col">What became of it</Table.Th>
              <Table.Th scope="col" ta="end">
                Rows stored
              </Table.Th>
              <Table.Th scope="col" ta="end">
                Bad rows
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {files.map((file, index) => (
              // Two files of different folders may have one name.
              <FileLine key={`${index.toString()} ${file.name}`} file={file} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group p="lg" gap="xs">
        <Button component={Link} href="/" onClick={chooseAnotherFile}>
          See the dashboard
        </Button>
        <Button variant="default" onClick={chooseAnotherFile}>
          Import more files
        </Button>
      </Group>
    </Card>
  );
}

function FileLine({ file }: { file: QueuedFile }) {
  const { number } = useFormats();
  const { importId } = file;
  const { data } = useQuery(
    orpc.imports.get.queryOptions({ input: { id: importId ?? 1 }, enabled: importId !== null }),
  );
  const batch = useImportProgress(importId ?? undefined) ?? data;
  const known = importId === null ? undefined : batch;
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{file.name}</Table.Td>
      <Table.Td>
        {known ? statusWords(known) : file.state === 'refused' ? 'Cannot be imported' : 'Left out'}
      </Table.Td>
      <Table.Td ta="end">{known ? number.count(known.imported_rows) : '–'}</Table.Td>
      <Table.Td ta="end">{known ? number.count(known.bad_rows) : '–'}</Table.Td>
    </Table.Tr>
  );
}
