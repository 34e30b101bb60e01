import { Alert, Button, Group, List, Loader, Stack, Text } from '@mantine/core';
import { IconAdjustments, IconInfoCircle } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ShapeByHand } from '../../../../shared/schemas/file-shape.ts';
import type {
  ImportKind,
  ImportMapping,
  ImportPreview,
} from '../../../../shared/schemas/import.ts';
import { readingOrder } from '../../../../shared/schemas/import-check.ts';
import { orpc } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { checkFile } from './check-file.ts';
import { fieldName } from './field-names.ts';
import { nextFile, useFileQueue } from './file-queue.ts';
import { type Asked, type ImportStage, refuse, updateStage } from './import-store.ts';
import classes from './look-step.module.css';
import { MappingForm } from './mapping-form.tsx';
import { PreviewTable } from './preview-table.tsx';
import { Questions } from './questions.tsx';
import { StepBar } from './step-bar.tsx';
import { StepHeading } from './step-heading.tsx';

type LookStage = Extract<ImportStage, { name: 'look' }>;

/** What was understood of the file, to be corrected where it is wrong. */
export function LookStep({ stage }: { stage: LookStage }) {
  const { uploadId, asked, leftOut, corrections } = stage;
  const [fromRow, setFromRow] = useState<number | null>(null);
  const query = useQuery(
    orpc.imports.preview.queryOptions({
      input: { upload_id: uploadId, ...asked, ...(fromRow === null ? {} : { from_row: fromRow }) },
      placeholderData: keepPreviousData,
      gcTime: 0,
    }),
  );
  const [good, setGood] = useState<{ preview: ImportPreview; asked: Asked }>();
  const [problem, setProblem] = useState<string | null>(null);
  if (query.data && !query.isPlaceholderData && query.data !== good?.preview)
    setGood({ preview: query.data, asked });
  const preview = query.data ?? good?.preview;
  // What cannot be done is said, and what was chosen before stays.
  const isTaken = query.error === null || good === undefined || good.asked === asked;
  useEffect(() => {
    if (isTaken || !good || !query.error) return;
    setProblem(problemOf(query.error).message);
    updateStage({ ...stage, asked: good.asked });
  }, [isTaken, good, query.error, stage]);
  const [changing, setChanging] = useState(false);
  // Once it was needed it stays, also when the last missing column is chosen.
  if (!changing && preview && preview.missing.length > 0) setChanging(true);
  const { files } = useFileQueue();
  const fileName = files.find(({ state }) => state === 'now')?.name ?? 'This file';
  const refused = preview === undefined ? query.error : null;
  useEffect(() => {
    if (refused) refuse(uploadId, fileName, problemOf(refused).message);
  }, [refused, uploadId, fileName]);
  if (!preview) {
    return (
      <Group justify="center" py="xl">
        <Loader type="dots" aria-label="Looking at the file" />
      </Group>
    );
  }
  const ask = (next: Asked) => {
    setProblem(null);
    updateStage({ ...stage, asked: next });
  };
  const waiting = query.isPlaceholderData;
  const mapping =
    waiting && asked.mapping
      ? asked.mapping
      : waiting && asked.table
        ? { ...preview.mapping, table: asked.table }
        : preview.mapping;
  const check = () =>
    checkFile(
      preview.file_name,
      readingOrder.parse({
        upload_id: uploadId,
        kind: preview.kind,
        mapping: preview.mapping,
        excluded_rows: leftOut,
        corrections,
      }),
      asked,
    );
  return (
    <Stack gap="lg" data-testid="import-preview">
      <Recognised preview={preview} changing={changing} onChange={() => setChanging(true)} />
      <Questions
        questions={preview.questions}
        onAnswer={(id, answered, kind) =>
          ask({
            kind,
            mapping: answered,
            guess: (asked.guess ?? []).filter((one) => one !== id),
          })
        }
      />
      {changing && (
        <MappingForm
          preview={preview}
          // What was just chosen shows at once; the preview follows.
          kind={asked.kind ?? preview.kind}
          mapping={mapping}
          onKind={(kind) => ask({ kind, table: mapping.table })}
          guess={asked.guess ?? []}
          onMapping={(changed, guess) => ask({ kind: preview.kind, mapping: changed, guess })}
          onShape={(table) => ask(askedWith(table, preview.kind, mapping, asked))}
        />
      )}
      {preview.missing.length === 0 && (
        <PreviewTable
          preview={preview}
          leftOut={leftOut}
          onLeaveOut={(rows) => updateStage({ ...stage, leftOut: rows })}
          fromRow={fromRow}
          onFromRow={setFromRow}
        />
      )}
      <StepBar
        problem={query.error ? problemOf(query.error).message : problem}
        say={
          preview.missing.length > 0 ? (
            <b>Say first which column holds: {preview.missing.map(fieldName).join(', ')}.</b>
          ) : (
            'The check reads every row. It stores nothing.'
          )
        }
      >
        <LeaveFile />
        <Button
          disabled={preview.missing.length > 0 || query.isFetching}
          onClick={() => void check()}
          data-testid="check-file"
        >
          Check the file
        </Button>
      </StepBar>
    </Stack>
  );
}

/** Other letters leave the columns; another header or separator makes others, so all is guessed anew. */
function askedWith(
  table: ShapeByHand,
  kind: ImportKind,
  mapping: ImportMapping,
  { kind: chosen, mapping: changed }: Asked,
): Asked {
  const { header_line, separator } = mapping.table;
  if (table.header_line === header_line && table.separator === separator)
    return { kind, mapping: { ...mapping, table }, guess: ['columns'] };
  return chosen === undefined || changed ? { table } : { kind: chosen, table };
}

/** Goes on without this file. */
function LeaveFile() {
  const { files } = useFileQueue();
  return (
    <Button variant="default" onClick={nextFile}>
      {files.length > 1 ? 'Leave this file out' : 'Cancel'}
    </Button>
  );
}

interface RecognisedProps {
  preview: ImportPreview;
  changing: boolean;
  onChange: () => void;
}

function Recognised({ preview, changing, onChange }: RecognisedProps) {
  const { number, date } = useFormats();
  const { already_imported, reasons } = preview;
  return (
    <Card>
      <StepHeading
        step={1}
        under={
          <span data-testid="recognised-as">
            {preview.saved_mapping ? (
              <>
                Read with your mapping <b>{preview.saved_mapping.name}</b>
              </>
            ) : (
              <>
                Recognised as <b>{preview.recognised_as}</b>
              </>
            )}{' '}
            · {number.bytes(preview.file_bytes)} · {preview.encoding}
          </span>
        }
        aside={
          !changing && (
            <Button
              variant="default"
              size="xs"
              flex="none"
              leftSection={<IconAdjustments size={16} stroke={1.6} aria-hidden />}
              onClick={onChange}
            >
              Change how it is read
            </Button>
          )
        }
      >
        {preview.file_name}
      </StepHeading>
      {reasons.length > 0 && (
        <List size="sm" mt="sm" spacing={2} c="dimmed" className={classes.reasons}>
          {reasons.map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
      )}
      {already_imported && (
        <Alert
          mt="md"
          color="gray"
          variant="light"
          icon={<IconInfoCircle size={18} aria-hidden />}
          title="You imported this very file before"
        >
          <Text size="sm">
            It was stored on {date.dateTime(already_imported.finished_at)}. What is stored already
            is left out, so nothing is counted twice.
          </Text>
        </Alert>
      )}
    </Card>
  );
}
