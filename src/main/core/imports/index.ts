export { ImportsService } from './imports.service.ts';
export type { StoredImport } from './store/import-batches.ts';
export { templates } from './templates.ts';
export { startCheckpoints } from './worker/run-job.ts';
