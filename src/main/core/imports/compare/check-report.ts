/** What a staged and compared file would do to the shop, in figures. */
import type Sqlite from 'better-sqlite3';
import type { ImportKind } from '../../../../shared/schemas/import.ts';
import type { ImportCheck } from '../../../../shared/schemas/import-check.ts';
import type { StageTotals } from '../stage/stage-file.ts';
import { badRows, countSuggestions } from './bad-rows.ts';
import { changedTickets } from './changed-tickets.ts';
import { nearMatches } from './near-matches.ts';

const SHOWN_BAD_ROWS = 500;
const SHOWN_TICKETS = 200;

/** What an import stores, by kind. */
const RECORDS = {
  sales: 'ticket',
  customers: 'customer',
  expenses: 'expense',
  products: 'listed_product',
} as const;

/** Products that the import would make, by kind. */
const NEW_PRODUCTS: Readonly<Record<ImportKind, string>> = {
  sales:
    'SELECT COUNT(*) FROM stage.product WHERE used AND id NOT IN (SELECT stage_id FROM temp.known_product)',
  customers: 'SELECT 0',
  expenses: 'SELECT 0',
  products: `SELECT COUNT(DISTINCT COALESCE('s' || p.sku, 'b' || p.barcode, 'n' || p.name_key))
    FROM stage.listed_product p
    WHERE p.id NOT IN (SELECT seen FROM temp.known_listed)`,
};

export interface ReportOptions {
  kind: ImportKind;
  totals: StageTotals;
  judged: JudgedRows;
  /** Decimals of the currency. */
  digits: number;
}

interface Judged {
  records: number;
  rows: number;
  deleted: number;
}

/** Records that are not stored because the shop has them. */
export interface JudgedRows {
  same: Judged;
  /** With another content. */
  changed: Judged;
}

/** Needs the verdicts made and the records chosen. */
export function checkReport(
  both: Sqlite.Database,
  { kind, totals, judged, digits }: ReportOptions,
): ImportCheck {
  const number = (sql: string) => both.prepare<[], number>(sql).pluck().get() ?? 0;
  const major = (minor: number) => minor / 10 ** digits;
  return {
    rows: totals.rows,
    stored_rows:
      totals.rows - totals.badRows - totals.excludedRows - judged.same.rows - judged.changed.rows,
    bad_rows: totals.badRows,
    bad: badRows(both, { offset: 0, limit: SHOWN_BAD_ROWS }),
    suggestions: countSuggestions(both),
    excluded: both
      .prepare<[], { reason: string; rows: number }>(
        'SELECT reason, COUNT(*) AS rows FROM stage.excluded_row GROUP BY reason ORDER BY rows DESC',
      )
      .all(),
    rounded_lines: totals.rounded,
    totals: {
      records:
        number(`SELECT COUNT(*) FROM stage.${RECORDS[kind]}`) -
        (kind === 'customers' || kind === 'products' ? judged.same.records : 0),
      ...moneyOf(both, kind, major),
      new_products: number(NEW_PRODUCTS[kind]),
      new_customers:
        kind === 'sales'
          ? number(
              'SELECT COUNT(*) FROM stage.buyer WHERE used AND id NOT IN (SELECT stage_id FROM temp.known_buyer)',
            )
          : kind === 'customers'
            ? number(
                'SELECT COUNT(DISTINCT code) FROM stage.customer WHERE code NOT IN (SELECT code FROM main.customer)',
              )
            : 0,
    },
    already_there: judged.same,
    changed: {
      records: judged.changed.records,
      rows: judged.changed.rows,
      tickets:
        judged.changed.records > 0
          ? changedTickets(both, (minor) => major(minor).toFixed(digits), {
              offset: 0,
              limit: SHOWN_TICKETS,
            })
          : [],
    },
    ...(kind === 'sales' ? nearMatches(both) : { near_matches: [], names_not_compared: 0 }),
  };
}

/** Works on the staging file alone. */
export function judgedRows(stage: Sqlite.Database, kind: ImportKind): JudgedRows {
  const none = { records: 0, rows: 0, deleted: 0 };
  // Lists bring records up to date; only a ticket or an expense can be chosen all the same.
  const chosen = kind === 'sales' || kind === 'expenses';
  const rows = kind === 'sales' ? 'COALESCE(SUM(t.row_count), 0)' : 'COUNT(*)';
  const count = stage.prepare<[string], Judged>(
    `SELECT COUNT(*) AS records, ${rows} AS rows, COALESCE(SUM(v.deleted), 0) AS deleted
     FROM verdict v ${chosen ? 'JOIN chosen c ON c.seen = v.seen' : ''}
     ${kind === 'sales' ? 'JOIN summed_ticket t ON t.seen = v.seen' : ''}
     WHERE v.verdict = ? ${chosen ? "AND c.choice NOT IN ('add', 'replace')" : ''}`,
  );
  return { same: count.get('same') ?? none, changed: count.get('changed') ?? none };
}

function moneyOf(both: Sqlite.Database, kind: ImportKind, major: (minor: number) => number) {
  const nothing = {
    lines: 0,
    refunds: 0,
    net_sales: 0,
    refunded: 0,
    first_date: null,
    last_date: null,
  };
  if (kind !== 'sales' && kind !== 'expenses') return nothing;
  const sums = both
    .prepare<
      [],
      {
        lines: number;
        refunds: number;
        net: number;
        refunded: number;
        first_date: string | null;
        last_date: string | null;
      }
    >(
      kind === 'sales'
        ? `SELECT COALESCE(SUM(line_count), 0) AS lines, COALESCE(SUM(kind = 'refund'), 0) AS refunds, COALESCE(SUM(net_minor), 0) AS net,
             COALESCE(SUM(returns_minor), 0) AS refunded,
             MIN(business_date) AS first_date, MAX(business_date) AS last_date FROM stage.ticket`
        : `SELECT 0 AS lines, 0 AS refunds, COALESCE(SUM(amount_minor), 0) AS net, 0 AS refunded,
             MIN(business_date) AS first_date, MAX(business_date) AS last_date FROM stage.expense`,
    )
    .get();
  if (!sums) return nothing;
  return {
    lines: sums.lines,
    refunds: sums.refunds,
    net_sales: major(sums.net),
    refunded: major(Math.abs(sums.refunded)),
    first_date: sums.first_date,
    last_date: sums.last_date,
  };
}
