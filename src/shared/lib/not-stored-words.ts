/** What an import left out and why, in words. */
import type { ImportBatch } from '../schemas/import.ts';

export type NotStored = Pick<
  ImportBatch,
  'bad_rows' | 'excluded_rows' | 'already_there_rows' | 'changed_rows'
>;

/** As in "12 rows were there already". @param count Writes a number. */
export function notStoredWords(batch: NotStored, count: (value: number) => string): string[] {
  const some = (rows: number, one: string, many: string) =>
    rows > 0 ? [`${count(rows)} ${rows === 1 ? `row ${one}` : `rows ${many}`}`] : [];
  return [
    ...some(batch.bad_rows, 'could not be read', 'could not be read'),
    ...some(batch.already_there_rows, 'was there already', 'were there already'),
    ...some(batch.changed_rows, 'differs from a ticket you kept', 'differ from tickets you kept'),
    ...some(batch.excluded_rows, 'is left out on purpose', 'are left out on purpose'),
  ];
}
