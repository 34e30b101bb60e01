import { Button, Group, Table, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportBatch } from '../../../../shared/schemas/import.ts';
import { client, orpc } from '../../api/client.ts';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { LoadProblem } from '../../ui/load-problem.tsx';
import { showProblemToast } from '../../ui/undo-toast.tsx';
import { saveText } from './save-csv.ts';

/** Enough to see what is wrong; the saved file has all. */
const SHOWN = 100;

/** The rows that could not be stored: where, what stood there, and what would be right. */
export function RowErrors({ batch }: { batch: ImportBatch }) {
  const { number } = useFormats();
  const { data, error, refetch } = useQuery(
    orpc.imports.errors.queryOptions({ input: { id: batch.id, limit: SHOWN } }),
  );
  if (error) return <LoadProblem error={error} onRetry={() => void refetch()} />;
  const rows = data?.body ?? [];
  const total = Number(data?.headers['x-total-count'] ?? 0);
  return (
    <Card p={0} data-testid="row-errors">
      <Group justify="space-between" align="flex-start" gap="md" p="lg">
        <div>
          <Title order={3} size="h5">
            Rows that were not stored
          </Title>
          <Text size="sm" c="dimmed" mt={2}>
            Save them with the reasons, correct them there, and import that file.
          </Text>
        </div>
        <SaveRest batch={batch} />
      </Group>
      <Table.ScrollContainer
        minWidth={600}
        maxHeight={420}
        type="native"
        tabIndex={0}
        role="region"
        aria-label="Rows that were not stored"
      >
        <Table stickyHeader fz="sm" horizontalSpacing="lg" aria-label="Rows that were not stored">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" w={80}>
                Row
              </Table.Th>
              <Table.Th scope="col" w="20%">
                Column
              </Table.Th>
              <Table.Th scope="col" w="22%">
                What stands there
              </Table.Th>
              <Table.Th scope="col">Why not</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody style={{ overflowWrap: 'anywhere' }}>
            {rows.map(({ row, column, value, reason }) => (
              <Table.Tr key={`${row} ${column} ${reason}`}>
                <Table.Td>{row}</Table.Td>
                <Table.Td>{column}</Table.Td>
                <Table.Td c="dimmed">{value === '' ? '(empty)' : value.slice(0, 200)}</Table.Td>
                <Table.Td>{reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {total > rows.length && (
        <Text size="xs" c="dimmed" p="lg">
          The first {number.count(rows.length)} of {number.count(total)} are shown. Saved, you have
          all of them.
        </Text>
      )}
    </Card>
  );
}

/** The bad rows alone, with a column of reasons, as a file that imports again once it is corrected. */
function SaveRest({ batch }: { batch: ImportBatch }) {
  const [saving, setSaving] = useState(false);
  const save = () => {
    setSaving(true);
    client.imports
      .errorsCsv({ id: batch.id })
      .then(({ file_name, csv }) => saveText(file_name, csv), showProblemToast)
      .finally(() => setSaving(false));
  };
  return (
    <Button
      variant="default"
      size="xs"
      flex="none"
      loading={saving}
      leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
      onClick={save}
    >
      Save these rows
    </Button>
  );
}
