/** Small name lists that records point to: categories and staff. Met for the first time, made. */
import { cleanName, nameKey } from '../../../shared/lib/text.ts';
import type { Database } from '../db/connection.ts';
import type { WriteTx } from '../db/write-tx.ts';

type CategoryKind = 'product' | 'expense';

/** A name as it is stored: its spelling is the one it was first met in. */
export interface StoredName {
  id: number;
  name: string;
}

export interface NameLists {
  /** The category of that name, made when it is new; null for no name. */
  category(tx: WriteTx, kind: CategoryKind, name: string | null | undefined): StoredName | null;
  /** The category of that id; null for none. */
  categoryOf(id: number | null): StoredName | null;
  /** The staff member of that name, made when new; null for no name. */
  staff(tx: WriteTx, name: string | null | undefined): StoredName | null;
  /** Category names that contain the text, at most 10. */
  suggestCategories(kind: CategoryKind, query: string): string[];
}

/** The name of a list that a change leaves a record with: only another name takes the stored one's place. */
export function nameGiven(sent: string | null | undefined, stored: string | null): string | null {
  if (sent === undefined || nameKey(sent ?? '') === nameKey(stored ?? '')) return stored;
  return sent || null;
}

/** The name lists of one file. */
export function createNameLists({ sqlite }: Database): NameLists {
  const findCategory = sqlite.prepare<[string, string], StoredName>(
    'SELECT id, name FROM category WHERE kind = ? AND name_key = ?',
  );
  const categoryById = sqlite.prepare<[number], StoredName>(
    'SELECT id, name FROM category WHERE id = ?',
  );
  const addCategory = sqlite.prepare(
    'INSERT INTO category (kind, name, name_key) VALUES (?, ?, ?)',
  );
  const findStaff = sqlite.prepare<[string], StoredName>(
    'SELECT id, name FROM staff WHERE name_key = ?',
  );
  const addStaff = sqlite.prepare('INSERT INTO staff (name, name_key) VALUES (?, ?)');
  const suggest = sqlite
    .prepare<[string, string], string>(
      'SELECT name FROM category WHERE kind = ? AND instr(name_key, ?) > 0 ORDER BY name_key LIMIT 10',
    )
    .pluck();
  return {
    category(_tx, kind, name) {
      if (!name) return null;
      const key = nameKey(name);
      const known = findCategory.get(kind, key);
      if (known) return known;
      const clean = cleanName(name);
      return { id: Number(addCategory.run(kind, clean, key).lastInsertRowid), name: clean };
    },
    categoryOf: (id) => (id === null ? null : (categoryById.get(id) ?? null)),
    staff(_tx, name) {
      if (!name) return null;
      const key = nameKey(name);
      const known = findStaff.get(key);
      if (known) return known;
      const clean = cleanName(name);
      return { id: Number(addStaff.run(clean, key).lastInsertRowid), name: clean };
    },
    suggestCategories: (kind, query) => suggest.all(kind, nameKey(query)),
  };
}
