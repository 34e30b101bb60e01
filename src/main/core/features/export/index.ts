export { exportRouter } from './export.router.ts';
