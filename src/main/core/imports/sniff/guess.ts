/** A sensible reading of a table that no known system wrote, with every reason in words. */
import type { ImportKind } from '../../../../shared/schemas/import.ts';
import { WITHOUT_ITEMS } from '../formats/format.ts';
import type { DecimalSign } from '../read/decimal-text.ts';
import { missingFields } from '../required-fields.ts';
import { guessNumber } from './guess-number.ts';
import { guessRefunds } from './guess-refunds.ts';
import { type Findings, type Table, valuesOf } from './guess-table.ts';
import { headerKey, headerWords } from './header-words.ts';
import { type Recognised, waysOf } from './recognised.ts';

/** @param rows the first rows of the file, as they stand */
export function guess(
  headers: readonly string[],
  rows: Table['rows'],
  wantedKind: ImportKind | undefined,
  decimal: DecimalSign,
): Recognised {
  const kind = wantedKind ?? guessKind(headers);
  const table: Table = { headers, rows, decimal };
  const found: Findings = {
    columns: columnsByWords(headers, kind),
    fixed: {},
    reasons: [
      `No known system writes these columns, so they were matched by their names as ${kind}.`,
    ],
  };
  const refunds = kind === 'sales' ? guessSales(table, found) : undefined;
  if (kind === 'expenses') guessExpenses(found);
  if (kind === 'customers') guessCustomers(found);
  return {
    name: 'A table of its own kind',
    kind,
    ways: waysOf({
      refund_rule: 'none',
      ...refunds?.ways,
      columns: found.columns,
      fixed: found.fixed,
      skip: [...(refunds?.ways.skip ?? []), ...guessSkips(table, found)],
      extra_decimals: 'round',
    }),
    dateOrder: undefined,
    taxKnown: false,
    moneyOutKnown: found.columns.money_in !== undefined,
    refundDoubt: refunds?.doubt,
    otherKind: otherKind(headers, kind),
    reasons: found.reasons,
  };
}

/** "date, description, amount" fits a sale as well as an expense; only a sale has one of these. */
const SELLS_GOODS = ['sku', 'quantity', 'unit_price', 'ticket', 'customer_id'];

function guessKind(headers: readonly string[]): ImportKind {
  const score = (kind: ImportKind): number => {
    const columns = columnsByWords(headers, kind);
    return Object.keys(columns).length - 3 * missingFields(kind, columns).length;
  };
  const has = (field: string) => columnsByWords(headers, 'sales')[field] !== undefined;
  const sellsGoods = SELLS_GOODS.some(has);
  const kinds: ImportKind[] = sellsGoods
    ? ['sales', 'customers', 'expenses']
    : ['expenses', 'sales', 'customers'];
  // What has no date and has a price or a cost is a list of goods.
  const listed = columnsByWords(headers, 'products');
  if (!has('date') && (listed.name ?? listed.sku) && (listed.price ?? listed.cost))
    return 'products';
  return kinds.reduce((best, kind) => (score(kind) > score(best) ? kind : best));
}

/** What only the statement of a bank or a list of bills has. */
const OF_BILLS =
  /balance|saldo|debit|credit|soll|haben|supplier|vendor|payee|lieferant|account|konto|iban|posting|buchung|verwendungszweck/i;

/** "date, description, total" may be sales as well as expenses: then it is asked. */
function otherKind(headers: readonly string[], kind: ImportKind): ImportKind | undefined {
  if (kind !== 'sales' && kind !== 'expenses') return undefined;
  const sales = columnsByWords(headers, 'sales');
  const fitsBoth =
    missingFields('sales', sales).length === 0 &&
    missingFields('expenses', columnsByWords(headers, 'expenses')).length === 0;
  const tells =
    SELLS_GOODS.some((field) => sales[field] !== undefined) ||
    headers.some((header) => OF_BILLS.test(header));
  if (!fitsBoth || tells) return undefined;
  return kind === 'sales' ? 'expenses' : 'sales';
}

function columnsByWords(headers: readonly string[], kind: ImportKind): Record<string, string> {
  const keys = headers.map(headerKey);
  const taken = new Set<number>();
  const columns: Record<string, string> = {};
  for (const [field, words] of Object.entries(headerWords[kind])) {
    for (const word of words) {
      const index = keys.findIndex((key, position) => key === word && !taken.has(position));
      const header = headers[index];
      if (header === undefined) continue;
      columns[field] = header;
      taken.add(index);
      break;
    }
  }
  return columns;
}

function guessSales(table: Table, found: Findings): ReturnType<typeof guessRefunds> {
  useTicketTotal(table, found);
  dropRates(table, found);
  dropTotalsWithTax(table, found);
  guessGrouping(table, found);
  tellHowCustomersAreKnown(found);
  return guessRefunds(table, found);
}

function tellHowCustomersAreKnown({ columns, reasons }: Findings): void {
  if (columns.customer_id !== undefined || columns.customer_name === undefined) return;
  reasons.push(
    `No column holds a customer id, so customers are known by their name under "${columns.customer_name}".`,
  );
}

