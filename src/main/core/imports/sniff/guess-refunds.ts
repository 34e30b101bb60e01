/** How a table that nobody knows marks what was given back, and whether that has to be asked. */
import type { ImportMapping } from '../../../../shared/schemas/import.ts';
import { cleanCell } from '../read/cell.ts';
import { guessNumber } from './guess-number.ts';
import { type Findings, type Table, valuesOf } from './guess-table.ts';
import type { RefundDoubt } from './recognised.ts';

/** The part of a mapping that says what rows with a mark are. */
export type RefundWays = Pick<ImportMapping, 'refund_rule' | 'refund_words'> & {
  columns: ImportMapping['columns'];
  skip: ImportMapping['skip'];
};

interface RefundGuess {
  ways: Pick<RefundWays, 'refund_rule' | 'refund_words' | 'skip'>;
  doubt: RefundDoubt | undefined;
}

const REFUND_WORD =
  /^(refund(ed)?|return(ed)?|credit( note)?|retoure|storno|gutschrift|erstattung|erstattet|zurückgegeben|devoluci[oó]n|devuelto|remboursement|remboursée?|reso)$/i;
/** Says what became of an order, not what the row is. */
const BECAME = /(ed|tet|ben|uelto|rsée?)$/i;
/** Has to do with giving back, but may mean a part of it. */
const NEARLY_REFUND =
  /refund|\breturn|credit note|retoure|storno|gutschrift|erstatt|devoluci|rembours/i;
const STATUS = /status|state|zustand|estado|statut/i;
/** A column with more different values is no mark. */
const MOST_WORDS = 12;

/** Finds the mark, notes its column, and says why. */
export function guessRefunds(table: Table, found: Findings): RefundGuess {
  const { columns, reasons } = found;
  if (columns.refund !== undefined && !hasWords(table, columns.refund))
    return settled('refund_column');
  const taken = new Set(Object.values(columns));
  let nearly: RefundDoubt | undefined;
  for (const header of table.headers) {
    if (header !== columns.refund && taken.has(header)) continue;
    const all = [...new Set(valuesOf(table, header))];
    if (all.length > MOST_WORDS) continue;
    const words = all.filter((word) => REFUND_WORD.test(word));
    if (words.length > 0) return guessMark(table, found, { header, words });
    const near = all.filter((word) => NEARLY_REFUND.test(word));
    if (near.length > 0 && near.length < all.length && arePositive(table, found, header, near))
      nearly ??= { header, words: near };
  }
  if (columns.refund !== undefined) return settled('refund_column');
  if (nearly) return { ...settled('negative_amount'), doubt: nearly };
  const marked = ticketsWithC(table, columns);
  if (marked === 'refunds') {
    reasons.push(`A "${columns.ticket}" that begins with C takes back: those rows are negative.`);
    return settled('ticket_prefix_c');
  }
  const doubt =
    marked === 'unclear' && columns.ticket ? { header: columns.ticket, words: [] } : undefined;
  return { ...settled('negative_amount'), doubt };
}

function settled(refund_rule: ImportMapping['refund_rule']): RefundGuess {
  return { ways: { refund_rule, refund_words: [], skip: [] }, doubt: undefined };
}

/** A column says of some rows that they were given back. */
function guessMark(table: Table, found: Findings, doubt: RefundDoubt): RefundGuess {
  const { header, words } = doubt;
  const listed = words.join(' or ');
  const unclear =
    arePositive(table, found, header, words) &&
    (STATUS.test(header) || words.some((word) => BECAME.test(word)));
  if (unclear) {
    found.reasons.push(
      `Rows whose "${header}" is ${listed} are orders that were given back, so they are left out.`,
    );
    return {
      ways: {
        refund_rule: 'negative_amount',
        refund_words: [],
        skip: [givenBack(doubt, found.columns)],
      },
      doubt,
    };
  }
  found.columns.refund = header;
  found.reasons.push(`Rows whose "${header}" is ${listed} take back.`);
  return {
    ways: { refund_rule: 'refund_column', refund_words: words, skip: [] },
    doubt: undefined,
  };
}

function givenBack(
  { header, words }: RefundDoubt,
  columns: ImportMapping['columns'],
): ImportMapping['skip'][number] {
  return {
    column: header,
    is: words,
    because: 'The order was given back.',
    whole_ticket: columns.ticket !== undefined,
  };
}

/** What marked rows can be. */
export type MarkedRows = 'take_back' | 'leave_out' | 'sale';

/** The mapping in which marked rows are this. */
export function readMarkedRows(
  mapping: ImportMapping,
  doubt: RefundDoubt,
  as: MarkedRows,
): ImportMapping {
  const { header, words } = doubt;
  const { refund, ...others } = mapping.columns;
  const byTicket = words.length === 0;
  const columns =
    byTicket || (refund !== undefined && refund !== header) ? mapping.columns : others;
  const skip = mapping.skip.filter(
    (rule) => byTicket || rule.column !== header || !rule.is.some((word) => words.includes(word)),
  );
  if (as === 'take_back')
    return byTicket
      ? { ...mapping, refund_rule: 'ticket_prefix_c' }
      : {
          ...mapping,
          columns: { ...columns, refund: header },
          refund_rule: 'refund_column',
          refund_words: words,
          skip,
        };
  return {
    ...mapping,
    columns,
    refund_rule: 'negative_amount',
    refund_words: [],
    skip: as === 'leave_out' ? [...skip, givenBack(doubt, mapping.columns)] : skip,
  };
}

/** What marked rows are now. */
export function markedRowsAre(mapping: ImportMapping, { header, words }: RefundDoubt): MarkedRows {
  if (words.length === 0) return mapping.refund_rule === 'ticket_prefix_c' ? 'take_back' : 'sale';
  if (mapping.refund_rule === 'refund_column' && mapping.columns.refund === header)
    return 'take_back';
  const isOut = mapping.skip.some(
    (rule) => rule.column === header && rule.is.some((word) => words.includes(word)),
  );
  return isOut ? 'leave_out' : 'sale';
}

/** Other values than yes and no: words have to be known. */
function hasWords(table: Table, header: string): boolean {
  return valuesOf(table, header).some((value) => REFUND_WORD.test(value));
}

/** True when no amount of the rows with these words says by itself that it takes back. */
function arePositive(
  { headers, rows, decimal }: Table,
  { columns }: Findings,
  header: string,
  words: readonly string[],
): boolean {
  const at = headers.indexOf(header);
  const amounts = [columns.amount, columns.quantity, columns.unit_price, columns.ticket_total]
    .map((name) => headers.indexOf(name ?? ''))
    .filter((position) => position >= 0);
  return rows
    .filter((row) => words.includes(cleanCell(row[at] ?? '')))
    .every((row) => amounts.every((position) => !(guessNumber(row[position] ?? '', decimal) < 0)));
}

function ticketsWithC(
  { headers, rows, decimal }: Table,
  columns: Readonly<Record<string, string>>,
): 'refunds' | 'unclear' | 'none' {
  const ticketAt = headers.indexOf(columns.ticket ?? '');
  const amountAt = headers.indexOf(columns.quantity ?? columns.amount ?? '');
  if (ticketAt < 0 || amountAt < 0) return 'none';
  const marked = rows.filter((row) => /^c\d/i.test(cleanCell(row[ticketAt] ?? '')));
  if (marked.length === 0 || marked.length === rows.length) return 'none';
  return marked.every((row) => guessNumber(row[amountAt] ?? '', decimal) <= 0)
    ? 'refunds'
    : 'unclear';
}
