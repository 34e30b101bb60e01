import { Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useFileQueue } from './file-queue.ts';

interface StepHeadingProps {
  /** Which of the three steps, from 1; none for what stands between them. */
  step?: 1 | 2 | 3;
  /** All files are through. */
  atEnd?: boolean;
  children: ReactNode;
  /** One calm line under the heading. */
  under?: ReactNode;
  /** At the end of the line. */
  aside?: ReactNode;
}

/** The heading of a step. It takes the focus, so that a screen reader says where one is now. */
export function StepHeading({ step, atEnd = false, children, under, aside }: StepHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, []);
  const { files } = useFileQueue();
  const nth = files.filter(({ state }) => state !== 'waiting').length;
  const where = [
    files.length > 1 && !atEnd && `File ${nth} of ${files.length}`,
    step !== undefined && `Step ${step} of 3`,
  ].filter(Boolean);
  return (
    <Group justify="space-between" align="flex-start" gap="md" wrap="nowrap">
      <div style={{ minWidth: 0 }}>
        {where.length > 0 && (
          <Text size="xs" c="dimmed" fw={600} mb={2} data-testid="import-step">
            {where.join(' · ')}
          </Text>
        )}
        <Title
          order={2}
          size="h3"
          ref={heading}
          tabIndex={-1}
          style={{ overflowWrap: 'anywhere', outline: 'none' }}
        >
          {children}
        </Title>
        {under && (
          <Text component="div" size="sm" c="dimmed" mt={4}>
            {under}
          </Text>
        )}
      </div>
      {aside}
    </Group>
  );
}
