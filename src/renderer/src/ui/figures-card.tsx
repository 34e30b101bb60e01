import { ActionIcon, Group, Text, Title, Tooltip } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Card } from './card.tsx';

interface FiguresCardProps {
  title: string;
  subtitle?: ReactNode;
  /** Controls beside the title, shown with the drawing. */
  controls?: ReactNode;
  /** The same figures as a table, for reading exactly and for screen readers. */
  table: ReactNode;
  children: ReactNode;
  'data-testid'?: string;
}

/** A card with a drawing that turns into a table of its figures. */
export function FiguresCard({
  title,
  subtitle,
  controls,
  table,
  children,
  'data-testid': testId,
}: FiguresCardProps) {
  const [asTable, setAsTable] = useState(false);
  const label = asTable ? `Show ${title} as a chart` : `Show ${title} as a table`;
  return (
    <Card h="100%" {...(testId ? { 'data-testid': testId } : {})}>
      <Group justify="space-between" wrap="nowrap" gap="sm" mih={30}>
        <Title order={2} fz="md">
          {title}
        </Title>
        <Group gap="xs" wrap="nowrap">
          {!asTable && controls}
          <Tooltip label={label}>
            <ActionIcon c="dimmed" aria-label={label} onClick={() => setAsTable(!asTable)}>
              {asTable ? (
                <IconChartBar size={18} stroke={1.6} aria-hidden />
              ) : (
                <IconTable size={18} stroke={1.6} aria-hidden />
              )}
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      <Text size="xs" c="dimmed" mb="md" component="div">
        {subtitle}
      </Text>
      {asTable ? table : children}
    </Card>
  );
}
