import type { Product } from '../../../../shared/schemas/product.ts';
import type { RouterBase } from '../../router-base.ts';
import { readCursor, sinceOf, toPage } from '../paging.ts';
import type { SettingsService } from '../settings/index.ts';
import type { ProductEntity, ProductWithFigures } from './product.entity.ts';
import type { ProductsRepo } from './products.repo.ts';
import type { ProductsService } from './products.service.ts';

/** Calls of products.contract.ts. */
export function productsRouter(
  os: RouterBase,
  products: ProductsService,
  repo: ProductsRepo,
  settings: SettingsService,
) {
  const major = (minor: number | null) => (minor === null ? null : settings.money().toMajor(minor));
  const presentRow = (row: ProductWithFigures): Product => ({
    id: row.id,
    name: row.name,
    sku: row.sku,
    barcode: row.barcode,
    category: row.category,
    price: major(row.price_minor),
    cost: major(row.cost_minor),
    created_at: new Date(row.created_at).toISOString(),
    updated_at: new Date(row.updated_at).toISOString(),
    version: row.version,
    units_sold: row.sold_milli / 1000,
    net_sales: settings.money().toMajor(row.net_minor),
  });
  const present = (entity: ProductEntity) => presentRow(repo.withFigures(entity));

  return {
    list: os.products.list.handler(({ input }) => {
      const { cursor, updated_since, ...rest } = input;
      const query = { ...rest, updated_since: sinceOf(updated_since) };
      return toPage(
        '/products',
        input,
        repo.list({ ...query, after: readCursor(cursor, input.sort) }),
        repo.count(query),
        presentRow,
        (row) => [repo.sortValue(query, row), row.id],
      );
    }),
    create: os.products.create.handler(({ input, context }) =>
      context.once(() => present(products.enter(context.ctx, input))),
    ),
    get: os.products.get.handler(({ input }) => present(products.get(input.id))),
    update: os.products.update.handler(({ input: { id, ...patch }, context }) =>
      present(products.change(context.ctx, id, patch)),
    ),
    remove: os.products.remove.handler(({ input, context }) => {
      const removed = products.remove(context.ctx, input.id);
      return { success: true as const, message: `Deleted the product "${removed.name}".` };
    }),
    restore: os.products.restore.handler(({ input, context }) =>
      context.once(() => present(products.restore(context.ctx, input.id))),
    ),
  };
}
