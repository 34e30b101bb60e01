/**
 * What the shop knows of the staged records. One without a verdict is new; "same" is stored already,
 * "changed" is stored with another content.
 */
import type Sqlite from 'better-sqlite3';

/** Forgets all verdicts. */
export function makeVerdicts(stage: Sqlite.Database): void {
  stage.exec(`
    DROP TABLE IF EXISTS verdict;
    CREATE TABLE verdict (
      seen INTEGER PRIMARY KEY, stored_id INTEGER NOT NULL, deleted INTEGER NOT NULL, verdict TEXT NOT NULL
    );
  `);
}
