import Sqlite from 'better-sqlite3';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { prepareUnchecked } from './unchecked-statement.ts';

let sqlite: Sqlite.Database;

beforeEach(() => {
  sqlite = new Sqlite(':memory:');
  onTestFinished(() => void sqlite.close());
  sqlite.pragma('foreign_keys = ON');
  sqlite.exec(`
    CREATE TABLE product (id INTEGER PRIMARY KEY);
    CREATE TABLE line (product_id INTEGER NOT NULL REFERENCES product(id));
  `);
});

const INSERT = 'INSERT INTO line (product_id) VALUES (?)';

it('spares this statement alone the look at what it points to', () => {
  const before = sqlite.prepare<[number]>(INSERT);
  const unchecked = prepareUnchecked<[number]>(sqlite, INSERT);
  const after = sqlite.prepare<[number]>(INSERT);
  for (let product = 1; product <= 3; product++) expect(unchecked.run(product).changes).toBe(1);
  for (const checked of [before, after])
    expect(() => checked.run(9)).toThrow('FOREIGN KEY constraint failed');
  expect(sqlite.pragma('foreign_key_check')).toHaveLength(3);
});

it('leaves the connection as strict as it was when the statement is wrong', () => {
  expect(() => prepareUnchecked(sqlite, 'INSERT INTO nowhere VALUES (1)')).toThrow('nowhere');
  expect(() => sqlite.prepare(INSERT).run(9)).toThrow('FOREIGN KEY constraint failed');
});
