export { dashboardRouter } from './dashboard.router.ts';
