/** Looks at a file without storing anything: what it is, how to read it, what its rows become. */

import type { ImportKind, ImportMapping } from '../../../../shared/schemas/import.ts';
import { FileRefused } from '../file-refused.ts';
import { columnsOf } from '../mapping-columns.ts';
import { SHOWN_VALUE } from '../read/cell.ts';
import type { ShopRules } from '../read/fields.ts';
import { readRows } from '../read/row-reader.ts';
import { missingFields } from '../required-fields.ts';
import type { OtherReading } from '../sniff/asked-file.ts';
import { currencyReason } from '../sniff/currency.ts';
import { type MoneyOutVerdict, sniffMoneyOut } from '../sniff/money-out.ts';
import { DateOrderTally, sniffDecimalSign } from '../sniff/notation.ts';
import { questionsOf } from '../sniff/questions.ts';
import { recognise } from '../sniff/recognise.ts';
import type { Recognised } from '../sniff/recognised.ts';
import type { SniffedTable } from '../sniff/table.ts';
import { sniffTax, type TaxVerdict, ticketDiscountHoldsThoseOfLines } from '../sniff/tax.ts';
import type { Inspection, InspectJob } from './jobs.ts';
import { openTable } from './open-table.ts';
import { excludedByReason, previewRows, type SampleRow } from './preview-rows.ts';
import { readSample } from './read-sample.ts';

/** Rows that a guess looks at; dates that stay open are looked for in the whole file. */
const SAMPLE_ROWS = 2000;
const SHOWN_ROWS = 20;
/** Where a currency may stand beside an amount. */
const MONEY_FIELDS = ['amount', 'unit_price', 'ticket_total', 'money_in', 'price', 'cost'];
const NUMBER_FIELDS = [
  'amount',
  'unit_price',
  'quantity',
  'discount',
  'tax',
  'cost',
  'money_in',
  'ticket_total',
  'price',
];

/** @throws FileRefused when the file cannot be imported at all */
export function inspectFile(job: InspectJob): Inspection {
  const { encoding, table, byHand, kept: own, chosen } = openTable(job);
  const sample = readSample(job.path, table, 1, SAMPLE_ROWS);
  if (sample.length === 0)
    throw new FileRefused(
      'This file only has a header and no rows. Choose the file that holds the rows.',
    );
  const rows = sample.filter((row) => row.broken === undefined).map((row) => row.cells);
  const anyNumber = sniffDecimalSign(rows.slice(0, 200).flatMap(shortCells)).decimal;
  const kept = own?.used ? own : undefined;
  const found = withDiscountsOnce(
    recognise(table.headers, rows, job.kind ?? kept?.kind, anyNumber),
    table.headers,
    rows,
    anyNumber,
  );
  const kind = job.kind ?? found.kind;
  const columns = chosen?.columns ?? found.ways.columns;
  const dates = tallyDates(job.path, table, rows, columns.date ?? columns.birthday);
  const order = dateOrderOf(dates, found);
  const decimal = sniffDecimalSign(numbersIn(table.headers, rows, columns));
  const tax = found.taxKnown
    ? UNASKED
    : sniffTax(table.headers, rows, chosen ?? found.ways, decimal.decimal);
  const moneyOut =
    kind !== 'expenses' || found.moneyOutKnown
      ? KNOWN_SIGN
      : sniffMoneyOut(table.headers, rows, columns, decimal.decimal);
  const guessed: ImportMapping = {
    ...found.ways,
    table: byHand,
    tax: tax.tax ?? found.ways.tax,
    money_out: moneyOut.moneyOut ?? found.ways.money_out,
    date_order: order.order,
    decimal: decimal.decimal,
  };
  const mapping: ImportMapping = {
    ...(chosen ?? guessed),
    ...(job.guess?.includes('date_order') ? { date_order: order.order } : {}),
    ...(job.guess?.includes('decimal') ? { decimal: decimal.decimal } : {}),
  };
  const missing = missingFields(kind, mapping.columns, mapping.fixed);
  const amounts = MONEY_FIELDS.flatMap((field) => mapping.columns[field] ?? []);
  const currency = currencyReason(
    table.headers,
    rows,
    { amounts, currency: mapping.columns.currency },
    job.rules.currency,
  );
  const { shown, follow } = shownRows(job, table, sample);
  return {
    kind,
    recognised_as: found.name,
    encoding: encoding.encoding === 'mixed' ? 'utf-8 and windows-1252' : encoding.encoding,
    delimiter: table.shape.delimiter,
    header_line: table.headerLine,
    first_lines: table.firstLines,
    headers: table.headers,
    sample: sample
      .slice(0, SHOWN_ROWS)
      .map((row) => row.cells.map((cell) => cell.slice(0, SHOWN_VALUE))),
    mapping,
    reasons: [
      ...(kept
        ? [`Read with your mapping "${kept.name}", which was made for this header.`]
        : found.reasons),
      encoding.reason,
      ...table.reasons,
      ...[order.reason, decimal.reason, currency, tax.reason, moneyOut.reason].filter(
        (reason) => reason !== undefined,
      ),
      ...rulesReason(kind, job.rules),
      ...unreadReason(table.headers, rows, mapping),
    ],
    questions: kept
      ? []
      : questionsOf(
          {
            dates: order.open,
            decimal: decimal.open,
            tax: kind === 'sales' && tax.matters && tax.tax === undefined,
            moneyOut: moneyOut.open,
            refunds: found.refundDoubt,
            otherKind: otherReading(found, table.headers, rows, mapping),
          },
          { kind, headers: table.headers, rows, mapping },
        ),
    excluded: excludedByReason(kind, table.headers, mapping, job.rules, sample),
    missing,
    saved_mapping: own ? { id: own.id, name: own.name, used: own.used } : null,
    rows: missing.length > 0 ? [] : previewRows(kind, table.headers, mapping, job.rules, shown),
    rows_follow: follow,
  };
}

