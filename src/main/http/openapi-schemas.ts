import { z } from 'zod';
import { fieldProblem } from '../../shared/contract/base.ts';
import { customer } from '../../shared/schemas/customer.ts';
import { eventEntry } from '../../shared/schemas/event.ts';
import { expense, expenseInput } from '../../shared/schemas/expense.ts';
import { importBatch, rowError } from '../../shared/schemas/import.ts';
import { kpiDefinition, kpiReport } from '../../shared/schemas/kpi.ts';
import { product } from '../../shared/schemas/product.ts';
import { sale, saleLine } from '../../shared/schemas/sale.ts';
import { saleInput } from '../../shared/schemas/sale-input.ts';
import { settings } from '../../shared/schemas/settings.ts';

/** Every error, after RFC 9457. */
const problem = z.object({
  type: z.string().describe('Stable name of the kind of problem.'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe('What is wrong and what would be right, in words.'),
  errors: z.array(fieldProblem),
  request_id: z.string().describe('Also in the log and in the activity trail.'),
});

/** Schemas that have a name of their own in the OpenAPI document. */
export const commonSchemas = {
  Problem: { schema: problem },
  Sale: { schema: sale, strategy: 'output' },
  SaleLine: { schema: saleLine, strategy: 'output' },
  SaleInput: { schema: saleInput, strategy: 'input' },
  Customer: { schema: customer, strategy: 'output' },
  Product: { schema: product, strategy: 'output' },
  Expense: { schema: expense, strategy: 'output' },
  ExpenseInput: { schema: expenseInput, strategy: 'input' },
  Settings: { schema: settings, strategy: 'output' },
  Event: { schema: eventEntry, strategy: 'output' },
  Import: { schema: importBatch, strategy: 'output' },
  RowError: { schema: rowError, strategy: 'output' },
  KpiReport: { schema: kpiReport, strategy: 'output' },
  KpiDefinition: { schema: kpiDefinition, strategy: 'output' },
} as const;
