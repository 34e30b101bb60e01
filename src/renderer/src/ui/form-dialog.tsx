import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCloseWithCare } from './forms/leave-question.tsx';
import { Surrounding } from './forms/unsaved.ts';
import { useLastShown } from './use-last-shown.ts';

interface FormDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  size?: number;
  children: ReactNode;
}

/** A dialog with a form in it; it asks before it throws away what was typed. */
export function FormDialog({ opened, onClose, title, size = 440, children }: FormDialogProps) {
  const { tell, closing } = useCloseWithCare(onClose);
  const shownTitle = useLastShown(opened, title);
  const shown = useLastShown(opened, children);
  return (
    <Modal opened={opened} title={shownTitle} size={size} {...closing}>
      <Surrounding value={tell}>{shown}</Surrounding>
    </Modal>
  );
}
