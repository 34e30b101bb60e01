import { Button, Group } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface RecordActionsProps {
  onEdit: () => void;
  /** Closes the drawer, and deletes; the toast takes it back. */
  onDelete: () => void;
  /** What else can be done with this kind of record. */
  children?: ReactNode;
}

/** What can be done with the record in a drawer. */
export function RecordActions({ onEdit, onDelete, children }: RecordActionsProps) {
  return (
    <Group gap="xs">
      <Button leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit} data-autofocus>
        Edit
      </Button>
      {children}
      <Button
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={onDelete}
      >
        Delete
      </Button>
    </Group>
  );
}
