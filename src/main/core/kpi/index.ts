export { createKpiEngine } from './create-kpi-engine.ts';
export type { ExpenseFacts, SaleFacts } from './facts.ts';
export type { KpiEngine } from './kpi-engine.ts';
export type { StoredTickets } from './product-rollups.ts';
