import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Card } from '../../ui/card.tsx';

interface FindingProps {
  title: string;
  /** What it means, in one or two sentences. */
  meaning: ReactNode;
  /** One control that decides about all of it. */
  control?: ReactNode;
  /** Fills the card to its edges, under the text. */
  children?: ReactNode;
  'data-testid': string;
}

/** One thing that a check found: what, what it means, and what to do about it. */
export function Finding({ title, meaning, control, children, ...props }: FindingProps) {
  return (
    <Card p={0} {...props}>
      <Group justify="space-between" align="flex-start" gap="md" p="lg">
        <div style={{ flex: '1 1 320px' }}>
          <Title order={3} size="h5">
            {title}
          </Title>
          <Text component="div" size="sm" c="dimmed" mt={2}>
            {meaning}
          </Text>
        </div>
        {control}
      </Group>
      {children}
    </Card>
  );
}
