import type Sqlite from 'better-sqlite3';
import { cleanName, nameKey } from '../../../../shared/lib/text.ts';
import { RecentKeys } from './recent-keys.ts';

const REMEMBERED = 2000;

/**
 * A list of names, each kept once. Texts cut from a piece of a file keep the whole piece in memory;
 * those that stay are copied by `detached`.
 */
export class StagedNames {
  readonly #insert: Sqlite.Statement<[string, string]>;
  readonly #find: Sqlite.Statement<[string], number>;
  readonly #recent = new RecentKeys<number>(REMEMBERED);

  constructor(stage: Sqlite.Database, table: 'category' | 'staff') {
    this.#insert = stage.prepare(`INSERT INTO ${table} (name, name_key) VALUES (?, ?)`);
    this.#find = stage
      .prepare<[string], number>(`SELECT id FROM ${table} WHERE name_key = ?`)
      .pluck();
  }

  /** The number of the name; null for ''. */
  id(name: string): number | null {
    if (name === '') return null;
    let id = this.#recent.get(name);
    if (id !== undefined) return id;
    const key = nameKey(name);
    id = this.#find.get(key) ?? Number(this.#insert.run(cleanName(name), key).lastInsertRowid);
    this.#recent.set(detached(name), id);
    return id;
  }
}

/** The same text with memory of its own. */
export function detached(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
