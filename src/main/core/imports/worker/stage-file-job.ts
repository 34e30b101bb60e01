/** Reads a whole file, checks each row and stages the good ones. */
import { rmSync } from 'node:fs';
import { FileRefused } from '../file-refused.ts';
import { SHOWN_VALUE } from '../read/cell.ts';
import { readRows } from '../read/row-reader.ts';
import { sniffEncoding } from '../sniff/encoding.ts';
import { type SniffedTable, sniffTable } from '../sniff/table.ts';
import { type FinishedCounts, OwnStage, type RowStage } from '../stage/row-stage.ts';
import type { ReadJob } from './jobs.ts';
import { rowTaker } from './row-taker.ts';
import { DistantStage, TicketFull } from './staging-thread.ts';

const MIN_PROGRESS_STEP = 0.01;
const LEFT_OUT = 'You left this row out.';

/**
 * @param onProgress share of the file that was read, 0–1, and rows so far
 * @throws FileRefused when there is no row in the file
 */
export function stageFile(
  job: ReadJob,
  onProgress: (done: number, rows: number) => void,
): FinishedCounts {
  const byHand = job.mapping.table;
  const encoding = sniffEncoding(job.path, byHand.encoding);
  const table = sniffTable(job.path, encoding, byHand);
  if (job.line) {
    try {
      return readInto(new DistantStage(job.line), job, table, onProgress);
    } catch (error) {
      if (!(error instanceof TicketFull)) throw error;
      rmSync(job.stagePath, { force: true });
    }
  }
  return readInto(new OwnStage(job.stagePath, job.nativeBinding), job, table, onProgress);
}

function readInto(
  stage: RowStage,
  job: ReadJob,
  table: SniffedTable,
  onProgress: (done: number, rows: number) => void,
): FinishedCounts {
  try {
    const counts = { rows: 0, badRows: 0, excludedRows: 0, rounded: 0 };
    const corrections = new Map(job.corrections.map(({ row, values }) => [row, values]));
    const excludedRows = new Set(job.excluded_rows);
    const taker = rowTaker(job, table.headers, stage);
    const takeRow = (cells: string[], line: number): true => {
      const taken = taker.take(cells, line);
      if (taken === 'staged') return true;
      if (taken === 'rounded') counts.rounded++;
      else if ('excluded' in taken) {
        counts.excludedRows++;
        stage.putAside({ line, excluded: taken.excluded });
      } else {
        counts.badRows++;
        stage.putAside({ line, cells, problems: taken });
      }
      return true;
    };
    const corrected = (read: readonly string[], values: Readonly<Record<string, string>>) =>
      table.headers.map((header, index) => values[header] ?? read[index] ?? '');
    let told = 0;
    readRows(job.path, table.shape, {
      row(read, line) {
        if (line <= table.headerLine || isHeader(read, table.headers)) return true;
        counts.rows++;
        if (excludedRows.has(line)) {
          counts.excludedRows++;
          stage.putAside({ line, excluded: LEFT_OUT });
          return true;
        }
        const correction = corrections.get(line);
        return takeRow(correction ? corrected(read, correction) : read, line);
      },
      broken(text, line, reason) {
        if (line <= table.headerLine) return true;
        counts.rows++;
        if (excludedRows.has(line)) {
          counts.excludedRows++;
          stage.putAside({ line, excluded: LEFT_OUT });
          return true;
        }
        const correction = corrections.get(line);
        if (correction) return takeRow(corrected([], correction), line);
        counts.badRows++;
        const problem = { column: '', value: text.trim().slice(0, SHOWN_VALUE), reason };
        stage.putAside({ line, cells: [text], problems: [{ ...problem, suggestion: null }] });
        return true;
      },
      progress(readBytes, allBytes) {
        const done = readBytes / Math.max(allBytes, 1);
        if (done - told < MIN_PROGRESS_STEP) return;
        told = done;
        onProgress(done, counts.rows);
      },
    });
    if (counts.rows === 0)
      throw new FileRefused(
        'This file only has a header and no rows. Choose the file that holds the rows.',
      );
    stage.finish(table.headers, counts);
    return counts;
  } finally {
    stage.close();
  }
}

/** Some exports repeat their header on every page. */
export function isHeader(cells: readonly string[], headers: readonly string[]): boolean {
  const first = cells[0]?.trim();
  if (first === undefined || first !== headers[0]) return false;
  return headers.every((header, index) => (cells[index] ?? '').trim() === header);
}
