import { Table, Text } from '@mantine/core';
import type { EventEntry } from '../../../shared/schemas/event.ts';

/** Before and after of every field that a change touched. */
export function ChangeList({ changes }: { changes: EventEntry['changes'] }) {
  if (changes.length === 0) return null;
  return (
    <Table fz="xs" verticalSpacing={4} mt={4} withRowBorders={false} layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Field</Table.Th>
          <Table.Th scope="col">Before</Table.Th>
          <Table.Th scope="col">After</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map(({ field, before, after }) => (
          <Table.Tr key={field} style={{ overflowWrap: 'anywhere' }}>
            <Table.Td>{field.replaceAll('_', ' ')}</Table.Td>
            <Table.Td>
              <Text span inherit c="dimmed">
                {before ?? '–'}
              </Text>
            </Table.Td>
            <Table.Td>{after ?? '–'}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
