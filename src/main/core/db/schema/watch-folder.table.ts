import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { lifecycle } from './columns.ts';
import { savedMapping } from './saved-mapping.table.ts';

/** A folder whose new files are imported by themselves, with one saved mapping. */
export const watchFolder = sqliteTable(
  'watch_folder',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    saved_mapping_id: integer()
      .notNull()
      .references(() => savedMapping.id),
    folder: text().notNull(),
    active: integer().notNull(),
    ...lifecycle,
  },
  (t) => [uniqueIndex('watch_folder_folder').on(t.folder).where(sql`deleted_at IS NULL`)],
);

/** A file that was taken from a watched folder: the same bytes are not taken again. */
export const watchFile = sqliteTable(
  'watch_file',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    watch_folder_id: integer()
      .notNull()
      .references(() => watchFolder.id),
    file_name: text().notNull(),
    file_sha256: text().notNull(),
    outcome: text({ enum: ['started', 'imported', 'failed'] }).notNull(),
    import_batch_id: integer(),
    message: text(),
    seen_at: integer().notNull(),
  },
  (t) => [index('watch_file_hash').on(t.watch_folder_id, t.file_sha256)],
);
