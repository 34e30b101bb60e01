/** The bad rows of an import as a file: what it says, why it is not stored, ready to be corrected. */
import Papa from 'papaparse';
import { z } from 'zod';
import type { ImportBatches } from './store/import-batches.ts';

/** Left out when the corrected file is imported again: no format knows it. */
const REASON_COLUMN = 'Tillwise: what to correct';

/**
 * What a spreadsheet would run: not a number with its sign, nor ="00123", which only guards zeros. The
 * apostrophe that papaparse puts in front is taken away again by the import.
 */
const FORMULA = /^(?:=(?!"[^"]*"$)|[+\-@](?![\d.,\s$€£%]*$))/;

const texts = z.array(z.string());

/** @throws UserError NOT_FOUND */
export function badRowsCsv(batches: ImportBatches, id: number): { file_name: string; csv: string } {
  const { file_name, headers } = batches.get(id);
  const columns = headers === null ? [] : texts.parse(JSON.parse(headers));
  const rows = batches.badRows(id).map(({ cells, reasons }) => {
    const read = texts.parse(JSON.parse(cells));
    return [...columns.map((_, index) => read[index] ?? ''), reasons];
  });
  return {
    file_name: `${file_name.replace(/\.[^.]*$/, '')} to correct.csv`,
    csv: `${Papa.unparse([[...columns, REASON_COLUMN], ...rows], { newline: '\n', escapeFormulae: FORMULA })}\n`,
  };
}
