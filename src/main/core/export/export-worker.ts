/**
 * Entry of the worker thread that writes an export, a piece whenever it is asked for one. It only
 * reads, and sees the shop as it was at the start, whatever is sold meanwhile.
 */
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import type { ExportJob, ExportMessage } from './export-job.ts';
import { customerRows, expenseRows, productRows } from './record-rows.ts';
import { salesRows } from './sales-rows.ts';

/** Characters of one piece. */
const PIECE = 64 * 1024;

// Started only by exports.ts, which types what it passes.
const job: ExportJob = workerData;

const sqlite = new Sqlite(job.file, {
  readonly: true,
  ...(job.nativeBinding ? { nativeBinding: job.nativeBinding } : {}),
});
sqlite.exec('BEGIN');
const lines = rowsOf(job);

parentPort?.on('message', () => {
  const piece: string[] = [];
  for (let length = 0; length < PIECE; ) {
    const { value, done } = lines.next();
    if (done) break;
    piece.push(value);
    length += value.length;
  }
  const message: ExportMessage = piece.length === 0 ? { end: true } : { piece: piece.join('') };
  parentPort?.postMessage(message);
});

function rowsOf(order: ExportJob): Generator<string> {
  switch (order.kind) {
    case 'sales':
      return salesRows(sqlite, order);
    case 'products':
      return productRows(sqlite, order);
    case 'customers':
      return customerRows(sqlite);
    case 'expenses':
      return expenseRows(sqlite, order);
  }
}
