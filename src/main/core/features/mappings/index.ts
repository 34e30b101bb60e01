export { createMappingsRepo } from './mappings.repo.ts';
export { mappingsRouter } from './mappings.router.ts';
export { MappingsService } from './mappings.service.ts';
