import { Alert, Button, Checkbox, Group, List, Loader, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  ImportKind,
  ImportMapping,
  ImportPreview,
} from '../../../../shared/schemas/import.ts';
import { client, orpc } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { fieldName } from './field-names.ts';
import { chooseAnotherFile, showStage } from './import-store.ts';
import { MappingForm } from './mapping-form.tsx';
import classes from './preview-step.module.css';
import { PreviewTable } from './preview-table.tsx';

/** What the owner corrected; the rest is guessed from the file. */
interface Asked {
  kind?: ImportKind;
  mapping?: ImportMapping;
  guess_date_order?: boolean;
}

/** What was understood of the file, to be checked and corrected before anything is stored. */
export function PreviewStep({ uploadId }: { uploadId: string }) {
  const [asked, setAsked] = useState<Asked>({});
  const query = useQuery(
    orpc.imports.preview.queryOptions({
      input: { upload_id: uploadId, ...asked },
      placeholderData: keepPreviousData,
      gcTime: 0,
    }),
  );
  const preview = query.data;
  if (query.error && !preview) {
    return (
      <Card>
        <Alert
          color="red"
          variant="light"
          role="alert"
          title="This file cannot be imported"
          icon={<IconAlertTriangle size={18} aria-hidden />}
        >
          {problemOf(query.error).message}
        </Alert>
        <Button mt="md" onClick={() => chooseAnotherFile()}>
          Choose another file
        </Button>
      </Card>
    );
  }
  if (!preview) {
    return (
      <Group justify="center" py="xl">
        <Loader type="dots" aria-label="Looking at the file" />
      </Group>
    );
  }
  return (
    <Stack gap="lg" data-testid="import-preview">
      <Recognised preview={preview} />
      {preview.missing.length === 0 && <PreviewTable preview={preview} />}
      <MappingForm
        preview={preview}
        // What was just chosen shows at once; the preview follows.
        kind={asked.kind ?? preview.kind}
        mapping={query.isPlaceholderData && asked.mapping ? asked.mapping : preview.mapping}
        onKind={(kind) => setAsked({ kind })}
        onMapping={(mapping, guess_date_order) =>
          setAsked({ kind: preview.kind, mapping, guess_date_order })
        }
      />
      {query.error && (
        <Alert color="red" variant="light" role="alert">
          {problemOf(query.error).message}
        </Alert>
      )}
      <StartBar preview={preview} waiting={query.isFetching} />
    </Stack>
  );
}

function Recognised({ preview }: { preview: ImportPreview }) {
  const { number, date } = useFormats();
  const { already_imported } = preview;
  return (
    <Card>
      <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
        {preview.file_name}
      </Title>
      <Text size="sm" mt={4} data-testid="recognised-as">
        Recognised as <b>{preview.recognised_as}</b>
        <Text span c="dimmed">
          {' '}
          · {number.compact(preview.file_bytes)}B · {preview.encoding}
        </Text>
      </Text>
      {preview.reasons.length > 0 && (
        <List size="sm" mt="xs" spacing={2} c="dimmed">
          {preview.reasons.map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
      )}
      {already_imported && (
        <Alert
          mt="md"
          color="yellow"
          variant="light"
          icon={<IconInfoCircle size={18} aria-hidden />}
          title="You imported this very file before"
        >
          It was stored on {date.dateTime(already_imported.finished_at)}. Importing it again counts
          everything twice.
        </Alert>
      )}
    </Card>
  );
}

function StartBar({ preview, waiting }: { preview: ImportPreview; waiting: boolean }) {
  const [strict, setStrict] = useState(false);
  const [starting, setStarting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { missing } = preview;

  const start = async () => {
    setStarting(true);
    setProblem(null);
    try {
      const batch = await client.imports.start({
        upload_id: preview.upload_id,
        kind: preview.kind,
        mapping: preview.mapping,
        mode: strict ? 'strict' : 'good_rows',
      });
      showStage({ name: 'running', importId: batch.id });
    } catch (error) {
      setProblem(problemOf(error).message);
      setStarting(false);
    }
  };

  return (
    <Card className={classes.start}>
      {problem && (
        <Alert mb="md" color="red" variant="light" role="alert">
          {problem}
        </Alert>
      )}
      <Group justify="space-between" gap="md">
        {missing.length > 0 ? (
          <Text size="sm" fw={600} role="status">
            Say first which column holds: {missing.map(fieldName).join(', ')}.
          </Text>
        ) : (
          <Checkbox
            label="Import nothing if any row is bad"
            description="Otherwise good rows are stored, and bad ones are listed with the reason."
            checked={strict}
            onChange={(event) => setStrict(event.currentTarget.checked)}
          />
        )}
        <Group gap="xs">
          <Button variant="default" onClick={() => chooseAnotherFile()}>
            Cancel
          </Button>
          <Button
            loading={starting}
            disabled={missing.length > 0 || waiting}
            onClick={() => void start()}
            data-testid="start-import"
          >
            {preview.already_imported ? 'Import again' : 'Import'}
          </Button>
        </Group>
      </Group>
    </Card>
  );
}
