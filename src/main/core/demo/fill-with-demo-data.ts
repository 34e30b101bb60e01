/** Fills an empty core with the demo shop, through the same doors as an owner's own files. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Clock, type Context, createContext } from '../context.ts';
import type { ProductsService } from '../features/products/index.ts';
import type { SettingsService } from '../features/settings/index.ts';
import type { ImportsService } from '../imports/index.ts';
import { type CsvPieces, demoCustomers, demoExpenses, demoSales } from './demo-rows.ts';
import { DEMO_PRODUCTS, DEMO_SHOP_NAME } from './demo-shop.ts';

/** What the filling needs of a core. */
export interface DemoCore {
  clock: Clock;
  services: { settings: SettingsService; products: ProductsService; imports: ImportsService };
}

/**
 * @param core of the demo's own, empty file
 * @param onProgress how much is done, 0–1
 */
export async function fillWithDemoData(
  core: DemoCore,
  onProgress: (done: number) => void = () => undefined,
): Promise<void> {
  const { settings, products, imports } = core.services;
  const ctx = createContext(core.clock, { kind: 'automation', name: 'Demo data' }, 'demo');
  settings.update(ctx, {
    shop_name: DEMO_SHOP_NAME,
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    currency: 'EUR',
  });
  for (const { sku, name, category, price, cost } of DEMO_PRODUCTS) {
    products.enter(ctx, { name, sku, category, price, cost });
    await nextTurn();
  }
  onProgress(0.1);
  const today = settings.businessDate(ctx.now);
  const until = minuteOfDay(ctx.now, settings.get().time_zone);
  await importCsv(ctx, imports, 'customers', demoCustomers());
  onProgress(0.25);
  await importCsv(ctx, imports, 'expenses', demoExpenses(today));
  onProgress(0.35);
  await importCsv(ctx, imports, 'sales', demoSales(today, until));
  onProgress(1);
}

async function importCsv(
  ctx: Context,
  imports: ImportsService,
  kind: 'sales' | 'customers' | 'expenses',
  pieces: CsvPieces,
): Promise<void> {
  const parts: string[] = [];
  for (const piece of pieces) {
    parts.push(piece);
    if (parts.length % 25 === 0) await nextTurn();
  }
  const file = new File(parts, `demo ${kind}.csv`, { type: 'text/csv' });
  const batch = await imports.importFile(ctx, file, kind, { mode: 'strict' });
  if (batch.status !== 'done') throw new Error(`the demo ${kind} were refused: ${batch.message}`);
}

function minuteOfDay(utcMs: number, timeZone: string): number {
  const [hour, minute] = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' })
    .format(utcMs)
    .split(':')
    .map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}
