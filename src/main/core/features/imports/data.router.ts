import { type ImportKind, importKind } from '../../../../shared/schemas/import.ts';
import type { Context } from '../../context.ts';
import { invalid, notFound, UserError } from '../../errors.ts';
import { type FileRequest, type ImportsService, templates } from '../../imports/index.ts';
import type { CallContext, RouterBase } from '../../router-base.ts';

/** Errors in an answer; all of them are under /imports/{id}/errors. */
const SHOWN_ERRORS = 1000;

/** Calls of data.contract.ts. */
export function dataRouter(os: RouterBase, imports: ImportsService) {
  const { batches } = imports;

  async function upload(
    { ctx, once }: Pick<CallContext, 'ctx' | 'once'>,
    kind: ImportKind,
    { file, dry_run, ...how }: FileRequest & { file: File; dry_run: boolean },
  ) {
    if (dry_run) return await tried(ctx, kind, file, how);
    const batch = await imports.importFile(ctx, file, kind, how, once);
    const errorCount = batches.countErrors(batch.id);
    if (batch.status === 'cancelled')
      throw new UserError('CONFLICT', 'This import was cancelled. Nothing of it was stored.');
    if (batch.status === 'failed' && errorCount === 0)
      throw invalid('file', batch.message ?? 'The file could not be imported.');
    const leftAsTheyAre = batch.already_there_rows + batch.changed_rows + batch.excluded_rows;
    return {
      success:
        batch.status === 'done' &&
        (batch.imported_rows > 0 || leftAsTheyAre > 0 || errorCount === 0),
      processed_count: batch.status === 'done' ? batch.imported_rows : 0,
      total_rows: batch.total_rows,
      errors: batches.errors(batch.id, SHOWN_ERRORS, 0).map(({ id: _id, ...error }) => error),
      error_count: errorCount,
      already_there_count: batch.already_there_rows,
      changed_count: batch.changed_rows,
      excluded_count: batch.excluded_rows,
      import_id: batch.id,
      dry_run: null,
    };
  }

  /** What an import would do. */
  async function tried(ctx: Context, kind: ImportKind, file: File, how: FileRequest) {
    const { preview, check } = await imports.dryRun(ctx, file, kind, how);
    const errors = check.bad.flatMap(({ row, errors }) =>
      errors.map((error) => ({ row, ...error })),
    );
    const { recognised_as, mapping, reasons, questions, headers, rows } = preview;
    return {
      success: check.bad_rows === 0 || (how.mode !== 'strict' && check.stored_rows > 0),
      processed_count: 0,
      total_rows: check.rows,
      errors,
      error_count: Math.max(errors.length, check.bad_rows),
      already_there_count: check.already_there.rows,
      changed_count: check.changed.rows,
      excluded_count: check.excluded.reduce((sum, { rows }) => sum + rows, 0),
      import_id: null,
      dry_run: { kind, recognised_as, mapping, reasons, questions, headers, rows, check },
    };
  }

  return {
    uploadSalesCsv: os.data.uploadSalesCsv.handler(({ input, context }) =>
      upload(context, 'sales', input),
    ),
    uploadCustomersCsv: os.data.uploadCustomersCsv.handler(({ input, context }) =>
      upload(context, 'customers', input),
    ),
    uploadExpensesCsv: os.data.uploadExpensesCsv.handler(({ input, context }) =>
      upload(context, 'expenses', input),
    ),
    uploadProductsCsv: os.data.uploadProductsCsv.handler(({ input, context }) =>
      upload(context, 'products', input),
    ),
    uploadTemplate: os.data.uploadTemplate.handler(({ input }) => {
      const kind = importKind.safeParse(input.kind);
      if (!kind.success) throw notFound('template', input.kind);
      const example = templates[kind.data];
      return { columns: Object.keys(example), example: { ...example } };
    }),
  };
}
