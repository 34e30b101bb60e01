/** KPIs the slow way: what a report must say, computed from every ticket and line. */
import { z } from 'zod';
import type { TestCore } from './test-core.ts';

const storedTickets = z.array(
  z.object({
    id: z.number(),
    kind: z.string(),
    business_date: z.string(),
    sold_at: z.number(),
    customer_id: z.number().nullable(),
    net_minor: z.number(),
  }),
);
const storedLines = z.array(
  z.object({ business_date: z.string(), product_id: z.number(), net_minor: z.number() }),
);

/** The figures of a span by the definitions, straight from the rows. */
export function kpisFromRows({ core }: TestCore, start: string, end: string) {
  const { sqlite } = core.database;
  const tickets = storedTickets.parse(
    sqlite
      .prepare(
        `SELECT s.id, s.kind, s.business_date, s.sold_at, s.net_minor, c.id AS customer_id FROM sale s
         LEFT JOIN customer c ON c.id = s.customer_id AND c.deleted_at IS NULL
         WHERE s.deleted_at IS NULL`,
      )
      .all(),
  );
  const lines = storedLines
    .parse(
      sqlite
        .prepare(
          `SELECT s.business_date, l.product_id, l.net_minor FROM sale_line l
           JOIN sale s ON s.id = l.sale_id WHERE s.deleted_at IS NULL`,
        )
        .all(),
    )
    .filter((line) => start <= line.business_date && line.business_date <= end);
  const inside = tickets.filter((sale) => start <= sale.business_date && sale.business_date <= end);
  const purchases = new Map<number, string[]>();
  for (const sale of tickets) {
    if (sale.kind !== 'sale' || sale.customer_id === null) continue;
    purchases.set(
      sale.customer_id,
      [...(purchases.get(sale.customer_id) ?? []), sale.business_date].sort(),
    );
  }
  const within = (date: string | undefined) => date !== undefined && start <= date && date <= end;
  const histories = [...purchases.values()];
  const products = new Map<number, number>();
  for (const line of lines) {
    products.set(line.product_id, (products.get(line.product_id) ?? 0) + line.net_minor);
  }
  return {
    net_sales: inside.reduce((sum, sale) => sum + sale.net_minor, 0) / 100,
    transactions: inside.filter((sale) => sale.kind === 'sale').length,
    active: histories.filter((dates) => dates.some(within)).length,
    new: histories.filter((dates) => within(dates[0])).length,
    // A purchase in the span that is not the customer's first.
    returning: histories.filter((dates) => dates.slice(1).some(within)).length,
    repeat: histories.filter((dates) => dates.length >= 2).length,
    anonymous:
      inside
        .filter((sale) => sale.customer_id === null)
        .reduce((sum, sale) => sum + sale.net_minor, 0) / 100,
    products: [...products]
      .sort(([a, x], [b, y]) => y - x || a - b)
      .map(([id, net]) => ({ id, net: net / 100 })),
  };
}
