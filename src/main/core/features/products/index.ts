export type { ProductEntity } from './product.entity.ts';
export { createProductsRepo } from './products.repo.ts';
export { productsRouter } from './products.router.ts';
export { type ProductNaming, ProductsService } from './products.service.ts';
