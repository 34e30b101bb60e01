/** Small name lists that records point to: categories and staff. Met for the first time, made. */
import { cleanName, nameKey } from '../../../shared/lib/text.ts';
import type { Database } from '../db/connection.ts';
import type { WriteTx } from '../db/write-tx.ts';

export type CategoryKind = 'product' | 'expense';

export interface NameLists {
  /** The id of the category of that name, made when it is new; null for no name. */
  categoryId(tx: WriteTx, kind: CategoryKind, name: string | null | undefined): number | null;
  /** The id of the staff member of that name, made when new; null for no name. */
  staffId(tx: WriteTx, name: string | null | undefined): number | null;
  /** Category names that contain the text, at most 10. */
  suggestCategories(kind: CategoryKind, query: string): string[];
}

/** The name lists of one file. */
export function createNameLists({ sqlite }: Database): NameLists {
  const findCategory = sqlite
    .prepare<[string, string], number>('SELECT id FROM category WHERE kind = ? AND name_key = ?')
    .pluck();
  const addCategory = sqlite.prepare(
    'INSERT INTO category (kind, name, name_key) VALUES (?, ?, ?)',
  );
  const findStaff = sqlite
    .prepare<[string], number>('SELECT id FROM staff WHERE name_key = ?')
    .pluck();
  const addStaff = sqlite.prepare('INSERT INTO staff (name, name_key) VALUES (?, ?)');
  const suggest = sqlite
    .prepare<[string, string], string>(
      'SELECT name FROM category WHERE kind = ? AND instr(name_key, ?) > 0 ORDER BY name_key LIMIT 10',
    )
    .pluck();
  return {
    categoryId(_tx, kind, name) {
      if (!name) return null;
      const key = nameKey(name);
      return (
        findCategory.get(kind, key) ??
        Number(addCategory.run(kind, cleanName(name), key).lastInsertRowid)
      );
    },
    staffId(_tx, name) {
      if (!name) return null;
      const key = nameKey(name);
      return findStaff.get(key) ?? Number(addStaff.run(cleanName(name), key).lastInsertRowid);
    },
    suggestCategories: (kind, query) => suggest.all(kind, nameKey(query)),
  };
}
