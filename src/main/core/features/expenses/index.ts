export { createExpensesRepo } from './expenses.repo.ts';
export { expensesRouter } from './expenses.router.ts';
export { ExpensesService } from './expenses.service.ts';
