import { Anchor, Button, Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconClipboardText, IconFileSpreadsheet } from '@tabler/icons-react';
import { useState } from 'react';
import { importKind } from '../../../../shared/schemas/import.ts';
import { client } from '../../api/client.ts';
import { Card } from '../../ui/card.tsx';
import { showProblemToast } from '../../ui/undo-toast.tsx';
import { takeFiles } from './file-queue.ts';
import { PasteDialog, usePaste } from './paste-rows.tsx';
import { saveText, templateCsv } from './save-csv.ts';

/** Choose, drop or paste. */
export function ChooseStep() {
  const [pasting, setPasting] = useState(false);
  usePaste(takeFiles);
  return (
    <Card>
      <Dropzone
        aria-label="Choose or drop CSV files"
        inputProps={{ 'aria-label': 'CSV files' }}
        onDrop={takeFiles}
      >
        <Stack align="center" gap="xs" py={36}>
          <ThemeIcon size={56} radius="xl" variant="light" aria-hidden>
            <IconFileSpreadsheet size={28} stroke={1.5} />
          </ThemeIcon>
          <Text size="lg" fw={600} mt="xs" ta="center">
            Drop a CSV file here, or click to choose one
          </Text>
          <Text size="sm" c="dimmed" ta="center" maw={460}>
            Several at once are fine. You see what was understood before anything is stored, and you
            can take an import out again with one click.
          </Text>
        </Stack>
      </Dropzone>
      <Group mt="md" justify="space-between" gap="sm">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconClipboardText size={16} stroke={1.6} aria-hidden />}
          onClick={() => setPasting(true)}
        >
          Paste from a spreadsheet
        </Button>
        <Templates />
      </Group>
      <PasteDialog opened={pasting} onClose={() => setPasting(false)} onFiles={takeFiles} />
    </Card>
  );
}

/** An empty file of each kind, with one example row. */
function Templates() {
  return (
    <Group gap={6}>
      <Text size="sm" c="dimmed">
        No file yet? Fill in a template:
      </Text>
      {importKind.options.map((kind, index, all) => (
        <Text key={kind} size="sm" c="dimmed">
          <Anchor
            component="button"
            type="button"
            size="sm"
            underline="always"
            onClick={() => {
              client.data
                .uploadTemplate({ kind })
                .then((template) => saveText(`tillwise-${kind}.csv`, templateCsv(template)))
                .catch(showProblemToast);
            }}
          >
            {kind}
          </Anchor>
          {index < all.length - 1 && ','}
        </Text>
      ))}
    </Group>
  );
}
