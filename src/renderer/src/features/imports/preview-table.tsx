import { Badge, Group, Table, Text, Title } from '@mantine/core';
import { type ImportPreview, importFields } from '../../../../shared/schemas/import.ts';
import { Card } from '../../ui/card.tsx';
import { fieldName } from './field-names.ts';
import classes from './preview-table.module.css';

/** The first rows as they will be stored; those that will not are marked with the reason. */
export function PreviewTable({ preview }: { preview: ImportPreview }) {
  const { rows } = preview;
  const fields = importFields[preview.kind].filter((field) =>
    rows.some(({ values }) => values[field]),
  );
  const bad = rows.filter(({ problem }) => problem !== null).length;
  return (
    <Card p={0}>
      <Group justify="space-between" px="lg" pt="lg" pb="xs">
        <Title order={2} size="h4">
          The first rows, as they will be stored
        </Title>
        {bad > 0 && (
          <Badge color="red" variant="light" tt="none">
            {bad} of {rows.length} need a look
          </Badge>
        )}
      </Group>
      <Table.ScrollContainer
        minWidth={500}
        maxHeight={300}
        type="native"
        tabIndex={0}
        role="region"
        aria-label="The first rows"
      >
        <Table
          stickyHeader
          verticalSpacing={6}
          horizontalSpacing="lg"
          fz="sm"
          className={classes.table}
          aria-label="The first rows"
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Row</Table.Th>
              {bad > 0 && <Table.Th scope="col">Problem</Table.Th>}
              {fields.map((field) => (
                <Table.Th scope="col" key={field}>
                  {fieldName(field)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ row, values, problem }) => (
              <Table.Tr key={row} className={problem === null ? '' : classes.bad}>
                <Table.Td c="dimmed">{row}</Table.Td>
                {bad > 0 && (
                  <Table.Td miw={260} className={classes.reason}>
                    {problem && (
                      <Text size="sm" c="red">
                        {problem}
                      </Text>
                    )}
                  </Table.Td>
                )}
                {fields.map((field) => (
                  <Table.Td key={field} title={values[field] ?? ''} className={classes.cell}>
                    {values[field] ?? ''}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}
