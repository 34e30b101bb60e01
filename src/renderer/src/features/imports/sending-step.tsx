import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { Spoken } from '../../ui/spoken.tsx';
import { nextFile } from './file-queue.ts';
import type { ImportStage } from './import-store.ts';
import { StepHeading } from './step-heading.tsx';

/** The file is on its way from the disk; seconds at most. */
export function SendingStep({ stage }: { stage: Extract<ImportStage, { name: 'sending' }> }) {
  const { number } = useFormats();
  const ratio = stage.total === 0 ? 1 : stage.sent / stage.total;
  return (
    <Card>
      <Stack gap="sm">
        <StepHeading>Opening {stage.fileName}</StepHeading>
        <Progress value={ratio * 100} aria-label="Opening the file" />
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {number.percent(ratio)}
          </Text>
          <Spoken text={number.percent(ratio)} />
          <Button variant="default" size="xs" onClick={nextFile}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
