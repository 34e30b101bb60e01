import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { notStoredWords } from '../../../../shared/lib/not-stored-words.ts';
import type { ImportBatch } from '../../../../shared/schemas/import.ts';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import classes from './check-totals.module.css';
import { chooseAnotherFile, useFileQueue } from './file-queue.ts';
import { NextFileButton } from './next-file-button.tsx';
import { RowErrors } from './row-errors.tsx';
import { StepHeading } from './step-heading.tsx';
import { undoImport } from './undo-import.tsx';

/** What an import brought in, what it could not, and what to do next. */
export function ImportResult({ batch }: { batch: ImportBatch }) {
  const { number, money, date } = useFormats();
  const { files } = useFileQueue();
  const [undoing, setUndoing] = useState(false);
  const count = number.count;
  const sells = batch.kind === 'sales';
  const figures = [
    { label: 'Rows stored', value: count(batch.imported_rows), id: 'imported-rows' },
    ...(sells
      ? [
          { label: 'Tickets', value: count(batch.tickets), id: 'tickets' },
          { label: 'Net sales', value: money.exact(batch.net_sales), id: 'net-sales' },
          { label: 'New products', value: count(batch.new_products), id: 'new-products' },
        ]
      : []),
    ...(sells || batch.kind === 'customers'
      ? [{ label: 'New customers', value: count(batch.new_customers), id: 'new-customers' }]
      : []),
    { label: 'Bad rows', value: count(batch.bad_rows), id: 'bad-rows' },
  ];
  const notStored = notStoredWords(batch, count);
  return (
    <Stack gap="lg" data-testid="import-result">
      <Card p="xl">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <IconCircleCheck size={30} stroke={1.6} color="var(--tw-good)" aria-hidden />
          <StepHeading
            under={
              batch.first_date && batch.last_date && date.span(batch.first_date, batch.last_date)
            }
          >
            {batch.file_name} is imported
          </StepHeading>
        </Group>
        <dl className={classes.figures}>
          {figures.map(({ label, value, id }) => (
            <div key={id}>
              <Text component="dt" size="xs" c="dimmed">
                {label}
              </Text>
              <Text component="dd" m={0} className={classes.figure} data-testid={`result-${id}`}>
                {value}
              </Text>
            </div>
          ))}
        </dl>
        {notStored.length > 0 && (
          <Text size="sm" c="dimmed" mb="md" data-testid="not-stored">
            Of {count(batch.total_rows)} {batch.total_rows === 1 ? 'row' : 'rows'} in the file,{' '}
            {notStored.join(', ')}.
          </Text>
        )}
        {batch.rounded_lines > 0 && (
          <Alert
            mb="md"
            variant="light"
            color="gray"
            icon={<IconInfoCircle size={18} aria-hidden />}
          >
            {count(batch.rounded_lines)} {batch.rounded_lines === 1 ? 'line was' : 'lines were'}{' '}
            rounded to the smallest coin, because price × quantity gave more decimals.
          </Alert>
        )}
        <Group gap="xs" mt="lg">
          {files.length > 1 ? (
            <NextFileButton />
          ) : (
            <>
              <Button component={Link} href="/" onClick={chooseAnotherFile}>
                See the dashboard
              </Button>
              <Button variant="default" onClick={chooseAnotherFile}>
                Import another file
              </Button>
            </>
          )}
          <Button
            variant="subtle"
            color="red"
            loading={undoing}
            onClick={() => void undoImport(batch, setUndoing)}
          >
            Undo this import
          </Button>
        </Group>
      </Card>
      {batch.bad_rows > 0 && <RowErrors batch={batch} />}
    </Stack>
  );
}
