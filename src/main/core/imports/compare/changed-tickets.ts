/** What differs between a ticket of the file and the stored one, in words. */
import type Sqlite from 'better-sqlite3';
import type { ChangedTicket } from '../../../../shared/schemas/import-check.ts';
import { isPartOf } from '../../db/part-ids.ts';
import type { Page } from './bad-rows.ts';

const SHOWN_DIFFERENCES = 12;

interface Pair {
  seen: number;
  sale_id: number;
  deleted: number;
  number: string;
  business_date: string;
  kind: string;
  stored_kind: string;
  net: number;
  stored_net: number;
  discount: number;
  stored_discount: number;
  tax: number;
  stored_tax: number;
  customer: string | null;
  stored_customer: string | null;
}

interface ProductSum {
  product: string;
  quantity_milli: number;
  net_minor: number;
}

/**
 * Needs the known names, and the verdicts kept.
 * @param money minor units → text
 */
export function changedTickets(
  both: Sqlite.Database,
  money: (minor: number) => string,
  { offset, limit }: Page,
): ChangedTicket[] {
  const pairs = both
    .prepare<[number, number], Pair>(
      `SELECT v.seen, s.id AS sale_id, v.deleted, s.number, s.business_date, t.kind, s.kind AS stored_kind,
         t.net_minor AS net, s.net_minor AS stored_net,
         t.discount_minor AS discount, s.discount_minor AS stored_discount,
         t.tax_minor AS tax, s.tax_minor AS stored_tax,
         COALESCE(k.name, NULLIF(b.name, ''), b.code) AS customer, c.name AS stored_customer
       FROM stage.verdict v JOIN stage.summed_ticket t ON t.seen = v.seen JOIN main.sale s ON s.id = v.stored_id
       LEFT JOIN main.customer c ON c.id = s.customer_id
       LEFT JOIN stage.buyer b ON b.id = t.buyer
       LEFT JOIN temp.known_buyer n ON n.stage_id = b.id LEFT JOIN main.customer k ON k.id = n.id
       WHERE v.verdict = 'changed' ORDER BY s.business_date DESC, s.id DESC LIMIT ? OFFSET ?`,
    )
    .all(limit, offset);
  const linesInFile = both.prepare<[number], ProductSum>(
    `SELECT COALESCE(s.name, p.name) AS product, SUM(l.quantity_milli) AS quantity_milli,
       SUM(l.gross_minor - l.discount_minor) AS net_minor
     FROM stage.line l JOIN stage.product p ON p.id = l.product
     LEFT JOIN temp.known_product k ON k.stage_id = p.id LEFT JOIN main.product s ON s.id = k.id
     WHERE l.ticket = ? GROUP BY 1`,
  );
  const linesStored = both.prepare<{ sale: number }, ProductSum>(
    `SELECT p.name AS product, SUM(l.quantity_milli) AS quantity_milli, SUM(l.net_minor) AS net_minor
     FROM main.sale_line l JOIN main.product p ON p.id = l.product_id WHERE ${isPartOf('l.id', '@sale')} GROUP BY 1`,
  );
  return pairs.map((pair) => ({
    sale_id: pair.sale_id,
    number: pair.number,
    business_date: pair.business_date,
    differences: [
      ...(pair.deleted === 1
        ? [{ what: 'Ticket', stored: 'deleted since', in_file: 'in the file' }]
        : []),
      ...differing('Kind', pair.stored_kind, pair.kind),
      ...differing('Net sales', money(pair.stored_net), money(pair.net)),
      ...differing('Discount', money(pair.stored_discount), money(pair.discount)),
      ...differing('Tax', money(pair.stored_tax), money(pair.tax)),
      ...(pair.customer === null
        ? []
        : differing('Customer', pair.stored_customer ?? 'none', pair.customer)),
      ...lineDifferences(
        linesStored.all({ sale: pair.sale_id }),
        linesInFile.all(pair.seen),
        money,
      ),
    ].slice(0, SHOWN_DIFFERENCES),
  }));
}

function differing(what: string, stored: string, in_file: string) {
  return stored === in_file ? [] : [{ what, stored, in_file }];
}

function lineDifferences(
  stored: readonly ProductSum[],
  inFile: readonly ProductSum[],
  money: (minor: number) => string,
) {
  const words = (line: ProductSum | undefined) =>
    line === undefined ? 'none' : `${line.quantity_milli / 1000} for ${money(line.net_minor)}`;
  const products = new Set([...stored, ...inFile].map((line) => line.product));
  return [...products].flatMap((product) =>
    differing(
      product,
      words(stored.find((line) => line.product === product)),
      words(inFile.find((line) => line.product === product)),
    ),
  );
}
