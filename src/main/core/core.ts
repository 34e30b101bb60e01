/** The engine of Tillwise, free of Electron: one file, one write path, one router. */
import { join } from 'node:path';
import type { Clock } from './context.ts';
import { AwayReader } from './db/away-reader.ts';
import { CommitQueue } from './db/commit-queue.ts';
import { type Database, openDatabase } from './db/connection.ts';
import { migrate } from './db/migrate.ts';
import { createOnce } from './db/once.ts';
import { SteadyCheckpoints } from './db/steady-checkpoints.ts';
import { createUnitOfWork } from './db/unit-of-work.ts';
import type { Write } from './db/write-tx.ts';
import { EventBus } from './events/event-bus.ts';
import { Exports } from './export/index.ts';
import {
  CustomersService,
  createCustomersRepo,
  customersRouter,
} from './features/customers/index.ts';
import { dashboardRouter } from './features/dashboard/index.ts';
import { createSuggestions, entryRouter } from './features/entry/index.ts';
import { createEventsRepo, EventStream, eventsRouter, LiveFeed } from './features/events/index.ts';
import {
  createExpenseRulesRepo,
  createPastExpenses,
  ExpenseRulesService,
  expenseRulesRouter,
  RuleChanges,
  RuleRuns,
} from './features/expense-rules/index.ts';
import { createExpensesRepo, ExpensesService, expensesRouter } from './features/expenses/index.ts';
import { exportRouter } from './features/export/index.ts';
import { dataRouter, importsRouter } from './features/imports/index.ts';
import { createMappingsRepo, MappingsService, mappingsRouter } from './features/mappings/index.ts';
import { createNameLists } from './features/names.ts';
import { PairingService, pairingRouter } from './features/pairing/index.ts';
import { createProductsRepo, ProductsService, productsRouter } from './features/products/index.ts';
import {
  createSalesBatch,
  createSalesList,
  createSalesRepo,
  SalesService,
  salesRouter,
} from './features/sales/index.ts';
import { SettingsService, settingsRouter } from './features/settings/index.ts';
import { createTokensRepo, TokensService, tokensRouter } from './features/tokens/index.ts';
import {
  createWatchFoldersRepo,
  FolderWatch,
  WatchFoldersService,
  type WatchTiming,
  watchFoldersRouter,
} from './features/watch-folders/index.ts';
import { WebhooksService, webhooksRouter } from './features/webhooks/index.ts';
import {
  type WorkspaceHost,
  WorkspaceService,
  windowlessHost,
  workspaceRouter,
} from './features/workspace/index.ts';
import { ImportsService, startCheckpoints } from './imports/index.ts';
import { createKpiEngine } from './kpi/index.ts';
import type { Log } from './log.ts';
import { createRouterBase } from './router-base.ts';

export interface CoreOptions {
  /** Folder of the shop's file, uploads, backups and discovery file. */
  dataDir: string;
  clock: Clock;
  log: Log;
  /** A better-sqlite3 binary other than the packaged one. */
  nativeBinding?: string | undefined;
  /** The program around this core, when it has a window. */
  host?: WorkspaceHost | undefined;
  /** How patiently folders are watched. */
  watchTiming?: Partial<WatchTiming> | undefined;
}

/** The name of the shop's file in its data folder. */
export const DATABASE_FILE = 'tillwise.sqlite';

export type Core = ReturnType<typeof createCore>;

/**
 * Opens (or makes) the shop in a data folder.
 * @throws UserError when the folder, the file or its version does not allow it
 */
