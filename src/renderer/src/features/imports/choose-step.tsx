import { Alert, Anchor, Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconAlertTriangle, IconFileSpreadsheet } from '@tabler/icons-react';
import { client } from '../../api/client.ts';
import { Card } from '../../ui/card.tsx';
import { showProblemToast } from '../../ui/undo-toast.tsx';
import { sendFile } from './import-store.ts';
import { saveTemplate } from './save-template.ts';

const templates = [
  { kind: 'sales', label: 'sales' },
  { kind: 'customers', label: 'customers' },
  { kind: 'expenses', label: 'expenses' },
] as const;

/** Choose or drop a file. */
export function ChooseStep({ problem }: { problem: string | null }) {
  return (
    <Card>
      {problem && (
        <Alert
          mb="md"
          color="red"
          variant="light"
          role="alert"
          icon={<IconAlertTriangle size={18} aria-hidden />}
        >
          {problem}
        </Alert>
      )}
      <Dropzone
        multiple={false}
        aria-label="Choose or drop a CSV file"
        inputProps={{ 'aria-label': 'CSV file' }}
        onDrop={(files) => {
          const [file] = files;
          if (file) void sendFile(file);
        }}
      >
        <Stack align="center" gap="xs" py={36}>
          <ThemeIcon size={56} radius="xl" variant="light" aria-hidden>
            <IconFileSpreadsheet size={28} stroke={1.5} />
          </ThemeIcon>
          <Text size="lg" fw={600} mt="xs">
            Drop a CSV file here, or click to choose one
          </Text>
          <Text size="sm" c="dimmed" ta="center" maw={460}>
            You see what was understood before anything is stored, and you can take an import out
            again with one click.
          </Text>
        </Stack>
      </Dropzone>
      <Group gap={6} mt="md" justify="center">
        <Text size="sm" c="dimmed">
          No file yet? Fill in a template:
        </Text>
        {templates.map(({ kind, label }, index) => (
          <Text key={kind} size="sm" c="dimmed">
            <Anchor
              component="button"
              type="button"
              size="sm"
              underline="always"
              onClick={() => {
                client.data
                  .uploadTemplate({ kind })
                  .then((template) => saveTemplate(`tillwise-${kind}.csv`, template))
                  .catch(showProblemToast);
              }}
            >
              {label}
            </Anchor>
            {index < templates.length - 1 && ','}
          </Text>
        ))}
      </Group>
    </Card>
  );
}
