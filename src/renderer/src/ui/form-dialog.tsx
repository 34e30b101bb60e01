import { Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Unsaved } from './forms/unsaved.ts';

interface FormDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  size?: number;
  children: ReactNode;
}

/** A dialog with a form in it; a click beside it closes it only while nothing is typed. */
export function FormDialog({ opened, onClose, title, size = 440, children }: FormDialogProps) {
  const [unsaved, setUnsaved] = useState(false);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={size}
      closeOnClickOutside={!unsaved}
    >
      <Unsaved value={setUnsaved}>{children}</Unsaved>
    </Modal>
  );
}
