/**
 * Brings a file to the shape this version needs. Our own runner, because the stock one turns
 * foreign keys off inside the transaction (where SQLite ignores it, so a table rebuild deletes the
 * children) and skips a migration that is dated before the last one applied. See docs/adr.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type Sqlite from 'better-sqlite3';
import { UserError } from '../errors.ts';
import type { Database } from './connection.ts';

export interface Migration {
  /** Position in the order, from 1, without gaps. */
  number: number;
  /** File name, such as 0001_initial.sql. */
  name: string;
  sql: string;
}

/** The migrations shipped beside this code. */
export function shippedMigrations(
  folder: string = fileURLToPath(new URL('./migrations/', import.meta.url)),
): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
    .map((name) => ({
      number: Number(name.slice(0, 4)),
      name,
      sql: readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n'),
    }));
}

/** A newer Tillwise wrote this file; an older one must not touch it. */
class NewerDatabaseError extends UserError {
  constructor(file: string) {
    super(
      'SERVICE_UNAVAILABLE',
      `${basename(file)} was written by a newer version of Tillwise. Install that version to open it; nothing was changed.`,
    );
  }
}

/**
 * Applies what is missing, each migration in a transaction of its own, after a verified backup.
 * @returns the names applied now.
 * @throws UserError when the file is newer than the app or was changed by something else; the file
 *   is then as it was.
 */
export function migrate(
  database: Database,
  migrations: readonly Migration[] = shippedMigrations(),
  now: number = Date.now(),
): string[] {
  const { sqlite } = database;
  migrations.forEach((migration, index) => {
    if (migration.number !== index + 1)
      throw new Error(`migration ${migration.name} should have number ${index + 1}`);
  });
  const applied = appliedMigrations(sqlite);
  if (applied.length > migrations.length) throw new NewerDatabaseError(sqlite.name);
  for (const row of applied) {
    const known = migrations[row.number - 1];
    if (!known || known.name !== row.name) throw new NewerDatabaseError(sqlite.name);
    if (contentHash(known.sql) !== row.hash) {
      throw new UserError(
        'SERVICE_UNAVAILABLE',
        `${basename(sqlite.name)} was made by a different build of Tillwise (${row.name} differs). Install the version that made it; nothing was changed.`,
      );
    }
  }
  const missing = migrations.slice(applied.length);
  if (missing.length === 0) return [];
  if (applied.length > 0) backupBeforeMigration(sqlite, applied.length, now);
  for (const migration of missing) apply(sqlite, migration, now);
  return missing.map((migration) => migration.name);
}

/** True for a stored shop that `migrate` would change. */
export function isBehind({ sqlite }: Database): boolean {
  const applied = appliedMigrations(sqlite).length;
  return applied > 0 && applied < shippedMigrations().length;
}

interface AppliedRow {
  number: number;
  name: string;
  hash: string;
}

function appliedMigrations(sqlite: Sqlite.Database): AppliedRow[] {
  const tables = sqlite
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all();
  if (tables.length === 0) return [];
  if (!tables.some((table) => table.name === 'migration')) {
    throw new UserError(
      'SERVICE_UNAVAILABLE',
      `${basename(sqlite.name)} is a database of another program. Choose another data folder; nothing was changed.`,
    );
  }
  return sqlite
    .prepare<[], AppliedRow>('SELECT number, name, hash FROM migration ORDER BY number')
    .all();
}

function contentHash(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}

function apply(sqlite: Sqlite.Database, migration: Migration, now: number): void {
  // Outside the transaction, where SQLite heeds it: a rebuilt table must not take its children along.
  sqlite.pragma('foreign_keys = OFF');
  try {
    sqlite
      .transaction(() => {
        sqlite.exec(
          'CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
        );
        sqlite.exec(migration.sql);
        const broken = sqlite.prepare('PRAGMA foreign_key_check').all();
        if (broken.length > 0)
          throw new Error(`${migration.name} leaves ${broken.length} rows without their parent`);
        sqlite
          .prepare('INSERT INTO migration (number, name, hash, applied_at) VALUES (?, ?, ?, ?)')
          .run(migration.number, migration.name, contentHash(migration.sql), now);
      })
      .immediate();
  } finally {
    sqlite.pragma('foreign_keys = ON');
  }
}

/** Copies the file beside itself and checks the copy; a migration never runs without it. */
function backupBeforeMigration(sqlite: Sqlite.Database, version: number, now: number): void {
  if (sqlite.memory) return;
  const folder = join(dirname(sqlite.name), 'backups');
  mkdirSync(folder, { recursive: true });
  const day = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-');
  const target = join(folder, `before-migration-from-${version}-${day}.sqlite`);
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  sqlite.prepare('VACUUM INTO ?').run(partial);
  // Looked at through this connection: the copy of SQLite that it runs on is the one that fits.
  sqlite.prepare('ATTACH ? AS copy').run(partial);
  try {
    if (sqlite.pragma('copy.integrity_check', { simple: true }) !== 'ok')
      throw new Error('the backup before the migration is damaged');
  } finally {
    sqlite.exec('DETACH copy');
  }
  renameSync(partial, target);
}
