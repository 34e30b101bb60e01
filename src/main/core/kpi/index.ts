export { createKpiEngine } from './create-kpi-engine.ts';
export type { ExpenseFacts, SaleFacts } from './facts.ts';
export type { KpiEngine } from './kpi-engine.ts';
export type { AddedUp, StoredTickets } from './product-rollups.ts';
