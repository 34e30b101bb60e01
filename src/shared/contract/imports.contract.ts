/** The import dialog: send the file in pieces, look at it, run it, watch it, take it back. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { tableShape } from '../schemas/file-shape.ts';
import {
  importBatch,
  importKind,
  importMapping,
  importPreview,
  rowError,
} from '../schemas/import.ts';
import {
  badRow,
  changedTicket,
  checkMessage,
  importCheck,
  importChoices,
  readingOrder,
  suggestedCell,
  undoPreview,
} from '../schemas/import-check.ts';
import { done, pageFields, pageOf, rowId } from '../schemas/primitives.ts';
import { importing, read, windowOnly } from './base.ts';

const tags = ['Imports'];
const uploadId = z.string().max(64);
/**
 * What a choice by hand brings along: how the values of a column are written; and which column is
 * what, where the columns that the mapping names are no longer there.
 */
const guessedAnew = z.enum(['date_order', 'decimal', 'columns']);

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
        table: tableShape
          .optional()
          .describe('The outer shape of the file, where no mapping is given that says it.'),
        guess: z
          .array(guessedAnew)
          .optional()
          .describe('Guess these anew although a mapping is given.'),
        from_row: z
          .number()
          .int()
          .min(1)
          .optional()
          .describe('Line of the file from which on rows are shown.'),
      }),
    )
    .output(importPreview),
  /**
   * Reads the whole file, compares it with the shop and tells what an import would do. Nothing is
   * written. Leaving the iterator stops it; a second check of the same upload takes its place.
   */
  check: windowOnly.input(readingOrder).output(eventIterator(checkMessage)),
  /** More of what the last check of an upload found. */
  findings: windowOnly
    .input(
      z.object({
        upload_id: uploadId,
        part: z.enum(['bad', 'changed', 'suggestions']),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(5000),
      }),
    )
    .output(
      z.object({
        bad: z.array(badRow),
        changed: z.array(changedTicket),
        suggestions: z.array(suggestedCell),
      }),
    ),
  /** Files that were sent and neither started nor put aside: a window that was loaded anew goes on there. */
  waiting: windowOnly.output(
    z.array(
      z.object({
        upload_id: uploadId,
        file_name: z.string(),
        found: z
          .object({ order: readingOrder, check: importCheck })
          .nullable()
          .describe('What the last check found; null when there was none.'),
      }),
    ),
  ),
  /** Uses what the check has read when the order is the same. */
  start: windowOnly
    .input(z.object({ ...readingOrder.shape, ...importChoices.shape }))
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
    .input(
      z.object({
        id: rowId,
        edited: z
          .enum(['keep', 'remove'])
          .optional()
          .describe(
            'What happens to records that were edited since. Without it an import with such records is not undone (409).',
          ),
      }),
    )
    .output(importBatch),
  undoPreview: read
    .route({
      method: 'GET',
      path: '/imports/{id}/undo-preview',
      tags,
      summary: 'What an undo would take out, and what was edited since',
    })
    .input(z.object({ id: rowId }))
    .output(undoPreview),
  /** The bad rows as they stood, with a column that says why; corrected, it imports again. */
  errorsCsv: windowOnly
    .input(z.object({ id: rowId }))
    .output(z.object({ file_name: z.string(), csv: z.string() })),
  /** An import that a crash interrupted: finish it from where it was. */
  resume: windowOnly.input(z.object({ id: rowId })).output(importBatch),
};
