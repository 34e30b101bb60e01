/** What became of a file of a watched folder, in words: for the owner, the log, and the file beside it. */
import { EventType } from '../../../../shared/events/catalogue.ts';
import { type NotStored, notStoredWords } from '../../../../shared/lib/not-stored-words.ts';
import type { ImportBatch, RowError } from '../../../../shared/schemas/import.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import type { WatchFolderEntity } from './watch-folder.entity.ts';
import type { Tray } from './watched-files.ts';

export interface FileOutcome {
  outcome: 'imported' | 'failed';
  tray: Tray;
  /** One sentence for the owner. */
  message: string;
  /** For a text file beside it; null when there is nothing to say. */
  reasons: string | null;
  importId: number | null;
}

type Batch = Pick<ImportBatch, 'id' | 'status' | 'message' | 'imported_rows'> & NotStored;

/** @param errors the first of its bad rows */
export function outcomeOf(
  name: string,
  batch: Batch,
  errors: readonly Omit<RowError, 'suggestion'>[],
): FileOutcome {
  const { id, status, imported_rows, bad_rows } = batch;
  const read = imported_rows + batch.already_there_rows + batch.changed_rows + batch.excluded_rows;
  const imported = status === 'done' && (read > 0 || bad_rows === 0);
  const became = [
    imported_rows === 0 ? 'nothing new' : `${rows(imported_rows)} imported`,
    ...notStoredWords(batch, inDigits),
  ];
  const message = imported
    ? `${name}: ${became.join(', ')}.`
    : `${name} was not imported: ${batch.message ?? (bad_rows > 0 ? 'none of its rows could be read.' : `the import was ${status}.`)}`;
  const lines = errors.map(
    ({ row, column, value, reason }) =>
      `Row ${row}${column === '' ? '' : `, ${column}`}${value === '' ? '' : ` (${value})`}: ${reason}`,
  );
  const more = bad_rows > lines.length ? [`Import ${id} lists all ${rows(bad_rows)}.`] : [];
  return {
    outcome: imported ? 'imported' : 'failed',
    tray: imported ? 'done' : 'failed',
    message,
    reasons:
      imported && bad_rows === 0 ? null : `${[message, '', ...lines, ...more].join('\n').trim()}\n`,
    importId: id,
  };
}

/** A file that could not be imported at all. */
export function refusedOutcome(name: string, reason: string): FileOutcome {
  const message = `${name} was not imported: ${reason}`;
  return { outcome: 'failed', tray: 'failed', message, reasons: `${message}\n`, importId: null };
}

/** Notes it in the log. */
export function reportFile(
  tx: WriteTx,
  { id, folder }: WatchFolderEntity,
  fileName: string,
  { outcome, message, importId }: FileOutcome,
): void {
  tx.emit({
    type:
      outcome === 'imported'
        ? EventType.WATCH_FOLDER_FILE_IMPORTED
        : EventType.WATCH_FOLDER_FILE_FAILED,
    entity: 'watch_folder',
    entityId: id,
    before: null,
    after: { id, folder, file_name: fileName, import_id: importId, message },
  });
}

function rows(count: number): string {
  return `${inDigits(count)} ${count === 1 ? 'row' : 'rows'}`;
}

function inDigits(count: number): string {
  return count.toLocaleString('en');
}
