/** Where the rows of a file go once they are understood. */
import type Sqlite from 'better-sqlite3';
import type { RowProblem } from '../read/fields.ts';
import type { SaleRow } from '../read/sale-values.ts';
import { SalesStage } from './sales-stage.ts';
import { completeStage, createStage, endPiece, type StageTotals } from './stage-file.ts';

/** A row that is not staged. */
export type UnstagedRow =
  | { line: number; cells: readonly string[]; problems: readonly RowProblem[] }
  | { line: number; excluded: string };

/** How sales become tickets. */
export interface SalesRules {
  /** The amounts of the lines contain the tax of the ticket. */
  taxIncluded: boolean;
  /** A row may be several lines. */
  packed: boolean;
}

/** Receives the rows of a sales file. */
export interface TakesSales {
  /**
   * @param line of the file
   * @returns false when the row's ticket is full
   */
  add(row: SaleRow, line: number): boolean;
}

export type FinishedCounts = Omit<StageTotals, 'units'>;

/** Receives the rows of a file of any kind. */
export interface RowStage {
  sales(rules: SalesRules): TakesSales;
  /** Keeps a row that is wrong or left out. */
  putAside(row: UnstagedRow): void;
  /** After the last row. */
  finish(headers: readonly string[], counts: FinishedCounts): void;
  close(): void;
}

/** A stage that this thread writes itself. */
export class OwnStage implements RowStage {
  readonly database: Sqlite.Database;
  readonly #addProblem: Sqlite.Statement;
  readonly #addBadRow: Sqlite.Statement;
  readonly #exclude: Sqlite.Statement;
  #sales: SalesStage | undefined;

  constructor(path: string, nativeBinding: string | undefined) {
    this.database = createStage(path, nativeBinding);
    this.#addProblem = this.database.prepare(
      'INSERT INTO problem (row, column, value, reason, suggestion) VALUES (?, ?, ?, ?, ?)',
    );
    this.#addBadRow = this.database.prepare(
      'INSERT OR IGNORE INTO bad_row (row, cells) VALUES (?, ?)',
    );
    this.#exclude = this.database.prepare(
      'INSERT OR IGNORE INTO excluded_row (row, reason) VALUES (?, ?)',
    );
  }

  sales({ taxIncluded, packed }: SalesRules): TakesSales {
    this.#sales ??= new SalesStage(this.database, taxIncluded, packed);
    return this.#sales;
  }

  putAside(row: UnstagedRow): void {
    if ('excluded' in row) {
      this.#exclude.run(row.line, row.excluded);
      return;
    }
    this.#addBadRow.run(row.line, JSON.stringify(row.cells));
    for (const { column, value, reason, suggestion } of row.problems)
      this.#addProblem.run(row.line, column, value, reason, suggestion);
  }

  /** Has the disk take what was staged so far, of a large file. */
  endPiece(): void {
    endPiece(this.database);
  }

  finish(headers: readonly string[], counts: FinishedCounts): void {
    this.#sales?.finish();
    completeStage(this.database, headers, counts);
  }

  close(): void {
    this.database.close();
  }
}
