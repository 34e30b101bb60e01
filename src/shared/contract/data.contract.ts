/** Files for tools: upload a CSV in one call, and the templates. */
import { z } from 'zod';
import { importKind, importPreview, rowError } from '../schemas/import.ts';
import { importCheck, importChoices } from '../schemas/import-check.ts';
import { basicImporting, basicRead, importing } from './base.ts';

const tags = ['Data'];

const upload = z.object({
  file: z.file({ error: 'Send the CSV as multipart/form-data in a field named "file".' }),
  mode: z
    .enum(['good_rows', 'strict'])
    .default('good_rows')
    .describe('strict imports nothing when any row is bad.'),
  mapping: z
    .string({ error: 'mapping is the name of a saved mapping, or auto.' })
    .max(200)
    .default('auto')
    .describe('The name of a saved mapping; auto uses the one for this header, or guesses.'),
  already_there: importChoices.shape.already_there,
  dry_run: z
    .boolean({ error: 'dry_run is true or false.' })
    .default(false)
    .describe('true stores nothing and answers with what an import would do.'),
});

const uploadResult = z.object({
  success: z.boolean(),
  processed_count: z.number().int().describe('Rows that are now stored.'),
  total_rows: z.number().int(),
  errors: z.array(rowError).describe('The first 1,000; error_count counts all.'),
  error_count: z.number().int(),
  already_there_count: z.number().int().describe('Rows that were stored before.'),
  changed_count: z
    .number()
    .int()
    .describe('Rows of tickets that are stored with another content, and were left as they are.'),
  excluded_count: z.number().int().describe('Rows left out on purpose, such as cancelled orders.'),
  import_id: z.number().int().nullable().describe('Null after a dry run.'),
  dry_run: z
    .object({
      ...importPreview.pick({
        kind: true,
        recognised_as: true,
        mapping: true,
        reasons: true,
        questions: true,
        headers: true,
        rows: true,
      }).shape,
      check: importCheck,
    })
    .nullable()
    .describe('What the file was understood as and what an import would do; null otherwise.'),
});

export const dataContract = {
  uploadSalesCsv: basicImporting
    .route({ method: 'POST', path: '/data/upload-sales-csv', tags, summary: 'Import sales' })
    .input(upload)
    .output(uploadResult),
  uploadCustomersCsv: basicImporting
    .route({
      method: 'POST',
      path: '/data/upload-customers-csv',
      tags,
      summary: 'Import customers',
    })
    .input(upload)
    .output(uploadResult),
  uploadExpensesCsv: basicImporting
    .route({ method: 'POST', path: '/data/upload-expenses-csv', tags, summary: 'Import expenses' })
    .input(upload)
    .output(uploadResult),
  uploadProductsCsv: importing
    .route({ method: 'POST', path: '/data/upload-products-csv', tags, summary: 'Import products' })
    .input(upload)
    .output(uploadResult),
  uploadTemplate: basicRead
    .route({
      method: 'GET',
      path: '/data/upload-template/{kind}',
      tags,
      summary: 'Columns and an example; Accept: text/csv gives the file',
    })
    .input(z.object({ kind: z.string().describe(importKind.options.join(', ')) }))
    .output(z.object({ columns: z.array(z.string()), example: z.record(z.string(), z.string()) })),
};
