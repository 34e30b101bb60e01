import type { Customer } from '../../../../shared/schemas/customer.ts';
import type { RouterBase } from '../../router-base.ts';
import { readCursor, sinceOf, toPage } from '../paging.ts';
import type { SettingsService } from '../settings/index.ts';
import type { CustomerEntity, CustomerWithFigures } from './customer.entity.ts';
import type { CustomersRepo } from './customers.repo.ts';
import type { CustomersService } from './customers.service.ts';

/** Calls of customers.contract.ts. */
export function customersRouter(
  os: RouterBase,
  customers: CustomersService,
  repo: CustomersRepo,
  settings: SettingsService,
) {
  const presentRow = (row: CustomerWithFigures): Customer => ({
    id: row.code,
    name: row.name,
    email: row.email,
    phone: row.phone,
    address: row.address,
    notes: row.notes,
    birthday: row.birthday,
    created_at: new Date(row.created_at).toISOString(),
    updated_at: new Date(row.updated_at).toISOString(),
    version: row.version,
    transactions: row.transactions,
    net_sales: settings.money().toMajor(row.net_minor),
    first_sale: row.first_day,
    last_sale: row.last_day,
    vip: row.net_minor > settings.vipThresholdMinor(),
  });
  const present = (entity: CustomerEntity) => presentRow(repo.withFigures(entity));

  return {
    list: os.customers.list.handler(({ input }) => {
      const { cursor, updated_since, ...rest } = input;
      const query = { ...rest, updated_since: sinceOf(updated_since) };
      return toPage(
        '/customers',
        input,
        repo.list({ ...query, after: readCursor(cursor, input.sort) }),
        repo.count(query),
        presentRow,
        (row) => [repo.sortValue(query, row), row.id],
      );
    }),
    create: os.customers.create.handler(({ input, context }) =>
      context.once(() => present(customers.enter(context.ctx, input))),
    ),
    get: os.customers.get.handler(({ input }) => present(customers.getByCode(input.id))),
    update: os.customers.update.handler(({ input: { id, ...patch }, context }) =>
      present(customers.change(context.ctx, id, patch)),
    ),
    remove: os.customers.remove.handler(({ input, context }) => {
      const removed = customers.removeByCode(context.ctx, input.id);
      return { success: true as const, message: `Deleted the customer "${removed.name}".` };
    }),
    restore: os.customers.restore.handler(({ input, context }) =>
      context.once(() => present(customers.restoreByCode(context.ctx, input.id))),
    ),
  };
}
