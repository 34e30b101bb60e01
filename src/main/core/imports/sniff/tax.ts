/** Whether amounts contain their tax: added up, tickets tell. */
import { cleanCell } from '../read/cell.ts';
import type { DecimalSign } from '../read/decimal-text.ts';
import { guessNumber } from './guess-number.ts';
import type { Ways } from './recognised.ts';

export interface TaxVerdict {
  /** Undefined while nothing tells. */
  tax: 'added' | 'included' | undefined;
  reason: string | undefined;
  /** Some ticket has a tax, so that the question matters. */
  matters: boolean;
}

interface Ticket {
  net: number;
  tax: number;
  shipping: number;
  tip: number;
  total: number;
}

/** Half of the smallest unit of most currencies, and what adding doubles loses. */
const TOLERANCE = 0.006;

/** @param rows the first rows of the file */
export function sniffTax(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  ways: Pick<Ways, 'columns' | 'amount_is'>,
  decimal: DecimalSign,
): TaxVerdict {
  const { columns } = ways;
  const matters = taxesOf(headers, rows, columns, decimal);
  if (!matters || columns.ticket_total === undefined)
    return { tax: undefined, reason: undefined, matters };
  const { added, included } = fittingTickets(ticketsOf(headers, rows, ways, decimal));
  if (included > added)
    return {
      tax: 'included',
      matters,
      reason: `Amounts contain the tax, so it is taken out of them: ${tickets(included)} without adding it.`,
    };
  if (added > 0)
    return {
      tax: 'added',
      matters,
      reason: `Taxes come on top of the amounts: ${tickets(added)} only with them.`,
    };
  return { tax: undefined, reason: undefined, matters };
}

/** How many tickets with a tax come to their total with it, and how many without adding it. */
function fittingTickets(all: readonly Ticket[]): { added: number; included: number } {
  let added = 0;
  let included = 0;
  for (const { net, tax, shipping, tip, total } of all) {
    if (tax === 0 || Number.isNaN(total)) continue;
    const fits = (sum: number) =>
      Math.abs(sum - total) < TOLERANCE || Math.abs(sum + tip - total) < TOLERANCE;
    if (fits(net + shipping + tax)) added++;
    else if (fits(net + shipping)) included++;
  }
  return { added, included };
}

/**
 * A file with discounts of lines and of tickets: whether the one of the ticket holds those of its lines
 * already. Added up to their totals, the tickets tell.
 */
export function ticketDiscountHoldsThoseOfLines(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  ways: Pick<Ways, 'columns' | 'amount_is'>,
  decimal: DecimalSign,
): boolean {
  const { discount: _lines, ...columns } = ways.columns;
  const fitting = (read: Pick<Ways, 'columns' | 'amount_is'>) => {
    const all = ticketsOf(headers, rows, read, decimal).map((ticket) =>
      // A ticket without a tax tells as much: then both ways of taxes are one.
      ({ ...ticket, tax: ticket.tax || Number.MIN_VALUE }),
    );
    const { added, included } = fittingTickets(all);
    return added + included;
  };
  return fitting({ ...ways, columns }) >= fitting(ways);
}

function tickets(count: number): string {
  return count === 1
    ? 'the total of 1 ticket fits'
    : `the totals of ${count.toLocaleString('en')} tickets fit`;
}

function taxesOf(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  columns: Ways['columns'],
  decimal: DecimalSign,
): boolean {
  return [columns.tax, columns.ticket_tax].some((header) => {
    const at = header === undefined ? -1 : headers.indexOf(header);
    return at >= 0 && rows.some((row) => Math.abs(guessNumber(row[at] ?? '', decimal)) > 0);
  });
}

function ticketsOf(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  { columns, amount_is }: Pick<Ways, 'columns' | 'amount_is'>,
  decimal: DecimalSign,
): Ticket[] {
  const reader = (field: string) => {
    const at = headers.indexOf(columns[field] ?? '');
    return (row: readonly string[]) => (at < 0 ? Number.NaN : guessNumber(row[at] ?? '', decimal));
  };
  const [amount, price, quantity, discount, tax, ticketTax] = [
    reader('amount'),
    reader('unit_price'),
    reader('quantity'),
    reader('discount'),
    reader('tax'),
    reader('ticket_tax'),
  ];
  const [shipping, tip, total, off] = [
    reader('shipping'),
    reader('tip'),
    reader('ticket_total'),
    reader('ticket_discount'),
  ];
  const ticketAt = headers.indexOf(columns.ticket ?? '');
  const found = new Map<string, Ticket>();
  rows.forEach((row, index) => {
    const number = ticketAt < 0 ? '' : cleanCell(row[ticketAt] ?? '');
    const key = number === '' ? `row ${index}` : number;
    let ticket = found.get(key);
    if (!ticket) {
      // What stands once per ticket is that of its first row.
      ticket = {
        net: -Math.abs(orZero(off(row))),
        tax: orZero(ticketTax(row)),
        shipping: orZero(shipping(row)),
        tip: orZero(tip(row)),
        total: total(row),
      };
      found.set(key, ticket);
    }
    const own = amount(row);
    ticket.net += Number.isNaN(own) ? orZero(price(row)) * (orZero(quantity(row)) || 1) : own;
    if (amount_is === 'before_discount') ticket.net -= Math.abs(orZero(discount(row)));
    ticket.tax += orZero(tax(row));
  });
  return [...found.values()];
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
