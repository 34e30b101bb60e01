/** Records of an import that were edited by hand since: asked about before it is undone. */
import type { UndoPreview } from '../../../../shared/schemas/import-check.ts';
import type { Database } from '../../db/connection.ts';
import { breathe } from './chunks.ts';

const SHOWN = 100;
/** Records looked at in one turn: a few ms. */
const AT_ONCE = 20_000;

/** Edited and still there; what was deleted since is gone anyway. */
const EDITED = 'import_batch_id = @batch AND version > 1 AND deleted_at IS NULL';
/** Of a JSON list of ids. */
const THESE = 'id IN (SELECT value FROM json_each(@ids))';

/** Tables of what can be edited; products and customers that were edited always stay. */
const TABLES = ['sale', 'expense'] as const;
const NAMES = { sale: 'number', expense: 'description' } as const;

/** Ids of the edited records, by table. */
type Edits = Readonly<Record<(typeof TABLES)[number], readonly number[]>>;

/** As they were found while others had their turn. */
export interface FoundEdits extends Edits {
  /** The newest event when the search began: later ones tell of edits that it may have missed. */
  readonly seq: number;
}

interface Edited {
  entity: UndoPreview['edited'][number]['entity'];
  id: number;
  name: string;
  updated_at: number;
}

export interface LaterEdits {
  /** Looks through an import of any size while others have their turn. */
  find(batch: number): Promise<FoundEdits>;
  /** Adds what was edited since the search began. Use it before the next `await`: then nothing is missing. */
  upToNow(batch: number, found: FoundEdits): Edits;
  tell(batch: number, edits: Edits): UndoPreview;
  /** Makes them the owner's own, and the sales that they refund: an undo leaves them. Call it inside a write. */
  keep(batch: number, edits: Edits): void;
}

export function countEdits({ sale, expense }: Edits): number {
  return sale.length + expense.length;
}

export function createLaterEdits({ sqlite }: Database): LaterEdits {
  const newestSeq = sqlite.prepare<[], number>('SELECT COALESCE(MAX(seq), 0) FROM event').pluck();
  const keepRefunded = sqlite.prepare<{ batch: number; ids: string }>(
    `UPDATE sale SET import_batch_id = NULL WHERE import_batch_id = @batch
       AND id IN (SELECT refund_of_id FROM sale WHERE ${EDITED} AND ${THESE})`,
  );
  const tables = TABLES.map((table) => ({
    table,
    lastOfPiece: sqlite
      .prepare<{ batch: number; after: number }, number | null>(
        `SELECT MAX(id) FROM (SELECT id FROM ${table}
           WHERE import_batch_id = @batch AND id > @after ORDER BY id LIMIT ${AT_ONCE})`,
      )
      .pluck(),
    edited: sqlite
      .prepare<{ batch: number; after: number; last: number }, number>(
        `SELECT id FROM ${table} WHERE ${EDITED} AND id > @after AND id <= @last`,
      )
      .pluck(),
    // By its few events: no index but theirs says what is new.
    since: sqlite
      .prepare<{ batch: number; seq: number }, number>(
        `SELECT t.id FROM event e CROSS JOIN ${table} t ON t.id = CAST(e.entity_id AS INTEGER)
         WHERE e.seq > @seq AND +e.entity = '${table}' AND ${EDITED}`,
      )
      .pluck(),
    keep: sqlite.prepare<{ batch: number; ids: string }>(
      `UPDATE ${table} SET import_batch_id = NULL WHERE ${EDITED} AND ${THESE}`,
    ),
    list: sqlite.prepare<{ batch: number; ids: string }, Edited>(
      `SELECT '${table}' AS entity, id, ${NAMES[table]} AS name, updated_at FROM ${table}
       WHERE ${EDITED} AND ${THESE} ORDER BY updated_at DESC LIMIT ${SHOWN}`,
    ),
  }));
  // All of them from the index alone, less the few that were deleted.
  const records = sqlite
    .prepare<{ batch: number }, number>(
      `SELECT (SELECT COUNT(*) FROM sale WHERE import_batch_id = @batch)
       - (SELECT COUNT(*) FROM sale WHERE deleted_at IS NOT NULL AND +import_batch_id = @batch)
       + (SELECT COUNT(*) FROM expense WHERE import_batch_id = @batch AND deleted_at IS NULL)
       + (SELECT COUNT(*) FROM customer WHERE import_batch_id = @batch AND version = 1 AND deleted_at IS NULL)`,
    )
    .pluck();
  return {
    async find(batch) {
      const seq = newestSeq.get() ?? 0;
      const edits: Record<(typeof TABLES)[number], number[]> = { sale: [], expense: [] };
      for (const { table, lastOfPiece, edited } of tables) {
        for (let after = 0; ; ) {
          const last = lastOfPiece.get({ batch, after }) ?? null;
          if (last === null) break;
          edits[table].push(...edited.all({ batch, after, last }));
          after = last;
          await breathe();
        }
      }
      return { ...edits, seq };
    },
    upToNow(batch, { sale, expense, seq }) {
      const edits = { sale, expense };
      for (const { table, since } of tables)
        edits[table] = [...new Set([...edits[table], ...since.all({ batch, seq })])];
      return edits;
    },
    tell(batch, edits) {
      const edited = tables
        .flatMap(({ table, list }) => list.all({ batch, ids: JSON.stringify(edits[table]) }))
        .sort((a, b) => b.updated_at - a.updated_at)
        .slice(0, SHOWN);
      return {
        records: records.get({ batch }) ?? 0,
        edited_count: countEdits(edits),
        edited: edited.map(({ updated_at, ...record }) => ({
          ...record,
          edited_at: new Date(updated_at).toISOString(),
        })),
      };
    },
    keep(batch, edits) {
      keepRefunded.run({ batch, ids: JSON.stringify(edits.sale) });
      for (const { table, keep } of tables) keep.run({ batch, ids: JSON.stringify(edits[table]) });
    },
  };
}
