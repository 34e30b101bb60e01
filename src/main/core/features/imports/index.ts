export { dataRouter } from './data.router.ts';
export { importsRouter } from './imports.router.ts';
