/**
 * The staging file: rows of one import, read and checked, in a small SQLite file of their own. The
 * worker thread writes it, the main thread attaches it and copies; the shop's file never has a
 * second writer.
 */
import Sqlite from 'better-sqlite3';
import { SUMS_OF_LINES } from '../../kpi/row-measures.ts';
import { DETAIL_TABLES, nameUnfitTenders } from './ticket-details.ts';

const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE problem (id INTEGER PRIMARY KEY, row INTEGER, column TEXT, value TEXT, reason TEXT, suggestion TEXT);
CREATE TABLE header (position INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE bad_row (row INTEGER PRIMARY KEY, cells TEXT NOT NULL);
CREATE TABLE excluded_row (row INTEGER PRIMARY KEY, reason TEXT NOT NULL);
CREATE TABLE category (id INTEGER PRIMARY KEY, name TEXT, name_key TEXT UNIQUE);
CREATE TABLE staff (id INTEGER PRIMARY KEY, name TEXT, name_key TEXT UNIQUE);
CREATE TABLE product (
  id INTEGER PRIMARY KEY, key TEXT UNIQUE, sku TEXT, barcode TEXT, name TEXT, name_key TEXT,
  named INTEGER, category INTEGER, used INTEGER NOT NULL DEFAULT 1, known_cost INTEGER
);
CREATE TABLE buyer (
  id INTEGER PRIMARY KEY, code TEXT UNIQUE, name TEXT, used INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE ticket_rows (ticket INTEGER PRIMARY KEY, rows INTEGER NOT NULL);
CREATE TABLE seen_ticket (
  id INTEGER PRIMARY KEY, first_row INTEGER, number TEXT, kind TEXT, sold_at INTEGER,
  time_known INTEGER, business_date TEXT, hour INTEGER, buyer INTEGER, staff INTEGER, channel TEXT,
  tender TEXT
);
CREATE INDEX seen_ticket_number ON seen_ticket (number, business_date) WHERE number IS NOT NULL;
CREATE TABLE ticket_amounts (
  ticket INTEGER PRIMARY KEY, discount INTEGER, tax INTEGER, shipping INTEGER, tip INTEGER,
  refunded INTEGER
);
CREATE TABLE line (
  ticket INTEGER, position INTEGER, product INTEGER, category INTEGER, quantity_milli INTEGER,
  gross_minor INTEGER, discount_minor INTEGER, tax_minor INTEGER, cost_minor INTEGER,
  PRIMARY KEY (ticket, position)
) WITHOUT ROWID;
CREATE TABLE customer (
  id INTEGER PRIMARY KEY, code TEXT, name TEXT, email TEXT, phone TEXT, address TEXT, notes TEXT,
  birthday TEXT
);
CREATE TABLE listed_product (
  id INTEGER PRIMARY KEY, sku TEXT, barcode TEXT, name TEXT, name_key TEXT, category INTEGER,
  price_minor INTEGER, cost_minor INTEGER
);
CREATE TABLE seen_expense (
  id INTEGER PRIMARY KEY, business_date TEXT, description TEXT, amount_minor INTEGER,
  category INTEGER, supplier TEXT, tender TEXT
);
`;

/** Tickets with their sums, in the order of the file. */
const SUM_TICKETS = `
CREATE TABLE summed_ticket AS
SELECT t.id AS seen, t.first_row, t.number,
  COALESCE(t.kind, CASE WHEN s.net_minor < 0 THEN 'refund' ELSE 'sale' END) AS kind,
  t.sold_at, t.time_known, t.business_date, t.hour, t.buyer, t.staff, t.channel, t.tender,
  s.line_count, s.quantity_milli, s.sold_milli, s.gross_minor, s.discount_minor, s.returns_minor,
  s.net_minor, s.tax_minor, s.cost_minor, s.costed_net_minor,
  CASE WHEN COALESCE(t.kind = 'refund', s.net_minor < 0) THEN -1 ELSE 1 END * COALESCE(a.tip, 0) AS tip_minor,
  CASE WHEN COALESCE(t.kind = 'refund', s.net_minor < 0) THEN -1 ELSE 1 END * COALESCE(a.shipping, 0) AS shipping_minor,
  COALESCE(r.rows, s.line_count) AS row_count
FROM seen_ticket t
LEFT JOIN ticket_amounts a ON a.ticket = t.id
JOIN (
  SELECT ticket, COUNT(*) AS line_count, SUM(quantity_milli) AS quantity_milli, ${SUMS_OF_LINES}
  FROM (SELECT *, gross_minor - discount_minor AS net_minor FROM line) l GROUP BY ticket
) s ON s.ticket = t.id
LEFT JOIN ticket_rows r ON r.ticket = t.id;
`;

/** The counts of a staged file. rows = stored + bad + excluded. */
export interface StageTotals {
  /** Data rows of the file, whatever became of them. */
  rows: number;
  badRows: number;
  /** Rows left out on purpose, each with its reason. */
  excludedRows: number;
  /** Lines whose amount was rounded. */
  rounded: number;
  /** Units of work that the copy goes through: tickets, customers or expenses. */
  units: number;
}

/** Pages kept in memory, KB. */
const CACHE_KB = 8192;
/** From this size on a staging file goes to the disk piece by piece. */
const LARGE_BYTES = 8 * 1024 * 1024;

/** Makes the file. */
export function createStage(path: string, nativeBinding: string | undefined): Sqlite.Database {
  const stage = new Sqlite(path, nativeBinding ? { nativeBinding } : {});
  stage.pragma('page_size = 8192');
  configure(stage);
  // Nobody else looks at it before it is complete.
  stage.pragma('locking_mode = EXCLUSIVE');
  stage.exec(SCHEMA);
  stage.exec(DETAIL_TABLES);
  stage.exec('BEGIN');
  return stage;
}

/** Ends a piece of a file that is being made; the next one begins. */
export function endPiece(stage: Sqlite.Database): void {
  stage.exec('COMMIT');
  waitForDisk(stage);
  stage.exec('BEGIN');
}

/** Adds up what was staged and writes the counts; the file is complete exactly when they are there. */
export function completeStage(
  stage: Sqlite.Database,
  headers: readonly string[],
  counts: Omit<StageTotals, 'units'>,
): void {
  stage.exec(SUM_TICKETS);
  stage.exec('CREATE INDEX staged_product_name ON product (name_key)');
  nameUnfitTenders(stage);
  const addHeader = stage.prepare('INSERT INTO header (position, name) VALUES (?, ?)');
  for (const [position, name] of headers.entries()) addHeader.run(position, name);
  for (const [key, value] of Object.entries(counts)) saveMeta(stage, key, value);
  stage.exec('COMMIT');
}

/** A complete staging file, opened again. */
export function openStage(path: string, nativeBinding: string | undefined): Sqlite.Database {
  const stage = new Sqlite(path, {
    fileMustExist: true,
    ...(nativeBinding ? { nativeBinding } : {}),
  });
  configure(stage);
  return stage;
}

export function saveMeta(stage: Sqlite.Database, key: string, value: number): void {
  stage.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)').run(key, value);
}

export function readTotals(stage: Sqlite.Database): StageTotals {
  const meta = new Map(
    stage
      .prepare<[], { key: string; value: number }>('SELECT key, value FROM meta')
      .all()
      .map(({ key, value }) => [key, value]),
  );
  const count = (key: keyof StageTotals) => meta.get(key) ?? 0;
  return {
    rows: count('rows'),
    badRows: count('badRows'),
    excludedRows: count('excludedRows'),
    rounded: count('rounded'),
    units: count('units'),
  };
}

/** As fast as can be, for a crash only costs the import. */
function configure(stage: Sqlite.Database): void {
  stage.pragma('journal_mode = OFF');
  stage.pragma(`cache_size = -${CACHE_KB}`);
  waitForDisk(stage);
}

/**
 * Commits of a large file wait for the disk, those of a small one do not. What the system holds back it
 * writes some seconds later in one go, and a till whose sale has to be on the disk waits for all of it.
 */
function waitForDisk(stage: Sqlite.Database): void {
  const pages = Number(stage.pragma('page_count', { simple: true }));
  const bytes = pages * Number(stage.pragma('page_size', { simple: true }));
  stage.pragma(`synchronous = ${bytes < LARGE_BYTES ? 'OFF' : 'NORMAL'}`);
}
