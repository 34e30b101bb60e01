import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { chooseAnotherFile, type ImportStage } from './import-store.ts';

/** The file is on its way from the disk; seconds at most. */
export function SendingStep({ stage }: { stage: Extract<ImportStage, { name: 'sending' }> }) {
  const { number } = useFormats();
  const ratio = stage.total === 0 ? 1 : stage.sent / stage.total;
  return (
    <Card>
      <Stack gap="sm">
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          Reading {stage.fileName}
        </Text>
        <Progress value={ratio * 100} aria-label="Reading the file" />
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {number.percent(ratio)}
          </Text>
          <Button variant="default" size="xs" onClick={() => chooseAnotherFile()}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
