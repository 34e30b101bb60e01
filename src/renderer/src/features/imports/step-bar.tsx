import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { Card } from '../../ui/card.tsx';
import { FormProblem } from '../../ui/forms/form-problem.tsx';
import classes from './step-bar.module.css';

interface StepBarProps {
  /** What there is to know before going on. */
  say?: ReactNode;
  problem: string | null;
  /** Back, and on. */
  children: ReactNode;
}

/** What leads on from a step; always in reach, however long the step is. */
export function StepBar({ say, problem, children }: StepBarProps) {
  return (
    <Card className={classes.bar} py="sm" data-testid="step-bar">
      <FormProblem problem={problem} />
      <Group justify="space-between" gap="md" mt={problem === null ? 0 : 'sm'}>
        <div className={classes.say} role="status">
          {say}
        </div>
        <Group gap="xs">{children}</Group>
      </Group>
    </Card>
  );
}
