/** Columns that every business table shares. */
import { integer, text } from 'drizzle-orm/sqlite-core';

/** Times are UTC ms; `version` grows with each change; a deleted row stays, with its time. */
export const lifecycle = {
  created_at: integer().notNull(),
  updated_at: integer().notNull(),
  version: integer().notNull().default(1),
  deleted_at: integer(),
};

/** Where a row came from. */
export const origin = {
  source: text().notNull(),
  import_batch_id: integer(),
};
