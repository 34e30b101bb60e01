import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { ImportBatch } from '../../../../shared/schemas/import.ts';
import { client } from '../../api/client.ts';
import { showDoneToast, showProblemToast } from '../../ui/undo-toast.tsx';

/** Asks once, then takes out what an import put in. @param busy hears when it is at work */
export function undoImport(batch: ImportBatch, busy: (undoing: boolean) => void): void {
  modals.openConfirmModal({
    title: 'Undo this import?',
    children: (
      <Text size="sm">
        Everything that came from {batch.file_name} is taken out again. What you typed yourself
        stays.
      </Text>
    ),
    labels: { confirm: 'Undo the import', cancel: 'Keep it' },
    confirmProps: { color: 'red' },
    onConfirm: () => {
      busy(true);
      client.imports
        .undo({ id: batch.id })
        .then(() => showDoneToast(`${batch.file_name} is taken out again.`), showProblemToast)
        .finally(() => busy(false));
    },
  });
}
