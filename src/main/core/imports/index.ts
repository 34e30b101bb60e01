export { badRowsCsv } from './bad-rows-csv.ts';
export { type FileRequest, ImportsService } from './imports.service.ts';
export { columnsOf } from './mapping-columns.ts';
export { writeRelaxed } from './store/relaxed-write.ts';
export { templates } from './templates.ts';
export { FileChanged } from './uploads.ts';
export { startCheckpoints } from './worker/start-checkpoints.ts';
