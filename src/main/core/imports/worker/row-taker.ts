/** Reads the rows of one kind of file and stages the good ones. */
import { CustomerRowReader } from '../read/customer-row.ts';
import { ExpenseRowReader } from '../read/expense-row.ts';
import type { Excluded, RowProblem } from '../read/fields.ts';
import { ProductRowReader } from '../read/product-row.ts';
import { RowFilter } from '../read/row-filter.ts';
import { SaleRowReader } from '../read/sale-row.ts';
import { OwnStage, type RowStage } from '../stage/row-stage.ts';
import { MOST_LINES } from '../stage/sales-stage.ts';
import { CustomersStage, ExpensesStage, ProductsStage } from '../stage/simple-stages.ts';
import type { ReadJob } from './jobs.ts';

/** What became of one row: staged, staged with a rounded amount, left out for a reason, or bad. */
export type Taken = 'staged' | 'rounded' | Excluded | readonly RowProblem[];

export interface RowTaker {
  take(cells: string[], line: number): Taken;
}

/** The reader and the stage that fit the kind of file, behind the rules that leave rows out. */
export function rowTaker(job: ReadJob, headers: readonly string[], stage: RowStage): RowTaker {
  const taker = takerOfKind(job, headers, stage);
  if (job.mapping.skip.length === 0) return taker;
  const filter = new RowFilter(headers, job.mapping);
  return { take: (cells, line) => filter.check(cells) ?? taker.take(cells, line) };
}

function takerOfKind(
  { kind, mapping, rules }: ReadJob,
  headers: readonly string[],
  stage: RowStage,
): RowTaker {
  if (kind === 'sales') {
    const reader = new SaleRowReader(headers, mapping, rules);
    const sales = stage.sales({
      taxIncluded: mapping.tax === 'included',
      packed: mapping.packed_items,
    });
    return {
      take(cells, line) {
        const row = reader.read(cells);
        if (!('ticket' in row)) return row;
        if (!sales.add(row, line)) return tooManyLines(mapping.columns.ticket, row.ticket);
        return row.rounded ? 'rounded' : 'staged';
      },
    };
  }
  if (!(stage instanceof OwnStage)) throw new Error(`another thread stages no ${kind}`);
  if (kind === 'customers') {
    const reader = new CustomerRowReader(headers, mapping);
    const customers = new CustomersStage(stage.database);
    return {
      take(cells) {
        const row = reader.read(cells);
        if (!('code' in row)) return row;
        customers.add(row);
        return 'staged';
      },
    };
  }
  if (kind === 'products') {
    const reader = new ProductRowReader(headers, mapping, rules);
    const products = new ProductsStage(stage.database);
    return {
      take(cells) {
        const row = reader.read(cells);
        if (!('sku' in row)) return row;
        products.add(row);
        return row.rounded ? 'rounded' : 'staged';
      },
    };
  }
  const reader = new ExpenseRowReader(headers, mapping, rules);
  const expenses = new ExpensesStage(stage.database, mapping.columns.record !== undefined);
  return {
    take(cells) {
      const row = reader.read(cells);
      if (!('businessDate' in row)) return row;
      expenses.add(row);
      return row.rounded ? 'rounded' : 'staged';
    },
  };
}

function tooManyLines(column: string | undefined, value: string): RowProblem[] {
  return [
    {
      column: column ?? 'ticket',
      value,
      reason: `This ticket has more than ${MOST_LINES.toLocaleString('en')} lines. Check that this column holds the ticket number.`,
      suggestion: null,
    },
  ];
}
