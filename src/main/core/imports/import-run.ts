/** The way in: a received file is read and staged, and its rows are copied into the shop. */
import { renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { EventType } from '../../../shared/events/catalogue.ts';
import type { CategoryRule } from '../../../shared/lib/expense-rules.ts';
import type { ImportChoices, ReadingOrder } from '../../../shared/schemas/import-check.ts';
import type { Clock, Context } from '../context.ts';
import type { Database } from '../db/connection.ts';
import type { Write } from '../db/write-tx.ts';
import { UserError } from '../errors.ts';
import type { SalesService } from '../features/sales/index.ts';
import type { SettingsService } from '../features/settings/index.ts';
import type { KpiEngine } from '../kpi/index.ts';
import type { Log } from '../log.ts';
import type { ImportProgress } from './import-progress.ts';
import { importSummary } from './import-view.ts';
import type { ShopRules } from './read/fields.ts';
import { CopyRun } from './store/copy-run.ts';
import type { ImportBatches, StoredImport } from './store/import-batches.ts';
import type { Upload, Uploads } from './uploads.ts';
import { type ImportThreads, JobStopped } from './worker/import-threads.ts';

/** Share of the reading in what is done before the first row is written. */
const READING = 0.9;

/** What all parts of an import work with. */
export interface ImportTools {
  database: Database;
  write: Write;
  settings: SettingsService;
  /** Of expenses, in the order in which they are tried. */
  categoryRules: () => CategoryRule[];
  kpis: KpiEngine;
  sales: Pick<SalesService, 'remove' | 'restore'>;
  log: Log;
  clock: Clock;
  nativeBinding?: string | undefined;
  uploads: Uploads;
  threads: ImportThreads;
  batches: ImportBatches;
  progress: ImportProgress;
}

/** How to read a received file, and what the owner chose about what is found. */
export interface ImportRequest {
  order: Omit<ReadingOrder, 'upload_id'>;
  choices: ImportChoices;
  /** Staged rows of a check that read the file in the same way. */
  checkedPath?: string | undefined;
}

/** Everything that an import writes bears its own time, so that undo knows its traces. */
export function contextOfImport(ctx: Context, batch: StoredImport): Context {
  return {
    ...ctx,
    source: batch.source === 'demo' ? 'demo' : 'import',
    now: batch.started_at,
    importBatchId: batch.id,
  };
}

/** Notes a change of an import, and tells who listens. */
export function changeImport(
  { write, batches, progress }: ImportTools,
  ctx: Context,
  id: number,
  change: Parameters<ImportBatches['change']>[1],
): void {
  write(ctx, () => batches.change(id, change));
  progress.tell(id);
}

/** What the rows of a file become depends on the shop, too. */
export function shopRules(
  { settings, categoryRules }: Pick<ImportTools, 'settings' | 'categoryRules'>,
  ctx: Context,
): ShopRules {
  const { time_zone, day_end_hour, currency } = settings.get();
  return {
    timeZone: time_zone,
    dayEndHour: day_end_hour,
    digits: settings.money().digits,
    currency,
    today: settings.businessDate(ctx.now),
    categoryRules: categoryRules(),
  };
}

/**
 * Reads a file and copies what is good.
 * @throws UserError when nothing can be imported; JobStopped when the signal aborts
 */
export async function readAndCopy(
  tools: ImportTools,
  ctx: Context,
  batch: StoredImport,
  upload: Upload,
  { order, choices, checkedPath }: ImportRequest,
  signal: AbortSignal,
): Promise<void> {
  const { uploads, threads, progress, database } = tools;
  const stagePath = uploads.stagePath(batch.id);
  await rm(stagePath, { force: true });
  if (checkedPath === undefined) await uploads.checkStageSpace(upload.bytes);
  else renameSync(checkedPath, stagePath);
  progress.begin(batch.id, checkedPath !== undefined);
  const { totals, alreadyThereRows, changedRows } = await threads.prepare(
    {
      path: upload.path,
      stagePath,
      isRead: checkedPath !== undefined,
      shopFile: database.sqlite.name,
      nativeBinding: tools.nativeBinding,
      rules: shopRules(tools, ctx),
      ...order,
      choices,
      report: false,
    },
    (phase, done, rows) =>
      progress.note(batch.id, {
        share: phase === 'reading' ? done * READING : READING + done * (1 - READING),
        tickets: 0,
        imported_rows: 0,
        rows,
      }),
    signal,
  );
  progress.begin(batch.id);
  await uploads.discard(upload.id);
  const refused = choices.mode === 'strict' && totals.badRows > 0;
  changeImport(tools, ctx, batch.id, {
    ...(refused ? {} : { status: 'writing' }),
    total_rows: totals.rows,
    bad_rows: totals.badRows,
    rounded_lines: totals.rounded,
    excluded_rows: totals.excludedRows,
    already_there_rows: alreadyThereRows,
    changed_rows: changedRows,
  });
  if (refused) {
    await copyRun(tools, ctx, batch, signal).problems();
    throw new UserError(
      'UNPROCESSABLE_CONTENT',
      `${totals.badRows} of ${totals.rows} rows are wrong, so nothing was imported, as asked.`,
    );
  }
  await copyStaged(tools, ctx, batch, signal);
}

/**
 * Copies the staged rows of an import, from where it stopped, and announces it.
 * @throws JobStopped when the signal aborts
 */
export async function copyStaged(
  tools: ImportTools,
  ctx: Context,
  batch: StoredImport,
  signal: AbortSignal,
): Promise<void> {
  const { batches, progress } = tools;
  const stored = batches.get(batch.id);
  progress.begin(batch.id);
  const run = copyRun(tools, ctx, stored, signal);
  if (stored.headers === null) await run.problems();
  const summary = await run.rows(stored.tickets);
  if (signal.aborted) throw new JobStopped();
  tools.write(contextOfImport(ctx, batch), (tx) => {
    batches.change(batch.id, {
      ...summary,
      status: 'done',
      message: null,
      finished_at: tools.clock(),
    });
    tx.emit({
      type: EventType.DATA_IMPORTED,
      entity: 'import',
      entityId: batch.id,
      before: null,
      after: importSummary(batches.get(batch.id)),
    });
  });
  await rm(tools.uploads.stagePath(batch.id), { force: true });
}

function copyRun(
  tools: ImportTools,
  ctx: Context,
  batch: StoredImport,
  signal: AbortSignal,
): CopyRun {
  return new CopyRun({
    ...tools,
    ctx: contextOfImport(ctx, batch),
    batch,
    stagePath: tools.uploads.stagePath(batch.id),
    signal,
  });
}
