/**
 * Copies staged customers into the shop. A new id is a new customer; a known id is brought up to
 * date with what the file says, and a deleted one is taken back. Empty cells change nothing.
 */
import { nameKey } from '../../../../shared/lib/text.ts';
import type { Database } from '../../db/connection.ts';
import type { WriteTx } from '../../db/write-tx.ts';
import type { KpiEngine } from '../../kpi/index.ts';

interface StagedCustomer {
  id: number;
  code: string;
  name: string;
  email: string | null;
  phone: string | null;
  address: string | null;
  notes: string | null;
  birthday: string | null;
}

interface KnownCustomer {
  id: number;
  name: string;
  name_key: string;
  email: string | null;
  phone: string | null;
  address: string | null;
  notes: string | null;
  birthday: string | null;
  updated_at: number;
  version: number;
  deleted_at: number | null;
  import_batch_id: number | null;
}

const DETAILS = ['email', 'phone', 'address', 'notes', 'birthday'] as const;

/** For the stage that is attached now. */
export function createCustomersCopy({ sqlite }: Database, kpis: KpiEngine) {
  const next = sqlite.prepare<[number, number], StagedCustomer>(
    'SELECT * FROM stage.customer WHERE id > ? ORDER BY id LIMIT ?',
  );
  const find = sqlite.prepare<[string], KnownCustomer>(
    `SELECT id, name, name_key, email, phone, address, notes, birthday, updated_at, version, deleted_at,
       import_batch_id FROM customer WHERE code = ?`,
  );
  const add = sqlite.prepare(
    `INSERT INTO customer (code, name, name_key, email, phone, address, notes, birthday, source,
       import_batch_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const change = sqlite.prepare(
    `UPDATE customer SET name = ?, name_key = ?, email = ?, phone = ?, address = ?, notes = ?,
       birthday = ?, deleted_at = NULL, updated_at = ?, version = version + ? WHERE id = ?`,
  );
  const remember = sqlite.prepare(
    `INSERT INTO import_change (import_batch_id, entity, entity_id, version, before)
     VALUES (?, 'customer', ?, ?, ?)`,
  );

  return {
    /** @returns how many rows were taken, and how many made a new customer */
    chunk(tx: WriteTx, after: number, most: number): { rows: number; made: number } {
      const rows = next.all(after, most);
      let made = 0;
      for (const row of rows) {
        const known = find.get(row.code);
        if (known) update(tx, known, row);
        else {
          insert(tx, row);
          made++;
        }
      }
      return { rows: rows.length, made };
    },
  };

  function insert({ ctx }: WriteTx, row: StagedCustomer): void {
    add.run(
      row.code,
      row.name,
      nameKey(row.name),
      ...DETAILS.map((field) => row[field]),
      ctx.source,
      ctx.importBatchId,
      ctx.now,
      ctx.now,
    );
  }

  function update(tx: WriteTx, known: KnownCustomer, row: StagedCustomer): void {
    const same =
      known.deleted_at === null &&
      row.name === known.name &&
      DETAILS.every((field) => row[field] === null || row[field] === known[field]);
    if (same) return;
    const { ctx } = tx;
    const { id, import_batch_id: batch, ...before } = known;
    // What this import made itself stays as new, so that undo takes it out.
    const own = batch === ctx.importBatchId;
    if (!own) remember.run(ctx.importBatchId, id, known.version + 1, JSON.stringify(before));
    change.run(
      row.name,
      nameKey(row.name),
      ...DETAILS.map((field) => row[field] ?? known[field]),
      ctx.now,
      own ? 0 : 1,
      id,
    );
    if (known.deleted_at !== null) kpis.recountCustomer(tx, id);
  }
}
