import type { WatchedFile, WatchFolder } from '../../../../shared/schemas/watch-folder.ts';
import type { RouterBase } from '../../router-base.ts';
import type { MappingsService } from '../mappings/index.ts';
import type { WorkspaceHost } from '../workspace/index.ts';
import type { FolderWatch } from './folder-watch.ts';
import type { WatchFileEntity, WatchFolderEntity } from './watch-folder.entity.ts';
import type { WatchFoldersRepo } from './watch-folders.repo.ts';
import type { WatchFoldersService } from './watch-folders.service.ts';

/** So many of the files that were taken are listed. */
const LISTED = 50;

interface Parts {
  folders: WatchFoldersService;
  repo: WatchFoldersRepo;
  watch: FolderWatch;
  mappings: Pick<MappingsService, 'named'>;
  host: Pick<WorkspaceHost, 'chooseFolder'>;
}

/** Calls of watch-folders.contract.ts. */
export function watchFoldersRouter(
  os: RouterBase,
  { folders, repo, watch, mappings, host }: Parts,
) {
  const at = (time: number) => new Date(time).toISOString();
  const present = (entity: WatchFolderEntity): WatchFolder => {
    const { name, kind } = mappings.named(entity.saved_mapping_id);
    return {
      id: entity.id,
      folder: entity.folder,
      mapping_id: entity.saved_mapping_id,
      mapping: name,
      kind,
      active: entity.active,
      problem: entity.active ? watch.problemOf(entity.id) : null,
      created_at: at(entity.created_at),
      updated_at: at(entity.updated_at),
      version: entity.version,
    };
  };
  const presentFile = (file: WatchFileEntity): WatchedFile => ({
    id: file.id,
    file_name: file.file_name,
    outcome: file.outcome,
    import_id: file.import_batch_id,
    message: file.message,
    seen_at: at(file.seen_at),
  });
  const changed = (entity: WatchFolderEntity): WatchFolder => {
    watch.lookSoon();
    return present(entity);
  };

  return {
    list: os.watchFolders.list.handler(() => folders.list().map(present)),
    create: os.watchFolders.create.handler(async ({ input, context }) => {
      const folder = await folders.usable(input.folder);
      return context.once(() => changed(folders.enter(context.ctx, { ...input, folder })));
    }),
    get: os.watchFolders.get.handler(({ input }) => present(folders.get(input.id))),
    update: os.watchFolders.update.handler(async ({ input: { id, ...patch }, context }) => {
      const folder = patch.folder === undefined ? undefined : await folders.usable(patch.folder);
      return changed(folders.change(context.ctx, id, { ...patch, folder }));
    }),
    remove: os.watchFolders.remove.handler(({ input, context }) => {
      const removed = folders.remove(context.ctx, input.id);
      watch.lookSoon();
      return { success: true as const, message: `${removed.folder} is watched no more.` };
    }),
    restore: os.watchFolders.restore.handler(({ input, context }) =>
      context.once(() => changed(folders.restore(context.ctx, input.id))),
    ),
    files: os.watchFolders.files.handler(({ input }) => {
      folders.get(input.id);
      return repo.files(input.id, LISTED).map(presentFile);
    }),
    choose: os.watchFolders.choose.handler(async () => ({ folder: await host.chooseFolder() })),
  };
}
