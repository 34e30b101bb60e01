/** Applies the owner's choices: what the copy will take of the staged records. */
import type Sqlite from 'better-sqlite3';
import type { ImportKind } from '../../../../shared/schemas/import.ts';
import type { ImportChoices } from '../../../../shared/schemas/import-check.ts';
import { lineDekadOf } from '../../db/by-dekad.ts';
import type { KnownOtherwise } from './known-names.ts';

/**
 * The tickets that are to be stored, in the order of their time, each with the sale it replaces. One
 * of an exported file says everything: what it leaves empty is not filled in from the product.
 */
const CHOOSE_TICKETS = `
CREATE TABLE main.ticket AS
SELECT t.*, ${lineDekadOf('t.business_date')} AS dekad,
  EXISTS (SELECT 1 FROM ticket_detail d WHERE d.ticket = t.seen AND d.record IS NOT NULL) AS says_all,
  CASE WHEN v.choice = 'replace' AND v.deleted = 0 THEN v.stored_id END AS replaces
FROM summed_ticket t LEFT JOIN chosen v ON v.seen = t.seen
WHERE v.seen IS NULL OR v.choice IN ('add', 'replace')
ORDER BY t.sold_at, t.seen;
`;

/** What the copy would else look through all tickets for, on the main thread. */
const TELL_OF_TICKETS = `
DROP TABLE IF EXISTS ticket_summary;
CREATE TABLE ticket_summary AS
SELECT COALESCE(SUM(net_minor), 0) AS net_minor, MIN(business_date) AS first_date,
  MAX(business_date) AS last_date FROM main.ticket;
DROP TABLE IF EXISTS refund_link;
CREATE TABLE refund_link AS
SELECT t.rowid AS refund, o.rowid AS original FROM ticket_detail d
CROSS JOIN ticket_detail e ON e.record = d.refund_of
CROSS JOIN main.ticket t ON t.seen = d.ticket
CROSS JOIN main.ticket o ON o.seen = e.ticket
WHERE d.refund_of IS NOT NULL
UNION ALL
SELECT t.rowid, o.rowid FROM given_back g
CROSS JOIN main.ticket t ON t.seen = g.refund
CROSS JOIN main.ticket o ON o.seen = g.original
ORDER BY 1;
`;

const CHOOSE_EXPENSES = `
CREATE TABLE main.expense AS
SELECT e.* FROM seen_expense e LEFT JOIN chosen v ON v.seen = e.id
WHERE v.seen IS NULL OR v.choice = 'add' ORDER BY e.id;
DROP TABLE IF EXISTS expense_summary;
CREATE TABLE expense_summary AS
SELECT MIN(business_date) AS first_date, MAX(business_date) AS last_date FROM main.expense;
`;

/** Names that only rows name which are left out are not made. */
const MARK_USED = `
UPDATE product SET used = id IN (SELECT DISTINCT l.product FROM ticket t JOIN line l ON l.ticket = t.seen);
UPDATE buyer SET used = id IN (SELECT DISTINCT buyer FROM ticket WHERE buyer IS NOT NULL);
`;

/**
 * Works on the staging file alone. Needs the verdicts kept in it.
 * @param knownOtherwise customers that are known by their e-mail address or name; what the owner chose goes before
 */
export function chooseRecords(
  stage: Sqlite.Database,
  kind: ImportKind,
  choices: ImportChoices,
  knownOtherwise: readonly KnownOtherwise[],
): void {
  stage.exec(
    'DROP TABLE IF EXISTS chosen_match; CREATE TABLE chosen_match (entity TEXT, stage_id INTEGER, id INTEGER, PRIMARY KEY (entity, stage_id))',
  );
  const match = stage.prepare('INSERT OR REPLACE INTO chosen_match VALUES (?, ?, ?)');
  for (const { stage_id, id } of knownOtherwise) match.run('customer', stage_id, id);
  for (const { kind: entity, in_file, stored_id } of choices.matches)
    match.run(entity, in_file, stored_id);
  if (kind !== 'sales' && kind !== 'expenses') return;
  stage.exec(
    'DROP TABLE IF EXISTS chosen; CREATE TABLE chosen (seen INTEGER PRIMARY KEY, stored_id INTEGER, deleted INTEGER, choice TEXT)',
  );
  stage
    .prepare(
      `INSERT INTO chosen SELECT seen, stored_id, deleted, CASE verdict WHEN 'same' THEN ? ELSE ? END FROM verdict`,
    )
    .run(choices.already_there, choices.changed);
  const chooseOne = stage.prepare(
    `UPDATE chosen SET choice = ? WHERE stored_id = ? AND seen IN (SELECT seen FROM verdict WHERE verdict = 'changed')`,
  );
  for (const { sale_id, choice } of choices.changed_tickets) chooseOne.run(choice, sale_id);
  if (kind === 'sales') {
    stage.exec(`UPDATE chosen SET choice = 'keep' WHERE choice = 'replace'
         AND seen IN (SELECT seen FROM verdict WHERE refunded)`);
    stage.exec('DROP TABLE IF EXISTS main.ticket');
    stage.exec(CHOOSE_TICKETS);
    stage.exec(TELL_OF_TICKETS);
    if (hasRows(stage, 'chosen')) stage.exec(MARK_USED);
  } else {
    // The shop has a table of that name, too.
    stage.exec('DROP TABLE IF EXISTS main.expense');
    stage.exec(CHOOSE_EXPENSES);
  }
}

function hasRows(stage: Sqlite.Database, table: string): boolean {
  return stage.prepare<[], number>(`SELECT EXISTS (SELECT 1 FROM ${table})`).pluck().get() === 1;
}
