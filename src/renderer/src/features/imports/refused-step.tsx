import { Alert, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Card } from '../../ui/card.tsx';
import type { ImportStage } from './import-store.ts';
import { NextFileButton } from './next-file-button.tsx';
import { StepHeading } from './step-heading.tsx';

/** A file that cannot be imported at all, and why. */
export function RefusedStep({ stage }: { stage: Extract<ImportStage, { name: 'refused' }> }) {
  return (
    <Card>
      <StepHeading>{stage.fileName} cannot be imported</StepHeading>
      <Alert
        mt="md"
        color="red"
        variant="light"
        role="alert"
        icon={<IconAlertTriangle size={18} aria-hidden />}
      >
        {stage.problem}
      </Alert>
      <Group mt="md">
        <NextFileButton />
      </Group>
    </Card>
  );
}
