/** Products, customers and expenses as rows of their templates, in the order in which they came. */
import type Sqlite from 'better-sqlite3';
import { csvLine, decimalCell, textCell } from './csv-text.ts';
import type { ExportJob } from './export-job.ts';

const AT_ONCE = 1000;

interface ProductRow {
  id: number;
  sku: string | null;
  barcode: string | null;
  name: string;
  category: string | null;
  price_minor: number | null;
  cost_minor: number | null;
}

export function* productRows(sqlite: Sqlite.Database, { digits }: ExportJob): Generator<string> {
  yield csvLine(['sku', 'barcode', 'name', 'category', 'price', 'cost']);
  const page = sqlite.prepare<[number], ProductRow>(
    `SELECT p.id, p.sku, p.barcode, p.name, c.name AS category, p.price_minor, p.cost_minor
     FROM product p LEFT JOIN category c ON c.id = p.category_id
     WHERE p.id > ? AND p.deleted_at IS NULL ORDER BY p.id LIMIT ${AT_ONCE}`,
  );
  for (const row of pages(page)) {
    yield csvLine([
      textCell(row.sku),
      textCell(row.barcode),
      textCell(row.name),
      textCell(row.category),
      decimalCell(row.price_minor, digits),
      decimalCell(row.cost_minor, digits),
    ]);
  }
}

interface CustomerRow {
  id: number;
  code: string;
  name: string;
  email: string | null;
  phone: string | null;
  address: string | null;
  notes: string | null;
  birthday: string | null;
}

export function* customerRows(sqlite: Sqlite.Database): Generator<string> {
  yield csvLine(['id', 'name', 'email', 'phone', 'address', 'notes', 'birthday']);
  const page = sqlite.prepare<[number], CustomerRow>(
    `SELECT id, code, name, email, phone, address, notes, birthday FROM customer
     WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ${AT_ONCE}`,
  );
  for (const { id: _id, ...row } of pages(page)) yield csvLine(Object.values(row).map(textCell));
}

interface ExpenseRow {
  id: number;
  business_date: string;
  description: string;
  amount_minor: number;
  category: string | null;
  supplier: string | null;
  tender: string | null;
}

export function* expenseRows(
  sqlite: Sqlite.Database,
  { digits, first, last }: ExportJob,
): Generator<string> {
  yield csvLine(['date', 'description', 'amount', 'category', 'supplier', 'tender', 'record']);
  const page = sqlite.prepare<[number, string, string], ExpenseRow>(
    `SELECT e.id, e.business_date, e.description, e.amount_minor, c.name AS category, e.supplier, e.tender
     FROM expense e LEFT JOIN category c ON c.id = e.category_id
     WHERE e.id > ? AND e.deleted_at IS NULL AND e.business_date BETWEEN ? AND ?
     ORDER BY e.id LIMIT ${AT_ONCE}`,
  );
  // Tells our own file from others: what was typed counts as there when it comes back.
  let record = 0;
  for (const row of pages(page, first ?? '', last ?? '9999')) {
    record++;
    yield csvLine([
      row.business_date,
      textCell(row.description),
      decimalCell(row.amount_minor, digits),
      textCell(row.category),
      textCell(row.supplier),
      textCell(row.tender),
      String(record),
    ]);
  }
}

function* pages<Row extends { id: number }, More extends unknown[]>(
  page: Sqlite.Statement<[number, ...More], Row>,
  ...more: More
): Generator<Row> {
  for (let after = 0; ; ) {
    const rows = page.all(after, ...more);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
    after = last.id;
  }
}
