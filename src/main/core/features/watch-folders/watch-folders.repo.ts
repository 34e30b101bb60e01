import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '../../db/connection.ts';
import { watchFile, watchFolder } from '../../db/schema/schema.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import { type RecordStore, written } from '../base-service.ts';
import type {
  WatchFileEntity,
  WatchFolderDraft,
  WatchFolderEntity,
} from './watch-folder.entity.ts';

export interface WatchFoldersRepo extends RecordStore<WatchFolderEntity, WatchFolderDraft> {
  /** All that are not deleted, oldest first. */
  list(): WatchFolderEntity[];
  findByFolder(folder: string): WatchFolderEntity | undefined;
  /** The newest files that were taken. */
  files(id: number, limit: number): WatchFileEntity[];
  /** The file with these bytes that was taken from the folder before. */
  findFile(id: number, sha256: string): WatchFileEntity | undefined;
  /** Files whose import is not over. */
  started(): WatchFileEntity[];
  addFile(tx: WriteTx, file: Omit<WatchFileEntity, 'id' | 'seen_at'>): number;
  settleFile(
    tx: WriteTx,
    id: number,
    outcome: WatchFileEntity['outcome'],
    message: string | null,
  ): void;
  forgetFile(tx: WriteTx, id: number): void;
}

/** The tables of watched folders and their files. */
export function createWatchFoldersRepo({ orm }: Database): WatchFoldersRepo {
  const alive = isNull(watchFolder.deleted_at);
  const entity = (row: typeof watchFolder.$inferSelect): WatchFolderEntity => ({
    ...row,
    active: row.active === 1,
  });
  const columns = ({ folder, saved_mapping_id, active }: WatchFolderDraft) => ({
    folder,
    saved_mapping_id,
    active: active ? 1 : 0,
  });
  const find = (id: number) => {
    const row = orm.select().from(watchFolder).where(eq(watchFolder.id, id)).get();
    return row && entity(row);
  };

  return {
    find,
    insert({ ctx }, draft) {
      const { id } = orm
        .insert(watchFolder)
        .values({ ...columns(draft), created_at: ctx.now, updated_at: ctx.now })
        .returning({ id: watchFolder.id })
        .get();
      return written(find(id));
    },
    update({ ctx }, id, draft) {
      orm
        .update(watchFolder)
        .set({ ...columns(draft), updated_at: ctx.now, version: sql`${watchFolder.version} + 1` })
        .where(eq(watchFolder.id, id))
        .run();
    },
    setDeleted({ ctx }, id, at) {
      orm
        .update(watchFolder)
        .set({ deleted_at: at, updated_at: ctx.now, version: sql`${watchFolder.version} + 1` })
        .where(eq(watchFolder.id, id))
        .run();
    },
    list: () =>
      orm.select().from(watchFolder).where(alive).orderBy(asc(watchFolder.id)).all().map(entity),
    findByFolder(folder) {
      const row = orm
        .select()
        .from(watchFolder)
        .where(and(eq(watchFolder.folder, folder), alive))
        .get();
      return row && entity(row);
    },
    files: (id, limit) =>
      orm
        .select()
        .from(watchFile)
        .where(eq(watchFile.watch_folder_id, id))
        .orderBy(desc(watchFile.id))
        .limit(limit)
        .all(),
    findFile: (id, sha256) =>
      orm
        .select()
        .from(watchFile)
        .where(and(eq(watchFile.watch_folder_id, id), eq(watchFile.file_sha256, sha256)))
        .orderBy(desc(watchFile.id))
        .get(),
    started: () => orm.select().from(watchFile).where(eq(watchFile.outcome, 'started')).all(),
    addFile({ ctx }, file) {
      return orm
        .insert(watchFile)
        .values({ ...file, seen_at: ctx.now })
        .returning({ id: watchFile.id })
        .get().id;
    },
    settleFile(_tx, id, outcome, message) {
      orm.update(watchFile).set({ outcome, message }).where(eq(watchFile.id, id)).run();
    },
    forgetFile(_tx, id) {
      orm.delete(watchFile).where(eq(watchFile.id, id)).run();
    },
  };
}
