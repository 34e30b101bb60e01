/** The staged rows, visible beside the shop's tables while they are copied. */
import type { Database } from '../../db/connection.ts';
import type { StageTotals } from '../stage/stage-file.ts';

/**
 * Attaches a staging file as `stage`, calls `work`, and lets go of it whatever happens. The name
 * maps from staged to stored ids are temporary tables: they never touch the shop's file.
 */
export async function withStage<Value>(
  { sqlite }: Database,
  path: string,
  work: () => Promise<Value>,
): Promise<Value> {
  sqlite.prepare('ATTACH ? AS stage').run(path);
  try {
    sqlite.exec(`
      CREATE TEMP TABLE map_product (stage_id INTEGER PRIMARY KEY, id INTEGER NOT NULL, known_cost INTEGER, category_id INTEGER);
      CREATE TEMP TABLE map_buyer (stage_id INTEGER PRIMARY KEY, id INTEGER NOT NULL);
      CREATE TEMP TABLE map_category (stage_id INTEGER PRIMARY KEY, id INTEGER NOT NULL);
      CREATE TEMP TABLE map_staff (stage_id INTEGER PRIMARY KEY, id INTEGER NOT NULL);
    `);
    return await work();
  } finally {
    for (const name of ['map_product', 'map_buyer', 'map_category', 'map_staff'])
      sqlite.exec(`DROP TABLE IF EXISTS temp.${name}`);
    sqlite.exec('DETACH stage');
  }
}

/** The totals that the worker wrote last; undefined when the file was not finished. */
export function stageTotals({ sqlite }: Database): StageTotals | undefined {
  const rows = sqlite
    .prepare<[], { key: string; value: number }>('SELECT key, value FROM stage.meta')
    .all();
  const meta = new Map(rows.map((row) => [row.key, row.value]));
  const units = meta.get('units');
  if (units === undefined) return undefined;
  return {
    units,
    rows: meta.get('rows') ?? 0,
    badRows: meta.get('badRows') ?? 0,
    excludedRows: meta.get('excludedRows') ?? 0,
    rounded: meta.get('rounded') ?? 0,
  };
}
