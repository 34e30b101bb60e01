export { createExpenseRulesRepo } from './expense-rules.repo.ts';
export { expenseRulesRouter } from './expense-rules.router.ts';
export { ExpenseRulesService } from './expense-rules.service.ts';
export { createPastExpenses } from './past-expenses.ts';
export { RuleChanges } from './rule-changes.ts';
export { RuleRuns } from './rule-runs.ts';
