import type { SavedMapping } from '../../../../shared/schemas/mapping.ts';
import type { RouterBase } from '../../router-base.ts';
import type { MappingEntity } from './mapping.entity.ts';
import type { MappingsService } from './mappings.service.ts';

/** Calls of mappings.contract.ts. */
export function mappingsRouter(os: RouterBase, mappings: MappingsService) {
  const present = (entity: MappingEntity): SavedMapping => ({
    id: entity.id,
    name: entity.name,
    kind: entity.kind,
    headers: [...entity.headers],
    mapping: entity.mapping,
    created_at: new Date(entity.created_at).toISOString(),
    updated_at: new Date(entity.updated_at).toISOString(),
    version: entity.version,
  });

  return {
    list: os.mappings.list.handler(() => mappings.list().map(present)),
    create: os.mappings.create.handler(({ input, context }) =>
      context.once(() => present(mappings.enter(context.ctx, input))),
    ),
    get: os.mappings.get.handler(({ input }) => present(mappings.get(input.id))),
    update: os.mappings.update.handler(({ input: { id, ...patch }, context }) =>
      present(mappings.change(context.ctx, id, patch)),
    ),
    remove: os.mappings.remove.handler(({ input, context }) => {
      const removed = mappings.remove(context.ctx, input.id);
      return { success: true as const, message: `Deleted the mapping "${removed.name}".` };
    }),
    restore: os.mappings.restore.handler(({ input, context }) =>
      context.once(() => present(mappings.restore(context.ctx, input.id))),
    ),
    exportFile: os.mappings.exportFile.handler(({ input }) => {
      const { name, kind, headers, mapping } = mappings.get(input.id);
      return { tillwise_mapping: 1 as const, name, kind, headers: [...headers], mapping };
    }),
    importFile: os.mappings.importFile.handler(({ input, context }) =>
      context.once(() => present(mappings.takeIn(context.ctx, input))),
    ),
  };
}
