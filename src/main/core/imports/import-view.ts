/** An import as others see it: the window and tools, and the event log. */
import type { MoneyCodec } from '../../../shared/lib/money.ts';
import type { ImportBatch } from '../../../shared/schemas/import.ts';
import { type LiveProgress, overallProgress } from './import-progress.ts';
import type { StoredImport } from './store/import-batches.ts';

/** An import as the window and tools see it. */
export function importView(
  batch: StoredImport,
  live: LiveProgress | undefined,
  money: MoneyCodec,
): ImportBatch {
  return {
    id: batch.id,
    kind: batch.kind,
    file_name: batch.file_name,
    status: batch.status,
    message: batch.message,
    progress: overallProgress(batch, live),
    total_rows: batch.total_rows,
    imported_rows: live?.imported_rows ?? batch.imported_rows,
    bad_rows: batch.bad_rows,
    tickets: batch.kind === 'sales' ? (live?.tickets ?? batch.tickets) : 0,
    new_products: batch.new_products,
    new_customers: batch.new_customers,
    rounded_lines: batch.rounded_lines,
    excluded_rows: batch.excluded_rows,
    already_there_rows: batch.already_there_rows,
    changed_rows: batch.changed_rows,
    replaced_tickets: batch.replaced_tickets,
    rows_per_second: live?.rowsPerSecond ?? null,
    seconds_left: live?.secondsLeft ?? null,
    file_bytes: batch.file_bytes,
    file_sha256: batch.file_sha256,
    actor_name: batch.actor_name,
    source: batch.source,
    net_sales: money.toMajor(batch.net_minor),
    first_date: batch.first_date,
    last_date: batch.last_date,
    started_at: new Date(batch.started_at).toISOString(),
    finished_at: batch.finished_at === null ? null : new Date(batch.finished_at).toISOString(),
  };
}

/** What the event log keeps of an import. Money in minor units. */
export function importSummary(batch: StoredImport) {
  return {
    id: batch.id,
    kind: batch.kind,
    file_name: batch.file_name,
    total_rows: batch.total_rows,
    imported_rows: batch.imported_rows,
    bad_rows: batch.bad_rows,
    excluded_rows: batch.excluded_rows,
    already_there_rows: batch.already_there_rows,
    changed_rows: batch.changed_rows,
    replaced_tickets: batch.replaced_tickets,
    tickets: batch.tickets,
    new_products: batch.new_products,
    new_customers: batch.new_customers,
    net_minor: batch.net_minor,
    first_date: batch.first_date,
    last_date: batch.last_date,
  };
}
