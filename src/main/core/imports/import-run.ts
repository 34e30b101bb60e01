/** The way in: a received file is read and staged, and its rows are copied into the shop. */
import { rmSync } from 'node:fs';
import { EventType } from '../../../shared/events/catalogue.ts';
import type { ImportKind, ImportMapping } from '../../../shared/schemas/import.ts';
import type { Clock, Context } from '../context.ts';
import type { Database } from '../db/connection.ts';
import type { Write } from '../db/write-tx.ts';
import { UserError } from '../errors.ts';
import type { SettingsService } from '../features/settings/index.ts';
import type { KpiEngine } from '../kpi/index.ts';
import type { Log } from '../log.ts';
import type { ImportProgress } from './import-progress.ts';
import { importSummary } from './import-view.ts';
import type { ShopRules } from './read/fields.ts';
import { CopyRun } from './store/copy-run.ts';
import type { ImportBatches, StoredImport } from './store/import-batches.ts';
import type { Upload, Uploads } from './uploads.ts';
import { JobStopped, stage } from './worker/run-job.ts';

/** What all parts of an import work with. */
export interface ImportTools {
  database: Database;
  write: Write;
  settings: SettingsService;
  kpis: KpiEngine;
  log: Log;
  clock: Clock;
  nativeBinding?: string | undefined;
  uploads: Uploads;
  batches: ImportBatches;
  progress: ImportProgress;
}

export interface ImportRequest {
  kind: ImportKind;
  mapping: ImportMapping;
  mode: 'good_rows' | 'strict';
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
export function shopRules(settings: SettingsService, ctx: Context): ShopRules {
  const { time_zone, day_end_hour, currency } = settings.get();
  return {
    timeZone: time_zone,
    dayEndHour: day_end_hour,
    digits: settings.money().digits,
    currency,
    today: settings.businessDate(ctx.now),
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
  { mapping, mode }: ImportRequest,
  signal: AbortSignal,
): Promise<void> {
  const { uploads, progress } = tools;
  const stagePath = uploads.stagePath(batch.id);
  rmSync(stagePath, { force: true });
  await uploads.checkStageSpace(upload.bytes);
  progress.tell(batch.id);
  const totals = await stage(
    {
      path: upload.path,
      stagePath,
      nativeBinding: tools.nativeBinding,
      rules: shopRules(tools.settings, ctx),
      kind: batch.kind,
      mapping,
    },
    (share) => progress.note(batch.id, { share, tickets: 0, imported_rows: 0 }),
    signal,
  );
  await uploads.discard(upload.id);
  const refused = mode === 'strict' && totals.badRows > 0;
  changeImport(tools, ctx, batch.id, {
    ...(refused ? {} : { status: 'writing' }),
    total_rows: totals.rows,
    bad_rows: totals.badRows,
    rounded_lines: totals.rounded,
  });
  await copyRun(tools, ctx, batch, signal).problems();
  if (refused) {
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
  progress.tell(batch.id);
  const summary = await copyRun(tools, ctx, stored, signal).rows(stored.tickets);
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
  rmSync(tools.uploads.stagePath(batch.id), { force: true });
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
