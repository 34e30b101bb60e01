import { Button, Group, Table, Text, Title } from '@mantine/core';
import type { ImportBatch, RowError } from '../../../../shared/schemas/import.ts';
import { client, orpc } from '../../api/client.ts';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { useList } from '../../ui/list/use-list.ts';

/** The rows that could not be stored: where, what stood there, and what would be right. */
export function RowErrors({ batch }: { batch: ImportBatch }) {
  const { number } = useFormats();
  const input = { id: batch.id, limit: 100 };
  const list = useList(
    orpc.imports.errors.key({ type: 'infinite', input }),
    (cursor) => client.imports.errors(cursor ? { ...input, cursor } : input),
    (error: RowError) => ({ ...error, id: `${error.row}-${error.column}-${error.reason}` }),
  );
  const left = (list.total ?? 0) - list.rows.length;
  return (
    <Card p={0} data-testid="row-errors">
      <Title order={2} size="h4" px="lg" pt="lg">
        Rows that were not stored
      </Title>
      <Text size="sm" c="dimmed" px="lg" pb="xs">
        Correct them in the file, keep only those rows, and import that file.
      </Text>
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
            {list.rows.map(({ id, row, column, value, reason }) => (
              <Table.Tr key={id}>
                <Table.Td>{row}</Table.Td>
                <Table.Td>{column}</Table.Td>
                <Table.Td c="dimmed">{value === '' ? '(empty)' : value.slice(0, 200)}</Table.Td>
                <Table.Td>{reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {left > 0 && (
        <Group justify="center" p="sm">
          <Button variant="subtle" size="xs" onClick={list.loadMore}>
            Show more ({number.count(left)} left)
          </Button>
        </Group>
      )}
    </Card>
  );
}
