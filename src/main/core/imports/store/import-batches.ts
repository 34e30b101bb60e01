/** The table of imports: one row a file, with what it became. */
import type { ImportBatch, ImportKind, RowError } from '../../../../shared/schemas/import.ts';
import type { Context } from '../../context.ts';
import type { Database } from '../../db/connection.ts';
import { notFound } from '../../errors.ts';

type ImportStatus = ImportBatch['status'];

export interface StoredImport {
  id: number;
  kind: ImportKind;
  file_name: string;
  file_sha256: string | null;
  status: ImportStatus;
  message: string | null;
  total_rows: number;
  imported_rows: number;
  bad_rows: number;
  /** While it writes: how many are written, where a resumed import goes on. */
  tickets: number;
  new_products: number;
  new_customers: number;
  rounded_lines: number;
  excluded_rows: number;
  already_there_rows: number;
  changed_rows: number;
  replaced_tickets: number;
  /** JSON: the columns of the file; null until all that is wrong with its bad rows is copied. */
  headers: string | null;
  file_bytes: number;
  net_minor: number;
  first_date: string | null;
  last_date: string | null;
  actor_name: string;
  source: Context['source'];
  correlation_id: string;
  started_at: number;
  finished_at: number | null;
}

interface NewImport {
  kind: ImportKind;
  fileName: string;
  sha256: string;
  bytes: number;
  mapping: string;
}

type Change = Partial<Omit<StoredImport, 'id' | 'kind'>>;

export interface ImportBatches {
  /** @throws UserError NOT_FOUND */
  get(id: number): StoredImport;
  list(limit: number): StoredImport[];
  unfinished(): StoredImport[];
  add(ctx: Context, batch: NewImport): StoredImport;
  change(id: number, change: Change): void;
  /** The newest finished import of the same bytes. */
  findDone(sha256: string): StoredImport | undefined;
  errors(id: number, limit: number, after: number): (RowError & { id: number })[];
  countErrors(id: number): number;
  /** The bad rows as they stood: JSON lists of cells, each with all its reasons. */
  badRows(id: number): { cells: string; reasons: string }[];
}

const COLUMNS = `id, kind, file_name, file_sha256, status, message, total_rows, imported_rows, bad_rows,
  tickets, new_products, new_customers, rounded_lines, excluded_rows, already_there_rows, changed_rows,
  replaced_tickets, headers, file_bytes, net_minor, first_date, last_date, actor_name,
  source, correlation_id, started_at, finished_at`;

/** The imports of one file. Call the writing ones inside a write. */
export function createImportBatches({ sqlite }: Database): ImportBatches {
  const find = sqlite.prepare<[number], StoredImport>(
    `SELECT ${COLUMNS} FROM import_batch WHERE id = ?`,
  );
  const newest = sqlite.prepare<[number], StoredImport>(
    `SELECT ${COLUMNS} FROM import_batch ORDER BY id DESC LIMIT ?`,
  );
  const open = sqlite.prepare<[], StoredImport>(
    `SELECT ${COLUMNS} FROM import_batch
     WHERE status IN ('reading', 'writing', 'cancelling', 'undoing', 'interrupted') ORDER BY id`,
  );
  const insert = sqlite.prepare(
    `INSERT INTO import_batch (kind, file_name, file_sha256, file_bytes, status, mapping, actor_name, source, correlation_id, started_at)
     VALUES (?, ?, ?, ?, 'reading', ?, ?, ?, ?, ?)`,
  );
  const done = sqlite.prepare<[string], StoredImport>(
    `SELECT ${COLUMNS} FROM import_batch WHERE file_sha256 = ? AND status = 'done' ORDER BY id DESC LIMIT 1`,
  );
  const pageOfErrors = sqlite.prepare<[number, number, number], RowError & { id: number }>(
    `SELECT id, row, column, value, reason, suggestion FROM import_error
     WHERE import_batch_id = ? AND id > ? ORDER BY id LIMIT ?`,
  );
  const errorCount = sqlite
    .prepare<[number], number>('SELECT COUNT(*) FROM import_error WHERE import_batch_id = ?')
    .pluck();

  const badRows = sqlite.prepare<[number], { cells: string; reasons: string }>(
    `SELECT b.cells, (SELECT group_concat(CASE WHEN e.column = '' THEN e.reason ELSE e.column || ': ' || e.reason END, ' ')
       FROM import_error e WHERE e.import_batch_id = b.import_batch_id AND e.row = b.row) AS reasons
     FROM import_bad_row b WHERE b.import_batch_id = ? ORDER BY b.row`,
  );

  const get = (id: number): StoredImport => {
    const batch = find.get(id);
    if (!batch) throw notFound('import', id);
    return batch;
  };

  return {
    get,
    list: (limit) => newest.all(limit),
    unfinished: () => open.all(),
    add(ctx, batch) {
      const { lastInsertRowid } = insert.run(
        batch.kind,
        batch.fileName,
        batch.sha256,
        batch.bytes,
        batch.mapping,
        ctx.actor.name,
        ctx.source,
        ctx.correlationId,
        ctx.now,
      );
      return get(Number(lastInsertRowid));
    },
    change(id, change) {
      const names = Object.keys(change);
      sqlite
        .prepare(
          `UPDATE import_batch SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
        )
        .run(...Object.values(change), id);
    },
    findDone: (sha256) => done.get(sha256),
    errors: (id, limit, after) => pageOfErrors.all(id, after, limit),
    badRows: (id) => badRows.all(id),
    countErrors: (id) => errorCount.get(id) ?? 0,
  };
}
