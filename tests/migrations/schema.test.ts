import { join } from 'node:path';
import { getTableColumns, getTableName } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/sqlite-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../src/main/core/db/connection.ts';
import { migrate } from '../../src/main/core/db/migrate.ts';
import * as schema from '../../src/main/core/db/schema/schema.ts';
import { tempFolder } from '../support/temp-folder.ts';

function migrated() {
  const database = openDatabase({ file: join(tempFolder(), 'tillwise.sqlite') });
  onTestFinished(() => {
    database.sqlite.close();
  });
  migrate(database, undefined, 0);
  return database.sqlite;
}

const tableList = z.array(
  z.object({ name: z.string(), type: z.string(), strict: z.number(), wr: z.number() }),
);
const columnList = z.array(
  z.object({ name: z.string(), type: z.string(), notnull: z.number(), pk: z.number() }),
);

describe('the migrated file', () => {
  it('has every table strict', () => {
    const tables = tableList
      .parse(migrated().pragma('table_list'))
      .filter((table) => table.type === 'table' && !table.name.startsWith('sqlite_'));
    expect(tables.filter((table) => table.strict !== 1)).toEqual([]);
    expect(tables.map((table) => table.name).sort()).toEqual(
      [...Object.values(schema).map(getTableName), 'migration'].sort(),
    );
  });

  it.each(Object.values(schema).map((table) => [getTableName(table), table] as const))(
    'has %s with the columns and indexes that the code knows',
    (name, table) => {
      const sqlite = migrated();
      const stored = columnList
        .parse(sqlite.pragma(`table_xinfo(${name})`))
        .map((column) => [
          column.name,
          column.type.toLowerCase(),
          column.notnull === 1 || column.pk > 0,
        ]);
      const known = Object.values(getTableColumns(table)).map((column) => [
        column.name,
        column.getSQLType(),
        column.notNull || column.primary,
      ]);
      expect(stored.sort()).toEqual(known.sort());

      const indexes = z
        .array(z.object({ name: z.string(), unique: z.number(), origin: z.string() }))
        .parse(sqlite.pragma(`index_list(${name})`))
        .filter((index) => index.origin === 'c')
        .map((index) => [index.name, index.unique === 1]);
      expect(indexes.sort()).toEqual(
        getTableConfig(table)
          .indexes.map((index) => [index.config.name, index.config.unique])
          .sort(),
      );
    },
  );

  it('deletes no business rows by cascade', () => {
    const sqlite = migrated();
    for (const table of Object.values(schema)) {
      const keys = z
        .array(z.object({ on_delete: z.string() }))
        .parse(sqlite.pragma(`foreign_key_list(${getTableName(table)})`));
      expect(keys.filter((key) => key.on_delete !== 'NO ACTION')).toEqual([]);
    }
  });

  it('has an event log that only grows', () => {
    const sqlite = migrated();
    sqlite.exec(
      `INSERT INTO event (id, type, entity, entity_id, actor_kind, actor_name, source, correlation_id, occurred_at)
       VALUES ('1', 'sale.created', 'sale', '1', 'owner', 'You', 'window', 'c', 0)`,
    );
    expect(() => sqlite.exec("UPDATE event SET type = 'x'")).toThrow('append-only');
    expect(() => sqlite.exec('DELETE FROM event')).toThrow('append-only');
    expect(() => sqlite.exec('REPLACE INTO event SELECT * FROM event')).toThrow('append-only');
  });
});
