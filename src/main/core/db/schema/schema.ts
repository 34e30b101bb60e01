/** Every table, as drizzle wants them. */
export { apiToken } from './api-token.table.ts';
export { category } from './category.table.ts';
export { customer } from './customer.table.ts';
export { event } from './event.table.ts';
export { expense } from './expense.table.ts';
export { expenseRule, expenseRuleChange, expenseRuleRun } from './expense-rule.table.ts';
export { idempotencyKey } from './idempotency-key.table.ts';
export {
  importAlias,
  importBadRow,
  importBatch,
  importChange,
  importError,
} from './import.table.ts';
export { product } from './product.table.ts';
export {
  rollupCustomer,
  rollupDay,
  rollupDayCustomer,
  rollupDayExpense,
  rollupDayHour,
  rollupDayProduct,
  rollupMonth,
  rollupMonthCustomer,
  rollupMonthExpense,
  rollupMonthProduct,
  rollupProduct,
  rollupVisits,
} from './rollup.table.ts';
export { sale, saleLine, saleTender } from './sale.table.ts';
export { savedMapping } from './saved-mapping.table.ts';
export { setting } from './setting.table.ts';
export { staff } from './staff.table.ts';
export { watchFile, watchFolder } from './watch-folder.table.ts';
export { webhook, webhookAttempt, webhookDelivery } from './webhook.table.ts';
