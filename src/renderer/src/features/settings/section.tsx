import { Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { Card } from '../../ui/card.tsx';

interface SectionProps {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

/** One subject of the settings. */
export function Section({ title, description, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Card p="xl">
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        {description && (
          <Text size="sm" c="dimmed" mt={4} maw={620}>
            {description}
          </Text>
        )}
        <div style={{ marginBlockStart: 18 }}>{children}</div>
      </Card>
    </section>
  );
}
