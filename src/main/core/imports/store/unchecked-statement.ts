import type Sqlite from 'better-sqlite3';

/**
 * A statement that does not look up the rows which its own rows name, for ids that were read from
 * there before. Whether it looks is decided when SQLite compiles a statement, and so is this switch:
 * it is never run, for that would have every other statement compiled anew. All others look as before;
 * so does this one when SQLite compiles it again, which it may at any time: never rely on it.
 */
export function prepareUnchecked<Parameters extends unknown[]>(
  sqlite: Sqlite.Database,
  sql: string,
): Sqlite.Statement<Parameters> {
  sqlite.prepare('PRAGMA foreign_keys = OFF');
  try {
    return sqlite.prepare<Parameters>(sql);
  } finally {
    sqlite.prepare('PRAGMA foreign_keys = ON');
  }
}
