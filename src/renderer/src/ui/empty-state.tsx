import { Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: TablerIcon;
  title: string;
  children?: ReactNode;
  /** What to do about it: one or two buttons. */
  actions?: ReactNode;
}

/** Says kindly that there is nothing here yet, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <Stack align="center" gap="xs" py={48} px="md" data-testid="empty-state">
      <ThemeIcon size={56} radius="xl" variant="light" aria-hidden>
        <Icon size={28} stroke={1.5} />
      </ThemeIcon>
      <Title order={3} ta="center" mt="xs">
        {title}
      </Title>
      {children && (
        <Text c="dimmed" ta="center" maw={440}>
          {children}
        </Text>
      )}
      {actions && (
        <Group mt="sm" gap="sm" justify="center">
          {actions}
        </Group>
      )}
    </Stack>
  );
}
