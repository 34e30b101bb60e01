import type { ImportBatch } from '../../../../shared/schemas/import.ts';

const words: Record<ImportBatch['status'], string> = {
  reading: 'Reading the file',
  writing: 'Storing the rows',
  done: 'Imported',
  cancelling: 'Stopping',
  cancelled: 'Cancelled',
  failed: 'Did not work',
  undoing: 'Taking out',
  undone: 'Taken out',
  interrupted: 'Interrupted',
};

/** How an import stands, in words. */
export function statusWords({ status }: Pick<ImportBatch, 'status'>): string {
  return words[status];
}

/** Whether an import is at work at this moment. */
export function isUnderWay({ status }: Pick<ImportBatch, 'status'>): boolean {
  return ['reading', 'writing', 'cancelling', 'undoing'].includes(status);
}