/** A page of the preview, from the row that was asked for. */
function shownRows(
  { path, from_row = 1 }: InspectJob,
  table: SniffedTable,
  sample: readonly SampleRow[],
): { shown: SampleRow[]; follow: boolean } {
  const at = sample.findIndex(({ line }) => line >= from_row);
  const inSample = at >= 0 && (at + SHOWN_ROWS < sample.length || sample.length < SAMPLE_ROWS);
  const rows = inSample
    ? sample.slice(at, at + SHOWN_ROWS + 1)
    : readSample(path, table, from_row, SHOWN_ROWS + 1);
  return { shown: rows.slice(0, SHOWN_ROWS), follow: rows.length > SHOWN_ROWS };
}

/** Takes no discount off twice, where an order names both its own and those of its lines. */
function withDiscountsOnce(
  found: Recognised,
  headers: readonly string[],
  rows: Rows,
  decimal: ImportMapping['decimal'],
): Recognised {
  const { discount, ...columns } = found.ways.columns;
  if (discount === undefined || columns.ticket_discount === undefined) return found;
  if (!ticketDiscountHoldsThoseOfLines(headers, rows, found.ways, decimal)) return found;
  return { ...found, ways: { ...found.ways, columns } };
}

/** How the file reads as what it may hold as well; undefined when it can only be one. */
function otherReading(
  { otherKind }: Recognised,
  headers: readonly string[],
  rows: Rows,
  { date_order, decimal }: ImportMapping,
): OtherReading | undefined {
  if (otherKind === undefined) return undefined;
  const { ways } = recognise(headers, rows, otherKind, decimal);
  const { moneyOut } =
    otherKind === 'expenses' ? sniffMoneyOut(headers, rows, ways.columns, decimal) : KNOWN_SIGN;
  return {
    kind: otherKind,
    mapping: { ...ways, money_out: moneyOut ?? ways.money_out, date_order, decimal },
  };
}

/** Columns that nothing is read from: so many are named. */
const NAMED_UNREAD = 3;
const UNASKED: TaxVerdict = { tax: undefined, reason: undefined, matters: false };
const KNOWN_SIGN: MoneyOutVerdict = { moneyOut: undefined, reason: undefined, open: false };

/** An owner who named a column as we do not would otherwise miss it only in the figures. */
function unreadReason(headers: readonly string[], rows: Rows, mapping: ImportMapping): string[] {
  const read = new Set([...columnsOf(mapping)].map(([, header]) => header));
  const unread = headers
    .filter((header, at) => !read.has(header) && rows.some((row) => (row[at] ?? '').trim() !== ''))
    .map((header) => `"${header}"`);
  if (unread.length === 0) return [];
  const from =
    unread.length === 1
      ? `its column ${unread[0]}`
      : unread.length <= NAMED_UNREAD
        ? `its columns ${unread.join(', ')}`
        : `${unread.length} of its columns, such as ${unread.slice(0, NAMED_UNREAD).join(', ')}`;
  return [`Nothing is read from ${from}.`];
}

function rulesReason(kind: ImportKind, { categoryRules = [] }: ShopRules): string[] {
  if (kind !== 'expenses' || categoryRules.length === 0) return [];
  return ['Rows without a category get one by your expense rules.'];
}

/** The first rows of a file sorted by date may all fit both orders; then the others decide. */
function tallyDates(
  path: string,
  table: SniffedTable,
  sample: Rows,
  header: string | undefined,
): DateOrderTally {
  const tally = new DateOrderTally();
  const at = header === undefined ? -1 : table.headers.indexOf(header);
  if (at < 0) return tally;
  for (const cells of sample) tally.add(cells[at] ?? '');
  if (!tally.open || sample.length < SAMPLE_ROWS) return tally;
  readRows(path, table.shape, {
    row(cells) {
      tally.add(cells[at] ?? '');
      return !tally.decided;
    },
    broken: () => true,
  });
  return tally;
}

type Rows = readonly (readonly string[])[];

/** The dates tell; where they fit several orders, the habit of the system does. */
function dateOrderOf(
  dates: DateOrderTally,
  { dateOrder, name }: Recognised,
): ReturnType<DateOrderTally['verdict']> & { open: boolean } {
  if (!dates.open || dateOrder === undefined) return { ...dates.verdict(), open: dates.open };
  const words = { ymd: 'year-month-day', dmy: 'day/month', mdy: 'month/day' }[dateOrder];
  return {
    order: dateOrder,
    reason: `Dates are read as ${words}, as "${name}" writes them.`,
    open: false,
  };
}

function numbersIn(
  headers: readonly string[],
  rows: Rows,
  columns: ImportMapping['columns'],
): string[] {
  return NUMBER_FIELDS.flatMap((field) => {
    const at = headers.indexOf(columns[field] ?? '');
    return at < 0 ? [] : rows.map((row) => row[at] ?? '');
  });
}

/** Cells that may be numbers. */
function shortCells(row: readonly string[]): string[] {
  return row.filter((cell) => cell.length > 2 && cell.length < 20);
}
