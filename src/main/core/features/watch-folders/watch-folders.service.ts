/** Which folders are watched, and with which mapping. */
import { isAbsolute, relative, resolve } from 'node:path';
import { EventType } from '../../../../shared/events/catalogue.ts';
import type {
  WatchFolderInput,
  WatchFolderPatch,
} from '../../../../shared/schemas/watch-folder.ts';
import type { Context } from '../../context.ts';
import type { Write, WriteTx } from '../../db/write-tx.ts';
import { conflict, invalid } from '../../errors.ts';
import { BaseService } from '../base-service.ts';
import type { MappingsService } from '../mappings/index.ts';
import type { WatchFolderDraft, WatchFolderEntity } from './watch-folder.entity.ts';
import type { WatchFoldersRepo } from './watch-folders.repo.ts';
import { folderProblem } from './watched-files.ts';

export class WatchFoldersService extends BaseService<WatchFolderEntity, WatchFolderDraft> {
  readonly #write: Write;
  readonly #repo: WatchFoldersRepo;
  readonly #mappings: Pick<MappingsService, 'get'>;
  readonly #dataDir: string;

  constructor(
    write: Write,
    repo: WatchFoldersRepo,
    mappings: Pick<MappingsService, 'get'>,
    dataDir: string,
  ) {
    super(write, repo, {
      entity: 'watch_folder',
      created: EventType.WATCH_FOLDER_CREATED,
      updated: EventType.WATCH_FOLDER_UPDATED,
      deleted: EventType.WATCH_FOLDER_DELETED,
      restored: EventType.WATCH_FOLDER_RESTORED,
    });
    this.#write = write;
    this.#repo = repo;
    this.#mappings = mappings;
    this.#dataDir = dataDir;
  }

  list(): WatchFolderEntity[] {
    return this.#repo.list();
  }

  /** @throws UserError when the folder is watched already, or there is no such mapping */
  enter(ctx: Context, { folder, mapping_id, active }: WatchFolderInput): WatchFolderEntity {
    return this.create(ctx, {
      folder,
      saved_mapping_id: mapping_id,
      active,
    });
  }

  /** Changes what is given. */
  change(ctx: Context, id: number, patch: WatchFolderPatch): WatchFolderEntity {
    return this.update(ctx, id, (current) => ({
      folder: patch.folder ?? current.folder,
      saved_mapping_id: patch.mapping_id ?? current.saved_mapping_id,
      active: patch.active ?? current.active,
    }));
  }

  override restore(ctx: Context, id: number): WatchFolderEntity {
    return this.#write<WatchFolderEntity>(ctx, () => {
      const entity = this.#repo.find(id);
      if (entity && entity.deleted_at !== null) this.#checkFree(entity.folder, id);
      return super.restore(ctx, id);
    });
  }

  protected override check(
    _tx: WriteTx,
    { folder, saved_mapping_id }: WatchFolderDraft,
    current: WatchFolderEntity | undefined,
  ): void {
    this.#checkFree(folder, current?.id);
    if (saved_mapping_id !== current?.saved_mapping_id) this.#mappings.get(saved_mapping_id);
  }

  /** @returns the folder without ".." and the like. @throws UserError when it cannot be watched */
  async usable(folder: string): Promise<string> {
    if (!isAbsolute(folder))
      throw invalid('folder', 'Give the whole path of the folder, such as /home/ana/till.');
    const path = resolve(folder);
    const inside = relative(resolve(this.#dataDir), path);
    if (inside === '' || (!inside.startsWith('..') && !isAbsolute(inside)))
      throw invalid('folder', 'This is where Tillwise keeps its own data. Choose another folder.');
    const problem = await folderProblem(path);
    if (problem !== null) throw invalid('folder', problem);
    return path;
  }

  #checkFree(folder: string, id: number | undefined): void {
    const holder = this.#repo.findByFolder(folder);
    if (holder && holder.id !== id)
      throw conflict('folder', 'This folder is watched already. Change that entry instead.');
  }
}
