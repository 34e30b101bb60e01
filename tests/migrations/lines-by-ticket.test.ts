import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/main/core/db/connection.ts';
import { migrate, shippedMigrations } from '../../src/main/core/db/migrate.ts';
import { tempFolder } from '../support/temp-folder.ts';

/** A file as the first version left it. */
function shopOfFirstVersion() {
  const database = openDatabase({ file: join(tempFolder(), 'tillwise.sqlite') });
  onTestFinished(() => {
    database.sqlite.close();
  });
  migrate(database, shippedMigrations().slice(0, 1), 0);
  database.sqlite.exec(`
    INSERT INTO product (id, name, name_key, source, created_at, updated_at)
      VALUES (3, 'Tea', 'tea', 'window', 0, 0), (4, 'Mug', 'mug', 'window', 0, 0);
    INSERT INTO category (id, kind, name, name_key) VALUES (2, 'product', 'Kitchen', 'kitchen');`);
  const addSale = database.sqlite.prepare(
    `INSERT INTO sale (id, number, kind, sold_at, time_known, business_date, line_count, quantity_milli,
       gross_minor, discount_minor, returns_minor, net_minor, tax_minor, tip_minor, shipping_minor,
       source, created_at, updated_at, refund_of_id)
     VALUES (?, ?, ?, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'window', 0, 0, ?)`,
  );
  addSale.run(7, 'A', 'sale', '2025-12-31', null);
  addSale.run(9, 'B', 'sale', '2026-01-01', null);
  addSale.run(10, 'C', 'refund', '2026-01-02', 7);
  const addLine = database.sqlite.prepare(
    `INSERT INTO sale_line (id, sale_id, position, product_id, category_id, quantity_milli, gross_minor,
       discount_minor, net_minor, tax_minor, cost_minor, refund_of_line_id)
     VALUES (?, ?, ?, ?, ?, 1000, ?, 0, ?, 0, ?, ?)`,
  );
  // Ids as they come about: a ticket that was changed got a line behind those of later tickets.
  addLine.run(1, 7, 0, 3, null, 300, 300, null, null);
  addLine.run(2, 9, 0, 4, 2, 900, 900, 400, null);
  addLine.run(5, 7, 1, 4, 2, 500, 500, 200, null);
  addLine.run(6, 10, 0, 4, 2, -500, -500, -200, 5);
  database.sqlite.exec(`INSERT INTO sale_tender (id, sale_id, kind, amount_minor)
    VALUES (1, 9, 'cash', 900), (2, 7, 'card', 600), (3, 7, 'cash', 200)`);
  return database;
}

describe('a file of the first version', () => {
  it('keeps its lines and tenders, each in its place on its ticket', () => {
    const database = shopOfFirstVersion();
    const lines = () =>
      database.sqlite
        .prepare(
          `SELECT sale_id, position, product_id, category_id, quantity_milli, gross_minor, net_minor, cost_minor
           FROM sale_line ORDER BY sale_id, position`,
        )
        .all();
    const tenders = () =>
      database.sqlite
        .prepare('SELECT sale_id, kind, amount_minor FROM sale_tender ORDER BY sale_id, id')
        .all();
    const before = { lines: lines(), tenders: tenders() };
    migrate(database, undefined, 0);
    expect({ lines: lines(), tenders: tenders() }).toEqual(before);
    expect(database.sqlite.pragma('foreign_key_check')).toEqual([]);
  });

  it('keeps which line a refund takes back, and learns the ten days of each', () => {
    const database = shopOfFirstVersion();
    migrate(database, undefined, 0);
    expect(
      database.sqlite
        .prepare(
          `SELECT l.sale_id, l.sold_dekad, o.sale_id AS of_sale, o.position AS of_place
           FROM sale_line l LEFT JOIN sale_line o ON o.id = l.refund_of_line_id ORDER BY l.id`,
        )
        .raw()
        .all(),
    ).toEqual([
      [7, 2025123, null, null],
      [7, 2025123, null, null],
      [9, 2026010, null, null],
      [10, 2026010, 7, 1],
    ]);
  });
});
