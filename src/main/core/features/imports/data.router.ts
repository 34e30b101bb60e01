import { type ImportKind, importKind } from '../../../../shared/schemas/import.ts';
import type { Context } from '../../context.ts';
import { invalid, notFound, UserError } from '../../errors.ts';
import { type ImportsService, templates } from '../../imports/index.ts';
import type { RouterBase } from '../../router-base.ts';

/** Errors in an answer; all of them are under /imports/{id}/errors. */
const SHOWN_ERRORS = 1000;

/** Calls of data.contract.ts. */
export function dataRouter(os: RouterBase, imports: ImportsService) {
  const { batches } = imports;

  async function upload(
    { ctx, once }: { ctx: Context; once: (begin: () => number) => number },
    kind: ImportKind,
    { file, ...how }: { file: File; mode: 'good_rows' | 'strict'; mapping: string },
  ) {
    const batch = await imports.importFile(ctx, file, kind, how, once);
    const errorCount = batches.countErrors(batch.id);
    if (batch.status === 'cancelled')
      throw new UserError('CONFLICT', 'This import was cancelled. Nothing of it was stored.');
    if (batch.status === 'failed' && errorCount === 0)
      throw invalid('file', batch.message ?? 'The file could not be imported.');
    return {
      success: batch.status === 'done' && (batch.imported_rows > 0 || errorCount === 0),
      processed_count: batch.status === 'done' ? batch.imported_rows : 0,
      total_rows: batch.total_rows,
      errors: batches.errors(batch.id, SHOWN_ERRORS, 0).map(({ id: _id, ...error }) => error),
      error_count: errorCount,
      import_id: batch.id,
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
