import { Badge, Checkbox, Group, Table, Text, Title } from '@mantine/core';
import { type ImportPreview, importFields } from '../../../../shared/schemas/import.ts';
import { Card } from '../../ui/card.tsx';
import { fieldName } from './field-names.ts';
import { LeaveOutRows } from './leave-out-rows.tsx';
import classes from './preview-table.module.css';
import { RowPager } from './row-pager.tsx';

interface PreviewTableProps {
  preview: ImportPreview;
  /** Rows of the file that the owner does not want. */
  leftOut: readonly number[];
  onLeaveOut: (rows: readonly number[]) => void;
  /** Line of the file from which on rows are shown; null for its beginning. */
  fromRow: number | null;
  onFromRow: (row: number | null) => void;
}

/** The first rows as they will be stored; those that will not are marked with the reason. */
export function PreviewTable({
  preview,
  leftOut,
  onLeaveOut,
  fromRow,
  onFromRow,
}: PreviewTableProps) {
  const { rows, mapping } = preview;
  const fields = importFields[preview.kind].filter((field) =>
    rows.some(({ values }) => values[field]),
  );
  const bad = rows.filter(({ row, problem }) => problem !== null && !leftOut.includes(row)).length;
  const noted = rows.some(
    ({ problem, excluded, rule }) => problem !== null || excluded !== null || rule !== null,
  );
  return (
    <Card p={0}>
      <Group justify="space-between" px="lg" pt="lg" pb="xs">
        <Title order={3} size="h5">
          {fromRow === null
            ? 'The first rows, as they will be stored'
            : 'Rows as they will be stored'}
        </Title>
        {bad > 0 && (
          <Badge color="red" variant="light" tt="none">
            {bad} of {rows.length} {bad === 1 ? 'needs' : 'need'} a look
          </Badge>
        )}
      </Group>
      <Table.ScrollContainer
        minWidth={500}
        maxHeight={340}
        type="native"
        tabIndex={0}
        role="region"
        aria-label="The first rows"
      >
        <Table
          stickyHeader
          verticalSpacing={6}
          horizontalSpacing="md"
          fz="sm"
          className={classes.table}
          aria-label="The first rows"
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" pl="lg">
                Row
              </Table.Th>
              {noted && <Table.Th scope="col">Note</Table.Th>}
              {fields.map((field) => (
                <Table.Th scope="col" key={field}>
                  {fieldName(field)}
                  <Text size="xs" c="dimmed" fw={400} className={classes.cell}>
                    {mapping.columns[field] ?? ' '}
                  </Text>
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ row, values, problem, excluded, rule }) => {
              const out = leftOut.includes(row);
              return (
                <Table.Tr
                  key={row}
                  className={problem !== null && !out ? classes.bad : ''}
                  data-out={out || excluded !== null || undefined}
                >
                  <Table.Td c="dimmed" pl="lg">
                    <Checkbox
                      size="xs"
                      label={row}
                      aria-label={`Import row ${row}`}
                      disabled={excluded !== null}
                      checked={!out && excluded === null}
                      onChange={() =>
                        onLeaveOut(out ? leftOut.filter((one) => one !== row) : [...leftOut, row])
                      }
                    />
                  </Table.Td>
                  {noted && (
                    <Table.Td miw={220} className={classes.reason}>
                      {problem && !out && (
                        <Text size="sm" c="red">
                          {problem}
                        </Text>
                      )}
                      {excluded && (
                        <Text size="sm" c="dimmed">
                          {excluded}
                        </Text>
                      )}
                      {rule && !out && (
                        <Text size="sm" c="dimmed">
                          {values.category} by your rule “{rule}”
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
              );
            })}
            {rows.length === 0 && (
              <Table.Tr>
                <Table.Td pl="lg" c="dimmed" colSpan={fields.length + 1}>
                  The file has no row {fromRow}.
                </Table.Td>
              </Table.Tr>
            )}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Group justify="space-between" align="flex-end" px="lg" py="sm" gap="md">
        <LeaveOutRows rows={leftOut} onChange={onLeaveOut} />
        <RowPager
          key={fromRow}
          rows={rows.map(({ row }) => row)}
          follow={preview.rows_follow}
          fromRow={fromRow}
          onFromRow={onFromRow}
        />
      </Group>
    </Card>
  );
}
