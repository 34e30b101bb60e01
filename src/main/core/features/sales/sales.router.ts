import type { RouterBase } from '../../router-base.ts';
import { readCursor, sinceOf, toPage } from '../paging.ts';
import type { SettingsService } from '../settings/index.ts';
import type { SaleEntity } from './sale.entity.ts';
import { presentLeft, presentSale } from './sale-view.ts';
import type { SalesList } from './sales.list.ts';
import type { SalesService } from './sales.service.ts';
import type { SalesBatch } from './sales-batch.ts';

/** Calls of sales.contract.ts. */
export function salesRouter(
  os: RouterBase,
  sales: SalesService,
  list: SalesList,
  batch: SalesBatch,
  settings: SettingsService,
) {
  const present = (sale: SaleEntity) => presentSale(sale, settings.money());

  return {
    list: os.sales.list.handler(async ({ input }) => {
      const { cursor, updated_since, ...rest } = input;
      const { limit, sort, ...others } = rest;
      const filter = { ...others, updated_since: sinceOf(updated_since) };
      const [rows, count] = await Promise.all([
        list.list({ ...filter, limit, sort, after: readCursor(cursor, sort) }),
        list.count(filter),
      ]);
      return toPage('/sales', input, rows, count, present, (row) => [
        list.sortValue({ sort }, row),
        row.id,
      ]);
    }),
    create: os.sales.create.handler(({ input, context }) =>
      context.once(() => present(sales.enter(context.ctx, input))),
    ),
    get: os.sales.get.handler(({ input }) => present(sales.get(input.id))),
    update: os.sales.update.handler(({ input: { id, ...patch }, context }) =>
      present(sales.change(context.ctx, id, patch)),
    ),
    remove: os.sales.remove.handler(({ input, context }) => {
      const removed = sales.remove(context.ctx, input.id);
      const what = removed.kind === 'refund' ? 'refund' : 'sale';
      return { success: true as const, message: `Deleted the ${what} ${removed.number}.` };
    }),
    refund: os.sales.refund.handler(({ input: { id, ...refund }, context }) =>
      context.once(() => present(sales.refund(context.ctx, id, refund))),
    ),
    refundable: os.sales.refundable.handler(({ input }) =>
      presentLeft(sales.left(input.id), settings.money()),
    ),
    batch: os.sales.batch.handler(async ({ input, context }) => {
      const results = await batch(context.ctx, input.sales);
      const count = (status: number) => results.filter((one) => one.status === status).length;
      const [created, existing] = [count(201), count(200)];
      return { created, existing, refused: results.length - created - existing, results };
    }),
    restore: os.sales.restore.handler(({ input, context }) =>
      context.once(() => present(sales.restore(context.ctx, input.id))),
    ),
  };
}
