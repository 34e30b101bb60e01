import { z } from 'zod';
import { expense, expenseInput, expensePatch } from '../schemas/expense.ts';
import {
  calendarDate,
  checkSpan,
  done,
  money,
  pageFields,
  pageOf,
  periodFields,
  rowId,
  updatedSince,
} from '../schemas/primitives.ts';
import { basicRead, basicWrite, write } from './base.ts';

const tags = ['Expenses'];
const id = rowId;

export const expensesContract = {
  list: basicRead
    .route({
      method: 'GET',
      path: '/expenses',
      tags,
      summary: 'List expenses',
      outputStructure: 'detailed',
    })
    .input(
      z
        .object({
          ...pageFields,
          q: z.string().max(200).optional().describe('In description, category or supplier.'),
          sort: z
            .enum(['date', '-date', 'amount', '-amount', 'updated_at', '-updated_at'])
            .default('-date')
            .describe('A leading minus sorts downwards.'),
          start_date: calendarDate.optional(),
          end_date: calendarDate.optional(),
          category: z.string().max(100).optional(),
          supplier: z.string().max(200).optional(),
          updated_since: updatedSince,
        })
        .superRefine(checkSpan),
    )
    .output(pageOf(expense)),
  byCategory: basicRead
    .route({ method: 'GET', path: '/expenses/by-category', tags, summary: 'Expenses by category' })
    .input(z.object(periodFields({ min: 1, days: 30 })).superRefine(checkSpan))
    .output(
      z.array(
        z.object({ category: z.string(), total_amount: money, expense_count: z.number().int() }),
      ),
    ),
  create: basicWrite
    .route({
      method: 'POST',
      path: '/expenses',
      tags,
      summary: 'Create an expense',
      successStatus: 201,
    })
    .input(expenseInput)
    .output(expense),
  get: basicRead
    .route({ method: 'GET', path: '/expenses/{id}', tags, summary: 'Read an expense' })
    .input(z.object({ id }))
    .output(expense),
  update: basicWrite
    .route({
      method: 'PUT',
      path: '/expenses/{id}',
      tags,
      summary: 'Change an expense; what is not given stays',
    })
    .input(expensePatch.extend({ id }))
    .output(expense),
  remove: basicWrite
    .route({
      method: 'DELETE',
      path: '/expenses/{id}',
      tags,
      summary: 'Delete an expense; it can be restored',
    })
    .input(z.object({ id }))
    .output(done),
  restore: write
    .route({
      method: 'POST',
      path: '/expenses/{id}/restore',
      tags,
      summary: 'Take back the deletion of an expense',
    })
    .input(z.object({ id }))
    .output(expense),
};
