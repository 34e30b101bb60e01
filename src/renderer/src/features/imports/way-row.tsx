import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface WayRowsProps {
  title: string;
  help: string;
  add: string;
  /** Opens a line to fill in; none while one is open. */
  onAdd: (() => void) | undefined;
  children: ReactNode;
}

/** A short list of habits of a file, each on a line of its own. */
export function WayRows({ title, help, add, onAdd, children }: WayRowsProps) {
  return (
    <section aria-label={title}>
      <Text size="sm" fw={500}>
        {title}
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {help}
      </Text>
      <Stack gap={6}>{children}</Stack>
      {onAdd && (
        <Button
          variant="default"
          size="xs"
          mt={6}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={onAdd}
        >
          {add}
        </Button>
      )}
    </section>
  );
}

interface WayRowProps {
  /** Says what goes with it. */
  remove: string;
  onRemove: () => void;
  children: ReactNode;
}

/** One habit, and a way to take it back. */
export function WayRow({ remove, onRemove, children }: WayRowProps) {
  return (
    <Group gap="xs" align="center">
      {children}
      <ActionIcon variant="subtle" color="gray" size={30} aria-label={remove} onClick={onRemove}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
