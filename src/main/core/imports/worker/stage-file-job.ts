/** Reads a whole file, checks each row and stages the good ones. */

import { FileRefused } from '../file-refused.ts';
import { SHOWN_VALUE } from '../read/cell.ts';
import { CustomerRowReader } from '../read/customer-row.ts';
import { ExpenseRowReader } from '../read/expense-row.ts';
import type { RowProblem } from '../read/fields.ts';
import { readRows } from '../read/row-reader.ts';
import { SaleRowReader } from '../read/sale-row.ts';
import { sniffEncoding } from '../sniff/encoding.ts';
import { sniffTable } from '../sniff/table.ts';
import { SalesStage } from '../stage/sales-stage.ts';
import { CustomersStage, ExpensesStage } from '../stage/simple-stages.ts';
import { completeStage, createStage, type StageTotals } from '../stage/stage-file.ts';
import type { StageJob } from './jobs.ts';

/** Takes one row; its problems, or whether an amount was rounded. */
type TakeRow = (cells: string[], line: number) => readonly RowProblem[] | boolean;

const MIN_PROGRESS_STEP = 0.01;

/**
 * @param onProgress share of the file that was read, 0–1
 * @throws FileRefused when there is no row in the file
 */
export function stageFile(job: StageJob, onProgress: (done: number) => void): StageTotals {
  const encoding = sniffEncoding(job.path);
  const table = sniffTable(job.path, encoding);
  const stage = createStage(job.stagePath, job.nativeBinding);
  try {
    const addProblem = stage.prepare(
      'INSERT INTO problem (row, column, value, reason) VALUES (?, ?, ?, ?)',
    );
    const counts = { rows: 0, badRows: 0, rounded: 0 };
    const { take, finish } = takerFor(job, table.headers, stage);
    let told = 0;
    readRows(job.path, table.shape, {
      row(cells, line) {
        if (line <= table.headerLine || isHeader(cells, table.headers)) return true;
        counts.rows++;
        const outcome = take(cells, line);
        if (outcome === true) counts.rounded++;
        if (typeof outcome === 'boolean') return true;
        counts.badRows++;
        for (const problem of outcome)
          addProblem.run(line, problem.column, problem.value, problem.reason);
        return true;
      },
      broken(text, line, reason) {
        if (line <= table.headerLine) return true;
        counts.rows++;
        counts.badRows++;
        addProblem.run(line, '', text.trim().slice(0, SHOWN_VALUE), reason);
        return true;
      },
      progress(readBytes, allBytes) {
        const done = readBytes / Math.max(allBytes, 1);
        if (done - told < MIN_PROGRESS_STEP) return;
        told = done;
        onProgress(done);
      },
    });
    if (counts.rows === 0)
      throw new FileRefused(
        'This file only has a header and no rows. Choose the file that holds the rows.',
      );
    finish();
    return completeStage(stage, job.kind === 'sales' ? 'ticket' : KIND_TABLE[job.kind], counts);
  } finally {
    stage.close();
  }
}

const KIND_TABLE = { customers: 'customer', expenses: 'expense' } as const;

/** Some exports repeat their header on every page. */
export function isHeader(cells: readonly string[], headers: readonly string[]): boolean {
  const first = cells[0]?.trim();
  if (first === undefined || first !== headers[0]) return false;
  return headers.every((header, index) => (cells[index] ?? '').trim() === header);
}

function takerFor(
  job: StageJob,
  headers: readonly string[],
  stage: ReturnType<typeof createStage>,
): { take: TakeRow; finish: () => void } {
  if (job.kind === 'sales') {
    const reader = new SaleRowReader(headers, job.mapping, job.rules);
    const sales = new SalesStage(stage, job.numberPrefix);
    return {
      take(cells, line) {
        const row = reader.read(cells);
        if (!('ticket' in row)) return row;
        sales.add(row, line);
        return row.rounded;
      },
      finish: () => sales.finish(),
    };
  }
  if (job.kind === 'customers') {
    const reader = new CustomerRowReader(headers, job.mapping);
    const customers = new CustomersStage(stage);
    return {
      take(cells) {
        const row = reader.read(cells);
        if (!('code' in row)) return row;
        customers.add(row);
        return false;
      },
      finish: () => undefined,
    };
  }
  const reader = new ExpenseRowReader(headers, job.mapping, job.rules);
  const expenses = new ExpensesStage(stage);
  return {
    take(cells) {
      const row = reader.read(cells);
      if (!('businessDate' in row)) return row;
      expenses.add(row);
      return row.rounded;
    },
    finish: () => undefined,
  };
}
