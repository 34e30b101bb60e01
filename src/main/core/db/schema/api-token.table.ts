import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Only the SHA-256 of a token is stored. */
export const apiToken = sqliteTable(
  'api_token',
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    hash: text().notNull(),
    hint: text().notNull(),
    /** JSON array of scopes. */
    scopes: text().notNull(),
    created_at: integer().notNull(),
    expires_at: integer(),
    last_used_at: integer(),
    revoked_at: integer(),
  },
  (t) => [uniqueIndex('api_token_hash').on(t.hash)],
);
