/** Rows of a file to look at, without reading all of it. */
import { readRows } from '../read/row-reader.ts';
import type { SniffedTable } from '../sniff/table.ts';
import type { SampleRow } from './preview-rows.ts';
import { isHeader } from './stage-file-job.ts';

/**
 * Data rows as they stand.
 * @param fromLine of the file; rows before it are read past
 * @param most rows
 */
export function readSample(
  path: string,
  table: SniffedTable,
  fromLine: number,
  most: number,
): SampleRow[] {
  const sample: SampleRow[] = [];
  const first = Math.max(fromLine, table.headerLine + 1);
  readRows(path, table.shape, {
    row(cells, line) {
      if (line >= first && !isHeader(cells, table.headers))
        sample.push({ cells, line, broken: undefined });
      return sample.length < most;
    },
    broken(text, line, reason) {
      if (line >= first) sample.push({ cells: [text], line, broken: reason });
      return sample.length < most;
    },
  });
  return sample;
}
