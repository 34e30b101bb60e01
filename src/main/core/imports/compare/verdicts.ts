/**
 * What the shop knows of the staged records. One without a verdict is new; "same" is stored already,
 * "changed" is stored with another content.
 */
import type Sqlite from 'better-sqlite3';

/** Makes temp.verdict, empty. */
export function makeVerdicts(both: Sqlite.Database): void {
  both.exec(`
    CREATE TEMP TABLE verdict (
      seen INTEGER PRIMARY KEY, stored_id INTEGER NOT NULL, deleted INTEGER NOT NULL,
      verdict TEXT NOT NULL, refunded INTEGER NOT NULL DEFAULT 0
    );
  `);
}

/** Copies the verdicts into the staging file, where the copy finds what follows from them. */
export function keepVerdicts(both: Sqlite.Database, stage: Sqlite.Database): void {
  stage.exec(`
    DROP TABLE IF EXISTS verdict;
    CREATE TABLE verdict (
      seen INTEGER PRIMARY KEY, stored_id INTEGER NOT NULL, deleted INTEGER NOT NULL,
      verdict TEXT NOT NULL, refunded INTEGER NOT NULL
    );
  `);
  const add = stage.prepare('INSERT INTO verdict VALUES (?, ?, ?, ?, ?)');
  const found = both
    .prepare<[], [number, number, number, string, number]>(
      'SELECT seen, stored_id, deleted, verdict, refunded FROM temp.verdict ORDER BY seen',
    )
    .raw();
  stage.transaction(() => {
    for (const verdict of found.iterate()) add.run(verdict);
  })();
}
