import { Modal, Text, Textarea } from '@mantine/core';
import { type ClipboardEvent, useEffect, useState } from 'react';

/** What a pasting holds: files, or rows copied from a spreadsheet as a file of their own. */
function filesOf(data: DataTransfer | null): File[] {
  const files = [...(data?.files ?? [])];
  if (files.length > 0) return files;
  const text = data?.getData('text/plain') ?? '';
  // Words copied from anywhere are no table.
  if (!/[\t\r\n]/.test(text.trim())) return [];
  return [new File([text], 'Pasted rows.csv', { type: 'text/csv' })];
}

/** Takes what is pasted anywhere on the screen, but for what is pasted into a field. */
export function usePaste(onFiles: (files: File[]) => void): void {
  useEffect(() => {
    const onPaste = (event: globalThis.ClipboardEvent) => {
      if (event.target instanceof Element && event.target.closest('input, textarea')) return;
      const files = filesOf(event.clipboardData);
      if (files.length > 0) onFiles(files);
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [onFiles]);
}

interface PasteDialogProps {
  opened: boolean;
  onClose: () => void;
  onFiles: (files: File[]) => void;
}

/** Says how pasting goes, and takes what is pasted. */
export function PasteDialog({ opened, onClose, onFiles }: PasteDialogProps) {
  const [nothing, setNothing] = useState(false);
  const take = (event: ClipboardEvent) => {
    const files = filesOf(event.clipboardData);
    event.preventDefault();
    setNothing(files.length === 0);
    if (files.length === 0) return;
    onClose();
    onFiles(files);
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Paste from a spreadsheet">
      <Text size="sm" mb="sm">
        Select the rows in your spreadsheet, the one with the column names too, and copy them. Then
        paste them here with Ctrl+V.
      </Text>
      <Textarea
        data-autofocus
        aria-label="Rows from a spreadsheet"
        placeholder="Ctrl+V"
        rows={5}
        value=""
        onChange={() => undefined}
        onPaste={take}
        error={
          nothing && 'These are no rows. Select at least two rows, or two columns, and copy them.'
        }
      />
    </Modal>
  );
}