/** Where nothing tells what a line cost, the total of the ticket is its amount. */
function useTicketTotal(table: Table, { columns, reasons }: Findings): void {
  if (columns.amount !== undefined || columns.unit_price !== undefined) return;
  if (columns.ticket_total === undefined) return;
  columns.amount = columns.ticket_total;
  delete columns.ticket_total;
  const { ticket, amount } = columns;
  if (ticket === undefined) return;
  const [tickets, totals] = [valuesOf(table, ticket), valuesOf(table, amount)];
  const totalOf = new Map<string, string>();
  const repeated = tickets.some((number, index) => {
    const before = totalOf.get(number);
    totalOf.set(number, totals[index] ?? '');
    return before !== undefined && before === totals[index];
  });
  if (repeated)
    reasons.push(
      `"${amount}" is the same on several rows of a "${ticket}", and every row counts it in full. If it is the total of all of them, choose the column that has the amount of each row.`,
    );
}

/** A discount of 0.15 is a rate, not an amount. */
function dropRates(table: Table, { columns, reasons }: Findings): void {
  const { discount } = columns;
  const discounts = numbersOf(table, discount);
  if (
    discounts.length === 0 ||
    discounts.some((value) => value < 0 || value >= 1) ||
    discounts.every((value) => value === 0)
  )
    return;
  reasons.push(`"${discount}" holds rates (all below 1), not amounts, so it is left out.`);
  delete columns.discount;
}

/** A total with the tax in it is not net sales when quantity and price tell them. */
function dropTotalsWithTax(
  { headers, rows, decimal }: Table,
  { columns, reasons }: Findings,
): void {
  const { amount, quantity, unit_price: price, tax } = columns;
  if (!amount || !quantity || !price || !tax) return;
  const withTax = rows.filter((row) => {
    const value = (header: string) => guessNumber(row[headers.indexOf(header)] ?? '', decimal);
    const due = value(tax);
    return due !== 0 && Math.abs(value(amount) - value(quantity) * value(price) - due) < 0.02;
  }).length;
  if (withTax <= rows.length / 2) return;
  reasons.push(
    `"${amount}" is ${quantity} × ${price} plus "${tax}", so net sales are computed from ${quantity} × ${price}.`,
  );
  delete columns.amount;
}

/** One row per line of a ticket, per ticket, or per payment. */
function guessGrouping(table: Table, { columns, fixed, reasons }: Findings): void {
  const { ticket } = columns;
  if (columns.product_name === undefined && columns.sku === undefined) {
    fixed.product_name = WITHOUT_ITEMS;
    reasons.push(
      `No column names a product, so every row is one sale, booked on the product "${WITHOUT_ITEMS}".`,
    );
  } else if (ticket === undefined) {
    reasons.push('No column holds a ticket number, so every row is a sale of its own.');
  }
  if (ticket === undefined) return;
  const numbers = valuesOf(table, ticket);
  const different = new Set(numbers).size;
  reasons.push(
    different < numbers.length
      ? `Rows with the same "${ticket}" on the same day are lines of one ticket.`
      : `Every row has another "${ticket}", so each is a ticket of its own.`,
  );
}

function guessExpenses({ columns, reasons }: Findings): void {
  if (columns.money_in !== undefined)
    reasons.push(`Rows with an amount under "${columns.money_in}" are money in, not expenses.`);
}

function guessCustomers({ columns, reasons }: Findings): void {
  if (columns.id === undefined && columns.email !== undefined) {
    columns.id = columns.email;
    reasons.push('No column holds a customer id, so the e-mail address is the id.');
  }
}

const CALLED_OFF =
  /^(cancell?ed|void(ed)?|failed|declined|denied|open|pending|draft|storniert|abgebrochen|anulad[oa]|cancelad[oa])$/i;

/** Orders that came to nothing say so in a column of their own. */
function guessSkips(
  table: Table,
  { columns, reasons }: Findings,
): { column: string; is: string[]; because: string; whole_ticket: boolean }[] {
  const taken = new Set(Object.values(columns));
  return table.headers.flatMap((header) => {
    if (taken.has(header) || !/status|state/i.test(header)) return [];
    const is = [...new Set(valuesOf(table, header))].filter((value) => CALLED_OFF.test(value));
    if (is.length === 0) return [];
    reasons.push(`Rows whose "${header}" is ${is.join(' or ')} are left out.`);
    return [
      {
        column: header,
        is,
        because: `Its ${header} says that it was called off or is not complete.`,
        whole_ticket: columns.ticket !== undefined,
      },
    ];
  });
}

function numbersOf({ headers, rows, decimal }: Table, header: string | undefined): number[] {
  if (header === undefined) return [];
  const at = headers.indexOf(header);
  return rows
    .map((row) => guessNumber(row[at] ?? '', decimal))
    .filter((value) => !Number.isNaN(value));
}
