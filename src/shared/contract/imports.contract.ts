/** The import dialog: send the file in pieces, look at it, run it, watch it, take it back. */
import { z } from 'zod';
import {
  importBatch,
  importKind,
  importMapping,
  importPreview,
  rowError,
} from '../schemas/import.ts';
import { done, pageFields, pageOf, rowId } from '../schemas/primitives.ts';
import { importing, read, windowOnly } from './base.ts';

const tags = ['Imports'];
const uploadId = z.string().max(64);

export const importsContract = {
  openUpload: windowOnly
    .input(z.object({ file_name: z.string().min(1).max(255), file_bytes: z.number().int().min(0) }))
    .output(z.object({ upload_id: uploadId })),
  /** Pieces arrive in order; `offset` guards against a lost or doubled one. */
  appendUpload: windowOnly
    .input(
      z.object({ upload_id: uploadId, offset: z.number().int().min(0), piece: z.instanceof(Blob) }),
    )
    .output(z.object({ received_bytes: z.number().int() })),
  discardUpload: windowOnly.input(z.object({ upload_id: uploadId })).output(done),
  preview: windowOnly
    .input(
      z.object({
        upload_id: uploadId,
        kind: importKind.optional().describe('Guessed when not given.'),
        mapping: importMapping.optional().describe('Guessed when not given.'),
        guess_date_order: z
          .boolean()
          .optional()
          .describe('Guess the date order anew although a mapping is given.'),
      }),
    )
    .output(importPreview),
  start: windowOnly
    .input(
      z.object({
        upload_id: uploadId,
        kind: importKind,
        mapping: importMapping,
        mode: z.enum(['good_rows', 'strict']).default('good_rows'),
      }),
    )
    .output(importBatch),
  list: read
    .route({ method: 'GET', path: '/imports', tags, summary: 'Past imports, newest first' })
    .output(z.array(importBatch)),
  get: read
    .route({ method: 'GET', path: '/imports/{id}', tags, summary: 'One import and its progress' })
    .input(z.object({ id: rowId }))
    .output(importBatch),
  errors: read
    .route({
      method: 'GET',
      path: '/imports/{id}/errors',
      tags,
      summary: 'Rows that were not imported, and why',
      outputStructure: 'detailed',
    })
    .input(z.object({ id: rowId, ...pageFields }))
    .output(pageOf(rowError)),
  cancel: importing
    .route({
      method: 'POST',
      path: '/imports/{id}/cancel',
      tags,
      summary: 'Stop an import; nothing of it stays',
    })
    .input(z.object({ id: rowId }))
    .output(importBatch),
  undo: importing
    .route({
      method: 'POST',
      path: '/imports/{id}/undo',
      tags,
      summary: 'Take out exactly what an import put in',
    })
    .input(z.object({ id: rowId }))
    .output(importBatch),
  /** An import that a crash interrupted: finish it from where it was. */
  resume: windowOnly.input(z.object({ id: rowId })).output(importBatch),
};
