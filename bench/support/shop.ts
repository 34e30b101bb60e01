/** Tickets as a till sends them, the same in every run, and a shop that is full of them. */
import { join } from 'node:path';
import { type Context, OWNER } from '../../src/main/core/context.ts';
import { createCore } from '../../src/main/core/core.ts';
import { lineDekad } from '../../src/main/core/db/by-dekad.ts';
import { partId } from '../../src/main/core/db/part-ids.ts';
import type { SaleFacts } from '../../src/main/core/kpi/index.ts';
import { addDays } from '../../src/shared/lib/business-day.ts';

const PRODUCTS = 2000;
const CUSTOMERS = 20_000;
const DAYS = 3 * 365;
const quiet = { info() {}, warn() {}, error() {} };

/** The same numbers in every run, 0 to 1. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Few products and few customers make most of the sales. */
function skewed(random: () => number, count: number): number {
  return 1 + Math.floor(random() ** 2.2 * count);
}

/** A ticket of two lines, every second one of a known customer, paid by card. */
export function ticket(random: () => number) {
  const lines = [1, 2].map(() => ({
    product_name: `Product ${skewed(random, PRODUCTS)}`,
    quantity: 1 + Math.floor(random() * 3),
    amount: (100 + Math.floor(random() * 3000)) / 100,
  }));
  return {
    ...(random() < 0.5 ? { customer_id: `C${skewed(random, CUSTOMERS)}` } : {}),
    tender: 'card',
    lines,
  };
}

/** Makes a shop with products and customers, and `sales` tickets over three years up to today. */
export async function fillShop(dataDir: string, sales: number): Promise<void> {
  const core = createCore({ dataDir, clock: Date.now, log: quiet });
  const { sqlite } = core.database;
  sqlite.pragma('synchronous = OFF');
  sqlite.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${PRODUCTS})
    INSERT INTO product (id, name, name_key, price_minor, cost_minor, source, created_at, updated_at)
      SELECT i, 'Product ' || i, 'product ' || i, 500, 200, 'import', 0, 0 FROM n;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${CUSTOMERS})
    INSERT INTO customer (id, code, name, name_key, vip_since, source, created_at, updated_at)
      SELECT i, 'C' || i, 'Customer ' || i, 'customer ' || i, 0, 'import', 0, 0 FROM n;`);
  const addSale = sqlite.prepare(
    `INSERT INTO sale (id, number, kind, sold_at, time_known, business_date, hour, customer_id, line_count,
       quantity_milli, gross_minor, discount_minor, returns_minor, net_minor, tax_minor, tip_minor,
       shipping_minor, source, created_at, updated_at)
     VALUES (?, ?, 'sale', ?, 1, ?, ?, ?, 2, 2000, ?, 0, 0, ?, 0, 0, 0, 'import', ?, ?)`,
  );
  const addLine = sqlite.prepare(
    `INSERT INTO sale_line (id, sold_dekad, product_id, quantity_milli, gross_minor, discount_minor,
       net_minor, tax_minor, cost_minor) VALUES (?, ?, ?, 1000, ?, 0, ?, 0, ?)`,
  );
  const random = createRandom(7);
  const now = Date.now();
  const today = new Date(now).toISOString().slice(0, 10);
  const ctx: Context = { actor: OWNER, source: 'import', correlationId: 'bench', now };
  const perDay = Math.ceil(sales / DAYS);
  for (let id = 1, day = DAYS - 1; id <= sales; day--) {
    const business_date = addDays(today, -day);
    const opens = Date.parse(`${business_date}T09:00:00Z`);
    core.write(ctx, (tx) => {
      const facts: SaleFacts[] = [];
      for (const last = Math.min(sales, id + perDay - 1); id <= last; id++) {
        const at = opens + Math.floor(random() * 10 * 3_600_000);
        const customer_id = random() < 0.5 ? skewed(random, CUSTOMERS) : null;
        const lines = [0, 1].map(() => {
          const gross_minor = 100 + Math.floor(random() * 3000);
          return {
            product_id: skewed(random, PRODUCTS),
            quantity_milli: 1000,
            gross_minor,
            discount_minor: 0,
            net_minor: gross_minor,
            tax_minor: 0,
            cost_minor: Math.floor(gross_minor / 2),
          };
        });
        const net = lines.reduce((sum, line) => sum + line.net_minor, 0);
        const hour = new Date(at).getUTCHours();
        addSale.run(id, String(id), at, business_date, hour, customer_id, net, net, now, now);
        lines.forEach(({ product_id, gross_minor, cost_minor }, position) => {
          const dekad = lineDekad(business_date);
          addLine.run(
            partId(id, position),
            dekad,
            product_id,
            gross_minor,
            gross_minor,
            cost_minor,
          );
        });
        const none = { tip_minor: 0, shipping_minor: 0 };
        facts.push({ kind: 'sale', business_date, hour, customer_id, ...none, lines });
      }
      core.kpis.applySales(tx, facts, 1);
    });
  }
  await core.close();
}

/** Where the shop's file is. */
export function shopFile(dataDir: string): string {
  return join(dataDir, 'tillwise.sqlite');
}
