import type { Expense } from '../../../../shared/schemas/expense.ts';
import type { KpiEngine } from '../../kpi/index.ts';
import type { RouterBase } from '../../router-base.ts';
import { readCursor, sinceOf, toPage } from '../paging.ts';
import type { SettingsService } from '../settings/index.ts';
import type { ExpenseEntity } from './expense.entity.ts';
import type { ExpensesRepo } from './expenses.repo.ts';
import type { ExpensesService } from './expenses.service.ts';

/** Calls of expenses.contract.ts. */
export function expensesRouter(
  os: RouterBase,
  expenses: ExpensesService,
  repo: ExpensesRepo,
  settings: SettingsService,
  kpis: KpiEngine,
) {
  const present = (entity: ExpenseEntity): Expense => ({
    id: entity.id,
    date: entity.business_date,
    description: entity.description,
    amount: settings.money().toMajor(entity.amount_minor),
    category: entity.category,
    supplier: entity.supplier,
    tender: entity.tender,
    created_at: new Date(entity.created_at).toISOString(),
    updated_at: new Date(entity.updated_at).toISOString(),
    version: entity.version,
  });

  return {
    list: os.expenses.list.handler(({ input }) => {
      const { cursor, updated_since, ...rest } = input;
      const query = { ...rest, updated_since: sinceOf(updated_since) };
      return toPage(
        '/expenses',
        input,
        repo.list({ ...query, after: readCursor(cursor, input.sort) }),
        repo.count(query),
        present,
        (row) => [repo.sortValue(query, row), row.id],
      );
    }),
    byCategory: os.expenses.byCategory.handler(({ input, context }) =>
      kpis.expenseBreakdown(context.ctx, input),
    ),
    create: os.expenses.create.handler(({ input, context }) =>
      context.once(() => present(expenses.enter(context.ctx, input))),
    ),
    get: os.expenses.get.handler(({ input }) => present(expenses.get(input.id))),
    update: os.expenses.update.handler(({ input: { id, ...patch }, context }) =>
      present(expenses.change(context.ctx, id, patch)),
    ),
    remove: os.expenses.remove.handler(({ input, context }) => {
      const removed = expenses.remove(context.ctx, input.id);
      return { success: true as const, message: `Deleted the expense "${removed.description}".` };
    }),
    restore: os.expenses.restore.handler(({ input, context }) =>
      context.once(() => present(expenses.restore(context.ctx, input.id))),
    ),
  };
}
