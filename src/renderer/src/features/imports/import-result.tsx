import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ImportBatch } from '../../../../shared/schemas/import.ts';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { chooseAnotherFile } from './import-store.ts';
import { RowErrors } from './row-errors.tsx';
import { undoImport } from './undo-import.tsx';

/** What an import brought in, what it could not, and what to do next. */
export function ImportResult({ batch }: { batch: ImportBatch }) {
  const { number, money, date } = useFormats();
  const [undoing, setUndoing] = useState(false);
  const count = number.count;
  const figures = [
    { label: 'Rows stored', value: count(batch.imported_rows), id: 'imported-rows' },
    ...(batch.kind === 'sales'
      ? [
          { label: 'Tickets', value: count(batch.tickets), id: 'tickets' },
          { label: 'Net sales', value: money.exact(batch.net_sales), id: 'net-sales' },
          { label: 'New products', value: count(batch.new_products), id: 'new-products' },
        ]
      : []),
    ...(batch.kind === 'expenses'
      ? []
      : [{ label: 'New customers', value: count(batch.new_customers), id: 'new-customers' }]),
    { label: 'Bad rows', value: count(batch.bad_rows), id: 'bad-rows' },
  ];
  return (
    <Stack gap="lg" data-testid="import-result">
      <Card p="xl">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <IconCircleCheck size={30} stroke={1.6} color="var(--tw-good)" aria-hidden />
          <div>
            <Title order={2} size="h3" style={{ overflowWrap: 'anywhere' }}>
              {batch.file_name} is imported
            </Title>
            {batch.first_date && batch.last_date && (
              <Text c="dimmed" size="sm">
                {date.span(batch.first_date, batch.last_date)}
              </Text>
            )}
          </div>
        </Group>
        <Group component="dl" gap="xl" my="lg" align="flex-start">
          {figures.map(({ label, value, id }) => (
            <div key={id}>
              <Text component="dt" size="xs" c="dimmed">
                {label}
              </Text>
              <Text component="dd" m={0} fz={22} fw={650} data-testid={`result-${id}`}>
                {value}
              </Text>
            </div>
          ))}
        </Group>
        {batch.rounded_lines > 0 && (
          <Alert
            mb="lg"
            variant="light"
            color="gray"
            icon={<IconInfoCircle size={18} aria-hidden />}
          >
            {count(batch.rounded_lines)} {batch.rounded_lines === 1 ? 'line was' : 'lines were'}{' '}
            rounded to the smallest coin, because price × quantity gave more decimals.
          </Alert>
        )}
        <Group gap="xs">
          <Button component={Link} href="/" onClick={() => chooseAnotherFile()}>
            See the dashboard
          </Button>
          <Button variant="default" onClick={() => chooseAnotherFile()}>
            Import another file
          </Button>
          <Button
            variant="subtle"
            color="red"
            loading={undoing}
            onClick={() => undoImport(batch, setUndoing)}
          >
            Undo this import
          </Button>
        </Group>
      </Card>
      {batch.bad_rows > 0 && <RowErrors batch={batch} />}
    </Stack>
  );
}
