export type { CustomerEntity } from './customer.entity.ts';
export { createCustomersRepo } from './customers.repo.ts';
export { customersRouter } from './customers.router.ts';
export { CustomersService } from './customers.service.ts';
