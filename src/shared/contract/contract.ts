/** The one contract of Tillwise. The window speaks it over a MessagePort, tools over REST. */
import { customersContract } from './customers.contract.ts';
import { dashboardContract } from './dashboard.contract.ts';
import { dataContract } from './data.contract.ts';
import { entryContract } from './entry.contract.ts';
import { eventsContract } from './events.contract.ts';
import { expenseRulesContract } from './expense-rules.contract.ts';
import { expensesContract } from './expenses.contract.ts';
import { exportContract } from './export.contract.ts';
import { importsContract } from './imports.contract.ts';
import { mappingsContract } from './mappings.contract.ts';
import { pairingContract } from './pairing.contract.ts';
import { productsContract } from './products.contract.ts';
import { salesContract } from './sales.contract.ts';
import { settingsContract } from './settings.contract.ts';
import { tokensContract } from './tokens.contract.ts';
import { watchFoldersContract } from './watch-folders.contract.ts';
import { webhooksContract } from './webhooks.contract.ts';
import { workspaceContract } from './workspace.contract.ts';

export const contract = {
  dashboard: dashboardContract,
  entry: entryContract,
  sales: salesContract,
  customers: customersContract,
  products: productsContract,
  expenses: expensesContract,
  expenseRules: expenseRulesContract,
  settings: settingsContract,
  tokens: tokensContract,
  events: eventsContract,
  data: dataContract,
  imports: importsContract,
  export: exportContract,
  mappings: mappingsContract,
  watchFolders: watchFoldersContract,
  webhooks: webhooksContract,
  pairing: pairingContract,
  workspace: workspaceContract,
};
export type Contract = typeof contract;
