/** The least that storing sales durably can cost: their rows in a bare loop. */
import Sqlite from 'better-sqlite3';
import { lineDekad } from '../../src/main/core/db/by-dekad.ts';
import { partId } from '../../src/main/core/db/part-ids.ts';
import { BareSums } from './bare-sums.ts';
import { createRandom, ticket } from './shop.ts';

/**
 * Stores tickets with synchronous=FULL in a copy of a shop's file, prepared statements and nothing
 * else: ticket, lines, tender and event; no lookups, no checks.
 * @param perCommit tickets of one transaction
 * @param round counts up when the same file is used again
 * @param withSums also adds them to the sums of their day, hour, month, products and customers
 * @returns sales a second
 */
export function bareSales(
  file: string,
  sales: number,
  perCommit: number,
  round: number,
  withSums = false,
): number {
  const db = new Sqlite(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('wal_autocheckpoint = 8000');
  const addSale = db.prepare(
    `INSERT INTO sale (number, kind, sold_at, time_known, business_date, hour, customer_id, line_count,
       quantity_milli, gross_minor, discount_minor, returns_minor, net_minor, tax_minor, tip_minor,
       shipping_minor, source, created_at, updated_at)
     VALUES (?, 'sale', ?, 1, ?, 12, ?, 2, 2000, ?, 0, 0, ?, 0, 0, 0, 'api', ?, ?)`,
  );
  const addLine = db.prepare(
    `INSERT INTO sale_line (id, sold_dekad, product_id, quantity_milli, gross_minor, discount_minor,
       net_minor, tax_minor, cost_minor) VALUES (?, ?, ?, ?, ?, 0, ?, 0, 200)`,
  );
  const addTender = db.prepare('INSERT INTO sale_tender (id, kind, amount_minor) VALUES (?, ?, ?)');
  const addEvent = db.prepare(
    `INSERT INTO event (id, type, entity, entity_id, after, actor_kind, actor_name, source,
       correlation_id, occurred_at)
     VALUES (?, 'sale.created', 'sale', ?, ?, 'token', 'bare', 'api', ?, ?)`,
  );
  const sums = withSums ? new BareSums(db) : undefined;
  const one = (sold: ReturnType<typeof ticket>, number: number) => {
    const now = Date.now();
    const today = new Date(now).toISOString().slice(0, 10);
    const net = sold.lines.reduce((sum, line) => sum + Math.round(line.amount * 100), 0);
    const customer = sold.customer_id ? Number(sold.customer_id.slice(1)) : null;
    const id = Number(
      addSale.run(`B${number}`, now, today, customer, net, net, now, now).lastInsertRowid,
    );
    sold.lines.forEach((line, position) => {
      const minor = Math.round(line.amount * 100);
      const product = Number(line.product_name.slice(8));
      addLine.run(
        partId(id, position),
        lineDekad(today),
        product,
        line.quantity * 1000,
        minor,
        minor,
      );
    });
    addTender.run(partId(id, 0), 'card', net);
    sums?.add({
      day: today,
      hour: 12,
      customer,
      lines: sold.lines.map((line) => ({
        product: Number(line.product_name.slice(8)),
        quantityMilli: line.quantity * 1000,
        netMinor: Math.round(line.amount * 100),
        costMinor: 200,
      })),
    });
    addEvent.run(`bare-${number}`, String(id), JSON.stringify(sold), `bare-${number}`, now);
  };
  const together = db.transaction((from: number) => {
    for (const [place, sold] of tickets.slice(from, from + perCommit).entries())
      one(sold, round * sales + from + place);
    sums?.flush();
  });
  const random = createRandom(3 + round);
  const tickets = Array.from({ length: sales }, () => ticket(random));
  const started = performance.now();
  for (let from = 0; from < sales; from += perCommit) together.immediate(from);
  const rate = (sales * 1000) / (performance.now() - started);
  db.close();
  return rate;
}
