import type Sqlite from 'better-sqlite3';

/**
 * A statement that does not look whether the rows exist which its own rows name, nor whether others name
 * the rows that it deletes: for who knows both anyway. Whether it looks is decided when SQLite compiles a statement, and so is this switch:
 * it is never run, for that would have every other statement compiled anew. All others look as before;
 * so does this one when the tables change meanwhile.
 */
export function prepareUnchecked<Parameters extends unknown[], Result = unknown>(
  sqlite: Sqlite.Database,
  sql: string,
): Sqlite.Statement<Parameters, Result> {
  sqlite.prepare('PRAGMA foreign_keys = OFF');
  try {
    return sqlite.prepare<Parameters, Result>(sql);
  } finally {
    sqlite.prepare('PRAGMA foreign_keys = ON');
  }
}
