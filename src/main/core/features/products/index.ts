export { createProductsRepo } from './products.repo.ts';
export { productsRouter } from './products.router.ts';
export { ProductsService } from './products.service.ts';
