export { createSalesList } from './sales.list.ts';
export { createSalesRepo } from './sales.repo.ts';
export { salesRouter } from './sales.router.ts';
export { SalesService } from './sales.service.ts';
export { createSalesBatch } from './sales-batch.ts';
