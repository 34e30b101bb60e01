import type Sqlite from 'better-sqlite3';
import { cleanName, nameKey } from '../../../../shared/lib/text.ts';

/**
 * A small list of names, each kept once. Texts cut from a piece of a file keep the whole piece in
 * memory; those that stay are copied by `detached`.
 */
export class StagedNames {
  readonly #insert: Sqlite.Statement;
  readonly #ids = new Map<string, number>();

  constructor(stage: Sqlite.Database, table: 'category' | 'staff') {
    this.#insert = stage.prepare(`INSERT INTO ${table} (id, name, name_key) VALUES (?, ?, ?)`);
  }

  /** The number of the name; null for ''. */
  id(name: string): number | null {
    if (name === '') return null;
    let id = this.#ids.get(name);
    if (id !== undefined) return id;
    const key = nameKey(name);
    id = this.#ids.get(key);
    if (id === undefined) {
      id = this.#ids.size + 1;
      this.#insert.run(id, cleanName(name), key);
      this.#ids.set(detached(key), id);
    }
    this.#ids.set(detached(name), id);
    return id;
  }
}

/** The same text with memory of its own. */
export function detached(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
