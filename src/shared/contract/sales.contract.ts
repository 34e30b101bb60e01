import { z } from 'zod';
import {
  calendarDate,
  checkSpan,
  done,
  pageFields,
  pageOf,
  rowId,
  updatedSince,
} from '../schemas/primitives.ts';
import { refundable, sale, saleKind, source } from '../schemas/sale.ts';
import {
  batchAnswer,
  batchInput,
  refundInput,
  saleInput,
  salePatch,
} from '../schemas/sale-input.ts';
import { basicRead, basicWrite, read, write } from './base.ts';

const tags = ['Sales'];
const id = rowId;

export const salesContract = {
  list: basicRead
    .route({
      method: 'GET',
      path: '/sales',
      tags,
      summary: 'List sales',
      outputStructure: 'detailed',
    })
    .input(
      z
        .object({
          ...pageFields,
          q: z
            .string()
            .max(200)
            .optional()
            .describe('In product name, SKU, ticket number or customer name.'),
          sort: z
            .enum(['date', '-date', 'amount', '-amount', 'updated_at', '-updated_at'])
            .default('-date')
            .describe('A leading minus sorts downwards.'),
          start_date: calendarDate.optional(),
          end_date: calendarDate.optional(),
          customer_id: z.string().max(100).optional(),
          product_id: rowId.optional(),
          kind: saleKind.optional(),
          staff: z.string().max(100).optional(),
          channel: z.string().max(100).optional(),
          number: z.string().max(100).optional().describe('The whole ticket number.'),
          external_id: z.string().max(200).optional().describe('Of any sender.'),
          refund_of: rowId.optional().describe('Refunds of this sale.'),
          source: source.optional(),
          updated_since: updatedSince,
        })
        .superRefine(checkSpan),
    )
    .output(pageOf(sale)),
  create: basicWrite
    .route({ method: 'POST', path: '/sales', tags, summary: 'Create a sale', successStatus: 201 })
    .input(saleInput)
    .output(sale),
  get: basicRead
    .route({ method: 'GET', path: '/sales/{id}', tags, summary: 'Read a sale' })
    .input(z.object({ id }))
    .output(sale),
  update: basicWrite
    .route({
      method: 'PUT',
      path: '/sales/{id}',
      tags,
      summary: 'Change a sale; what is not given stays',
    })
    .input(salePatch.safeExtend({ id }))
    .output(sale),
  remove: basicWrite
    .route({
      method: 'DELETE',
      path: '/sales/{id}',
      tags,
      summary: 'Delete a sale; it can be restored',
    })
    .input(z.object({ id }))
    .output(done),
  restore: write
    .route({
      method: 'POST',
      path: '/sales/{id}/restore',
      tags,
      summary: 'Take back the deletion of a sale',
    })
    .input(z.object({ id }))
    .output(sale),
  refund: write
    .route({
      method: 'POST',
      path: '/sales/{id}/refund',
      tags,
      summary: 'Refund a sale: what is left of it, or some of its lines',
      successStatus: 201,
    })
    .input(refundInput.safeExtend({ id }))
    .output(sale),
  refundable: read
    .route({
      method: 'GET',
      path: '/sales/{id}/refundable',
      tags,
      summary: 'What can still be refunded of a sale',
    })
    .input(z.object({ id }))
    .output(refundable),
  batch: write
    .route({
      method: 'POST',
      path: '/sales/batch',
      tags,
      summary: 'Create up to 1000 sales; each is stored or refused by itself',
    })
    .input(batchInput)
    .output(batchAnswer),
};
