/** Everything as CSV files that import again without loss. */
import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { calendarDate, checkSpan } from '../schemas/primitives.ts';
import { readCsv } from './base.ts';

const tags = ['Export'];

const period = z
  .object({
    start_date: calendarDate.optional().describe('First business date, included.'),
    end_date: calendarDate.optional().describe('Last business date, included.'),
  })
  .superRefine(checkSpan);

/** The file in pieces; put together they are it. */
const csv = eventIterator(z.string());

export const exportContract = {
  sales: readCsv
    .route({
      method: 'GET',
      path: '/export/sales.csv',
      tags,
      summary: 'Sales as CSV, one row a line, oldest first',
    })
    .input(period)
    .output(csv),
  products: readCsv
    .route({ method: 'GET', path: '/export/products.csv', tags, summary: 'Products as CSV' })
    .output(csv),
  customers: readCsv
    .route({ method: 'GET', path: '/export/customers.csv', tags, summary: 'Customers as CSV' })
    .output(csv),
  expenses: readCsv
    .route({ method: 'GET', path: '/export/expenses.csv', tags, summary: 'Expenses as CSV' })
    .input(period)
    .output(csv),
};
