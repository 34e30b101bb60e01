import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { Card } from '../../ui/card.tsx';
import { useFormats } from '../../ui/format/use-formats.ts';
import { Spoken } from '../../ui/spoken.tsx';
import { lookAgain } from './check-file.ts';
import type { CheckProgress, ImportStage } from './import-store.ts';
import { timeLeftWords } from './progress-words.ts';
import { StepHeading } from './step-heading.tsx';

const phases: Record<CheckProgress['phase'], string> = {
  reading: 'Reading every row',
  comparing: 'Comparing with what is stored',
};

/** The whole file is read and compared; nothing is written. */
export function CheckingStep({ stage }: { stage: Extract<ImportStage, { name: 'checking' }> }) {
  const { number } = useFormats();
  const { progress } = stage;
  const phase = progress?.phase ?? 'reading';
  const facts = [
    phases[phase],
    progress && progress.rows > 0 && `${number.count(progress.rows)} rows`,
    progress?.rows_per_second && `${number.count(progress.rows_per_second)} a second`,
    progress && timeLeftWords(progress.seconds_left),
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <Card data-testid="import-checking">
      <Stack gap="sm">
        <StepHeading step={2} under="Nothing is stored by this.">
          Checking {stage.fileName}
        </StepHeading>
        <Progress
          size="lg"
          value={(progress?.share ?? 0) * 100}
          aria-label="Progress of the check"
          transitionDuration={200}
        />
        <Group justify="space-between">
          <Text size="sm" c="dimmed" data-testid="import-facts">
            {facts}
          </Text>
          <Spoken text={facts} />
          <Button variant="default" size="xs" onClick={lookAgain}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
