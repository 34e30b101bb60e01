/**
 * Adds up the chosen tickets before they are copied, so that the main thread only has to store the
 * sums. They stand in blocks: neighbouring tickets of one day, which are always copied together.
 */
import type Sqlite from 'better-sqlite3';
import { LINE_MEASURES } from '../../kpi/row-measures.ts';
import { LINE_COST } from '../stage/line-cost.ts';
import type { KnownCost } from './known-names.ts';

/** Lines of a block, about; a slow computer stores them well within the turn of one step. */
const BLOCK_LINES = 2500;
/** Blocks of a transaction: what the disk gets in one go is a few MB. */
const AT_ONCE = 64;

const TABLES = `
DROP TABLE IF EXISTS block;
DROP TABLE IF EXISTS block_product;
DROP TABLE IF EXISTS known_cost;
CREATE TABLE block (
  first INTEGER PRIMARY KEY, last INTEGER NOT NULL, day TEXT NOT NULL, lines INTEGER NOT NULL
);
CREATE TABLE block_product (
  block INTEGER, product INTEGER, lines INTEGER, quantity_milli INTEGER, net_minor INTEGER,
  cost_minor INTEGER, costed_net_minor INTEGER, PRIMARY KEY (block, product)
) WITHOUT ROWID;
CREATE TABLE known_cost (
  ticket INTEGER PRIMARY KEY, cost_minor INTEGER NOT NULL, costed_net_minor INTEGER NOT NULL
);
`;

/** What lines cost whose own file does not say it, by ticket. */
const ADD_KNOWN_COSTS = `
INSERT INTO known_cost
SELECT t.rowid, SUM(${LINE_COST}), SUM(l.gross_minor - l.discount_minor)
FROM ticket t CROSS JOIN line l ON l.ticket = t.seen CROSS JOIN product p ON p.id = l.product
WHERE NOT t.says_all AND l.cost_minor IS NULL AND p.known_cost IS NOT NULL GROUP BY t.rowid;
`;

interface Block {
  day: string;
  first: number;
  last: number;
  lines: number;
}

/** Works on the staging file alone. Needs the tickets chosen. */
export function addUpTickets(stage: Sqlite.Database, costs: readonly KnownCost[]): void {
  stage.transaction(() => {
    stage.exec(TABLES);
    stage.exec('UPDATE product SET known_cost = NULL WHERE known_cost IS NOT NULL');
    const setCost = stage.prepare('UPDATE product SET known_cost = ? WHERE id = ?');
    for (const { stage_id, cost_minor } of costs) setCost.run(cost_minor, stage_id);
    if (costs.length > 0) stage.exec(ADD_KNOWN_COSTS);
  })();
  const addBlock = stage.prepare<[Block]>(
    'INSERT INTO block (first, last, day, lines) VALUES (@first, @last, @day, @lines)',
  );
  const addProducts = stage.prepare<[Block]>(
    `INSERT INTO block_product
     SELECT @first, product, sum(lines), sum(quantity_milli), sum(net_minor), sum(cost_minor), sum(costed_net_minor)
     FROM (SELECT l.product, ${LINE_MEASURES} FROM (${linesOfBlock(costs.length > 0)}) l) GROUP BY product`,
  );
  const addUp = stage.transaction((blocks: readonly Block[]) => {
    for (const block of blocks) {
      addBlock.run(block);
      addProducts.run(block);
    }
  });
  const blocks = blocksOf(stage);
  for (let from = 0; from < blocks.length; from += AT_ONCE)
    addUp(blocks.slice(from, from + AT_ONCE));
}

/** SQL: the lines of a block as they will be stored. Most shops know no costs: then nobody looks for them. */
function linesOfBlock(someCostKnown: boolean): string {
  return `SELECT l.product, l.quantity_milli, l.gross_minor - l.discount_minor AS net_minor,
      ${someCostKnown ? LINE_COST : 'l.cost_minor'} AS cost_minor
    FROM ticket t CROSS JOIN line l ON l.ticket = t.seen
    ${someCostKnown ? 'CROSS JOIN product p ON p.id = l.product' : ''}
    WHERE t.rowid BETWEEN @first AND @last`;
}

/** Cuts the tickets into blocks of about the same size within each day. */
function blocksOf(stage: Sqlite.Database): Block[] {
  const dayLines = new Map(
    stage
      .prepare<[], [string, number]>(
        'SELECT business_date, SUM(line_count) FROM ticket GROUP BY business_date',
      )
      .raw()
      .all(),
  );
  const blocks: Block[] = [];
  let open: Block | undefined;
  const tickets = stage
    .prepare<[], [number, string, number]>('SELECT rowid, business_date, line_count FROM ticket')
    .raw();
  for (const [rowid, day, lines] of tickets.iterate()) {
    if (open?.day !== day || open.lines + lines / 2 > shareOf(dayLines.get(day) ?? 0)) {
      open = { day, first: rowid, last: rowid, lines: 0 };
      blocks.push(open);
    }
    open.last = rowid;
    open.lines += lines;
  }
  return blocks;
}

/** Lines of a block of a day with so many lines. */
function shareOf(lines: number): number {
  return lines / Math.ceil(lines / BLOCK_LINES);
}