export function createCore({
  dataDir,
  clock,
  log,
  nativeBinding,
  host = windowlessHost(dataDir),
  watchTiming,
}: CoreOptions) {
  const database: Database = openDatabase({ file: join(dataDir, DATABASE_FILE), nativeBinding });
  try {
    migrate(database, undefined, clock());
  } catch (error) {
    database.sqlite.close();
    throw error;
  }
  const bus = new EventBus(log);
  const unit = createUnitOfWork(database, bus);
  const write: Write = unit.write;
  const once = createOnce(database, write);
  const commits = new CommitQueue(unit);
  const os = createRouterBase(clock, log, (ctx, call, work) =>
    commits.run(() => once(ctx, call, work)),
  );

  const away = new AwayReader({ file: database.sqlite.name, nativeBinding });
  const names = createNameLists(database);
  const settings = new SettingsService(database, write);
  const kpis = createKpiEngine(database, bus, settings, nativeBinding);
  kpis.warm();
  const checkpoints = new SteadyCheckpoints(() =>
    startCheckpoints(database.sqlite.name, nativeBinding, true),
  );
  bus.subscribe('*', () => checkpoints.noteEvent());
  const expensesRepo = createExpensesRepo(database, names);
  const expenses = new ExpensesService(write, expensesRepo, settings);
  const expenseRules = new ExpenseRulesService(write, createExpenseRulesRepo(database));
  const pastExpenses = createPastExpenses(database);
  const ruleRuns = new RuleRuns({
    database,
    write,
    changes: new RuleChanges(database, kpis, names),
    past: pastExpenses,
    rules: () => expenseRules.rules(),
  });
  const productsRepo = createProductsRepo(database, names);
  const products = new ProductsService(write, productsRepo, settings);
  const customersRepo = createCustomersRepo(database);
  const customers = new CustomersService(write, customersRepo);
  const salesRepo = createSalesRepo(database, names);
  const sales = new SalesService(write, salesRepo, { settings, products, customers, names });
  const suggestions = createSuggestions(database);

  const tokens = new TokensService(write, createTokensRepo(database), settings, log);
  const eventsRepo = createEventsRepo(database, away);
  const stream = new EventStream(bus, eventsRepo);
  const live = new LiveFeed(bus, eventsRepo.newestSeq);
  const mappings = new MappingsService(write, createMappingsRepo(database));
  const imports = new ImportsService({
    dataDir,
    database,
    write,
    settings,
    kpis,
    sales,
    log,
    clock,
    nativeBinding,
    mappings,
    bus,
    categoryRules: () => expenseRules.rules(),
  });
  imports.progress.subscribe((batch) => live.importProgress(batch));
  const watchFoldersRepo = createWatchFoldersRepo(database);
  const watchFolders = new WatchFoldersService(write, watchFoldersRepo, mappings, dataDir);
  const folderWatch = new FolderWatch({
    write,
    repo: watchFoldersRepo,
    mappings,
    imports,
    live,
    clock,
    log,
    timing: watchTiming,
  });
  const exports = new Exports(database, settings, nativeBinding);
  const webhooks = new WebhooksService({
    database,
    write,
    bus,
    events: eventsRepo,
    live,
    settings,
    clock,
    log,
  });
  const pairing = new PairingService({ write, tokens, live, host, clock });
  const workspace = new WorkspaceService(database, host);

  const router = {
    sales: salesRouter(
      os,
      sales,
      createSalesList(database, salesRepo, away),
      createSalesBatch(once, sales),
      settings,
    ),
    products: productsRouter(os, products, productsRepo, settings),
    customers: customersRouter(os, customers, customersRepo, settings),
    expenses: expensesRouter(os, expenses, expensesRepo, settings, kpis),
    expenseRules: expenseRulesRouter(os, expenseRules, ruleRuns, pastExpenses, settings),
    dashboard: dashboardRouter(os, kpis),
    entry: entryRouter(os, { sales, customers, expenses, settings, names, suggestions }),
    settings: settingsRouter(os, settings),
    tokens: tokensRouter(os, tokens),
    data: dataRouter(os, imports),
    imports: importsRouter(os, imports),
    export: exportRouter(os, exports),
    mappings: mappingsRouter(os, mappings),
    watchFolders: watchFoldersRouter(os, {
      folders: watchFolders,
      repo: watchFoldersRepo,
      watch: folderWatch,
      mappings,
      host,
    }),
    events: eventsRouter(os, eventsRepo, stream, live, settings),
    webhooks: webhooksRouter(os, webhooks),
    pairing: pairingRouter(os, pairing),
    workspace: workspaceRouter(os, workspace, kpis),
  };

  return {
    dataDir,
    clock,
    log,
    database,
    bus,
    write,
    once,
    router,
    live,
    /** The seq of the newest event; 0 when nothing was ever written. */
    newestSeq: eventsRepo.newestSeq,
    kpis,
    services: {
      settings,
      workspace,
      sales,
      products,
      customers,
      expenses,
      tokens,
      imports,
      folderWatch,
      webhooks,
    },
    /** Waits for subscribers, then closes the file. */
    async close(): Promise<void> {
      pairing.close();
      await webhooks.close();
      await exports.close();
      await ruleRuns.close();
      const watchEnded = folderWatch.close();
      await imports.close();
      await watchEnded;
      await kpis.close();
      await checkpoints.close();
      await away.close();
      await bus.idle();
      database.sqlite.pragma('optimize');
      database.sqlite.close();
    },
  };
}
