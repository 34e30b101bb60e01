/** Records of an import that were edited by hand since: asked about before it is undone. */
import type { UndoPreview } from '../../../../shared/schemas/import-check.ts';
import type { Database } from '../../db/connection.ts';

const SHOWN = 100;

/** Edited and still there; what was deleted since is gone anyway. */
const EDITED = 'import_batch_id = @batch AND version > 1 AND deleted_at IS NULL';

interface Edited {
  entity: UndoPreview['edited'][number]['entity'];
  id: number;
  name: string;
  updated_at: number;
}

export interface LaterEdits {
  of(batch: number): UndoPreview;
  /** How many there are. */
  count(batch: number): number;
  /** Makes them the owner's own: an undo leaves them. Call it inside a write. */
  keep(batch: number): void;
}

export function createLaterEdits({ sqlite }: Database): LaterEdits {
  // Edited products and customers always stay; they are told, too.
  const edited = sqlite.prepare<{ batch: number }, Edited>(
    `SELECT 'sale' AS entity, id, number AS name, updated_at FROM sale WHERE ${EDITED}
     UNION ALL SELECT 'expense', id, description, updated_at FROM expense WHERE ${EDITED}
     ORDER BY updated_at DESC LIMIT ${SHOWN}`,
  );
  const count = (sql: string) => sqlite.prepare<{ batch: number }, number>(sql).pluck();
  const editedCount = count(
    `SELECT (SELECT COUNT(*) FROM sale WHERE ${EDITED}) + (SELECT COUNT(*) FROM expense WHERE ${EDITED})`,
  );
  // All of them from the index alone, less the few that were deleted.
  const records = count(
    `SELECT (SELECT COUNT(*) FROM sale WHERE import_batch_id = @batch)
       - (SELECT COUNT(*) FROM sale WHERE deleted_at IS NOT NULL AND +import_batch_id = @batch)
       + (SELECT COUNT(*) FROM expense WHERE import_batch_id = @batch AND deleted_at IS NULL)
       + (SELECT COUNT(*) FROM customer WHERE import_batch_id = @batch AND version = 1 AND deleted_at IS NULL)`,
  );
  const keep = ['sale', 'expense'].map((table) =>
    sqlite.prepare<{ batch: number }>(`UPDATE ${table} SET import_batch_id = NULL WHERE ${EDITED}`),
  );
  const countEdits = (batch: number) => editedCount.get({ batch }) ?? 0;
  return {
    of(batch) {
      const edited_count = countEdits(batch);
      // To find them takes as long as to count them, in a large import the blink of an eye.
      const found = edited_count === 0 ? [] : edited.all({ batch });
      return {
        records: records.get({ batch }) ?? 0,
        edited_count,
        edited: found.map(({ updated_at, ...record }) => ({
          ...record,
          edited_at: new Date(updated_at).toISOString(),
        })),
      };
    },
    count: countEdits,
    keep(batch) {
      for (const statement of keep) statement.run({ batch });
    },
  };
}
