import { importChoices, readingOrder } from '../../../../shared/schemas/import-check.ts';
import { badRowsCsv, type ImportsService } from '../../imports/index.ts';
import type { RouterBase } from '../../router-base.ts';
import { readCursor, toPage } from '../paging.ts';

/** Past imports that the list shows. */
const LISTED = 200;

/** Calls of imports.contract.ts. */
export function importsRouter(os: RouterBase, imports: ImportsService) {
  const { uploads, batches } = imports;
  return {
    openUpload: os.imports.openUpload.handler(async ({ input }) => ({
      upload_id: (await imports.openUpload(input.file_name, input.file_bytes)).id,
    })),
    appendUpload: os.imports.appendUpload.handler(async ({ input }) => ({
      received_bytes: await uploads.append(
        input.upload_id,
        input.offset,
        await input.piece.bytes(),
      ),
    })),
    discardUpload: os.imports.discardUpload.handler(async ({ input }) => {
      await imports.discard(input.upload_id);
      return { success: true as const, message: 'The file was put aside.' };
    }),
    preview: os.imports.preview.handler(({ input, context }) =>
      imports.preview(context.ctx, input),
    ),
    check: os.imports.check.handler(({ input, context, signal }) =>
      imports.check(context.ctx, input, signal),
    ),
    findings: os.imports.findings.handler(({ input: { upload_id, part, ...page } }) =>
      imports.findings(upload_id, part, page),
    ),
    waiting: os.imports.waiting.handler(() =>
      imports.waiting().map(({ upload, found }) => ({
        upload_id: upload.id,
        file_name: upload.fileName,
        found: found
          ? { order: { upload_id: upload.id, ...found.order }, check: found.check }
          : null,
      })),
    ),
    start: os.imports.start.handler(({ input, context }) =>
      imports.start(context.ctx, readingOrder.parse(input), importChoices.parse(input)),
    ),
    list: os.imports.list.handler(() =>
      batches.list(LISTED).map((batch) => imports.present(batch)),
    ),
    get: os.imports.get.handler(({ input }) => imports.present(batches.get(input.id))),
    errors: os.imports.errors.handler(({ input }) => {
      const { id, limit, cursor } = input;
      batches.get(id);
      const after = readCursor(cursor)?.[1] ?? 0;
      return toPage(
        `/imports/${id}/errors`,
        { limit },
        batches.errors(id, limit + 1, after),
        batches.countErrors(id),
        ({ id: _id, ...error }) => error,
        (error) => [error.id, error.id],
      );
    }),
    cancel: os.imports.cancel.handler(async ({ input, context }) => {
      const interrupted = batches.get(input.id).status === 'interrupted';
      const edits = interrupted ? await imports.editedSince(input.id) : undefined;
      return await context.once(() => imports.cancel(context.ctx, input.id, edits));
    }),
    undo: os.imports.undo.handler(async ({ input, context }) => {
      const edits = await imports.editedSince(input.id);
      return await context.once(() => imports.undo(context.ctx, input.id, edits, input.edited));
    }),
    undoPreview: os.imports.undoPreview.handler(({ input }) => imports.undoPreview(input.id)),
    errorsCsv: os.imports.errorsCsv.handler(({ input }) => badRowsCsv(batches, input.id)),
    resume: os.imports.resume.handler(({ input, context }) =>
      imports.resume(context.ctx, input.id),
    ),
  };
}
